"""How the hits of a verdict differ from those of the verdict before."""

from collections.abc import Callable, Sequence

from customhouse.verdict import HitBefore, HitChange, HitView

# Why a hit is new, changed or cleared now.
CauseOf = Callable[[HitView, HitChange], str]


def mark_changes(
    before: Sequence[HitView], now: Sequence[HitView], cause_of: CauseOf
) -> tuple[HitView, ...]:
    """Return the hits of now marked new, changed or kept, then the cleared ones.

    What is not kept is marked with its cause, and a changed hit with what it was.
    """
    known = {_identity(hit): hit for hit in before}
    marked = [_marked(known.pop(_identity(hit), None), hit, cause_of) for hit in now]
    cleared = [_with(hit, HitChange.CLEARED, cause_of) for hit in known.values()]
    return (*marked, *cleared)


def _marked(old: HitView | None, hit: HitView, cause_of: CauseOf) -> HitView:
    if old is None:
        return _with(hit, HitChange.NEW, cause_of)
    if _substance(old) == _substance(hit):
        return hit.model_copy(update={"change": HitChange.KEPT})
    before = HitBefore(
        score=old.score, band=old.band, matched_name=old.matched_name, reason=old.reason
    )  # fmt: skip
    return _with(hit, HitChange.CHANGED, cause_of).model_copy(update={"before": before})


def _with(hit: HitView, change: HitChange, cause_of: CauseOf) -> HitView:
    return hit.model_copy(update={"change": change, "cause": cause_of(hit, change)})


def _identity(hit: HitView) -> tuple[str, str]:
    return hit.subject.ref, hit.listing_id


def _substance(hit: HitView) -> tuple[object, ...]:
    said = (hit.score, hit.band, hit.matched_name, hit.listing_content, hit.effect)
    return hit.subject.name, *said
