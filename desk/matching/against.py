"""What names are asked against: lists with their dates, a threshold, a moment."""

from dataclasses import dataclass
from datetime import datetime

from desk.lists.in_force import snapshot_in_force
from desk.lists.screened import ScreenedList, screened_list
from lists.readiness import why_unready
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


def against(settings: Settings, threshold: float, at: datetime) -> Against:
    """Return what names are asked against now.

    Raises:
        CommandError: no list is in force.
    """
    snapshot = snapshot_in_force(settings)
    return Against(
        at=at,
        threshold=threshold,
        snapshot=snapshot.id,
        lists=tuple(map(screened_list, snapshot.lists)),
        unfit=why_unready(snapshot, settings.required_lists, at, settings.age_limits),
    )
