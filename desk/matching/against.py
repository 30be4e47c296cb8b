"""What names are asked against: lists with their dates, a threshold, a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.lists.screened import ScreenedList, screened_list
from lists.readiness import why_unready
from lists.snapshot import Snapshot
from worker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What an answer rests on; without it, "no hit" proves nothing.

    Attributes:
        threshold: least score of a hit.
        unfit: why shipments are UNSCREENED on these lists now; None: they are screened.
    """

    at: datetime
    threshold: float
    snapshot: str
    lists: tuple[ScreenedList, ...]
    unfit: str | None


def against(
    settings: Settings, snapshot: Snapshot, threshold: float, at: datetime, required: Sequence[str]
) -> Against:
    """Return what names are asked against.

    Args:
        snapshot: in force at that moment.
        required: lists that had to be there then.
    """
    return Against(
        at=at,
        threshold=threshold,
        snapshot=snapshot.id,
        lists=tuple(map(screened_list, snapshot.lists)),
        unfit=why_unready(snapshot, required, at, settings.age_limits),
    )
