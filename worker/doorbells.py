"""The doorbells: which task is rung how often, on which queue."""

from dataclasses import dataclass
from typing import Final

from customhouse.keys import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorbell:
    """A task that beat rings again and again; it carries no record.

    Attributes:
        late_after_s: unanswered for so long it is no longer busy but broken.
    """

    task: str
    queue: str
    every_s: float
    args: tuple[str, ...] = ()
    late_after_s: float = 60.0

    @property
    def name(self) -> str:
        """What tells it from the others: "drain bulk"."""
        return " ".join([self.task, *self.args])


DOORBELLS: Final = (
    Doorbell(task="drain", queue="express", every_s=1.0, args=(Lane.EXPRESS,)),
    Doorbell(task="drain", queue="bulk", every_s=1.0, args=(Lane.BULK,)),
    # A queue of its own: an index that is built first may take minutes.
    Doorbell(task="rescreen", queue="rescreen", every_s=1.0, late_after_s=2_400.0),
    Doorbell(task="relay", queue="chores", every_s=1.0),
    Doorbell(task="settle", queue="chores", every_s=2.0),
    Doorbell(task="audit", queue="chores", every_s=5.0),
    # A queue of its own: a download may take minutes, and many of them half an hour.
    Doorbell(task="refresh", queue="refresh", every_s=60.0, late_after_s=2_400.0),
)
QUEUES: Final = tuple(dict.fromkeys(bell.queue for bell in DOORBELLS))
