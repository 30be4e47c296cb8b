"""How the hits of a verdict differ from those of the verdict before."""

from collections.abc import Callable, Sequence

from customhouse.verdict import Cause, HitBefore, HitChange, HitView

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
    is_same = _substance(old) == _substance(hit)
    if (is_same and not _differ_in_decision(old, hit)) or (old.is_settled and hit.is_settled):
        return hit.model_copy(update={"change": HitChange.KEPT})
    if is_same:
        cause_of = _cause_decision
    before = HitBefore(
        score=old.score, band=old.band, matched_name=old.matched_name, reason=old.reason
    )  # fmt: skip
    return _with(hit, HitChange.CHANGED, cause_of).model_copy(update={"before": before})


def matters(hit: HitView) -> bool:
    """Tell whether anybody has to hear of a marked hit: not where it flags nothing anyway."""
    came_or_went = hit.change in (HitChange.NEW, HitChange.CLEARED)
    return hit.change is not HitChange.KEPT and not (came_or_went and hit.is_settled)


def _differ_in_decision(old: HitView, hit: HitView) -> bool:
    return old.is_settled is not hit.is_settled


def _cause_decision(*_: object) -> str:
    return Cause.DECISION


def _with(hit: HitView, change: HitChange, cause_of: CauseOf) -> HitView:
    return hit.model_copy(update={"change": change, "cause": cause_of(hit, change)})


def _identity(hit: HitView) -> tuple[str, str]:
    return hit.subject.ref, hit.listing_id


def _substance(hit: HitView) -> tuple[object, ...]:
    said = (hit.score, hit.band, hit.matched_name, hit.listing_content, hit.effect)
    return hit.subject.name, *said
