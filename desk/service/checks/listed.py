"""The lists in force: which, how old, and what came of asking for them last."""

from datetime import UTC, datetime

from desk.service.checks.check import Check, Checks, right, warning, wrong
from desk.wording import age_words
from lists.errors import ListError
from lists.limits import AgeLimits
from lists.readiness import is_ageing, why_unready
from lists.registry import source_of
from lists.snapshot import ListState
from lists.store.attempts import Attempt, Ending
from worker.service import Service


def look_at_lists(service: Service) -> Checks:
    """Check every list, whether they are fit to screen against, and which are required."""
    state, now = service.store.in_force(), datetime.now(UTC)
    states = {} if state is None else {each.source: each for each in state.lists}
    kept = {source.id for source in service.refreshing.sources()}
    attempts = service.store.attempts.all()
    limits = service.settings.age_limits
    for name in sorted(states.keys() | kept):
        yield _list(name, states.get(name), attempts.get(name), now, limits, is_kept=name in kept)
    required = service.policies.in_force().lists.required
    why = why_unready(state, required, now, limits)
    yield right("lists", "ready to screen against") if why is None else wrong("lists", why)
    yield _required(required, sorted(states))


def _list(
    name: str,
    state: ListState | None,
    attempt: Attempt | None,
    now: datetime,
    limits: AgeLimits,
    *,
    is_kept: bool,
) -> Check:
    says = ["not in force"]
    if state is not None:
        says = [f"{state.entries:,} entries" if state.entries else "no entry at all"]
        age_s = state.age_s(now)
        says.append("age unknown" if age_s is None else f"known to be current {_ago(age_s)}")
        says += ["its limit of age is set by hand"] if limits.is_set(name) else []
        says += ["incomplete"] if state.incomplete else []
        says += ["an excerpt"] if state.excerpt else []
    if attempt is not None:
        ago = _ago((now - attempt.at).total_seconds())
        reason = f": {attempt.reason}" if attempt.reason else ""
        says.append(f"last asked for {ago}, {attempt.ending}{reason}")
    is_old = state is None or is_ageing(state, now, is_refreshed=is_kept, limits=limits)
    has_failed = attempt is not None and attempt.ending in (Ending.REJECTED, Ending.FAILED)
    is_odd = is_old or has_failed or (state is not None and not state.entries)
    return (warning if is_odd else right)(name, ", ".join(says))


def _ago(seconds: float) -> str:
    return f"{age_words(seconds)} ago"


def _required(required: tuple[str, ...], in_force: list[str]) -> Check:
    unknown = [name for name in required if not _is_known(name)]
    if unknown:
        said = f"{', '.join(unknown)}: no such list; see: customhouse lists sources"
        return wrong("required lists", said)
    if required:
        return right("required lists", ", ".join(required))
    said = f"none is declared, so CLEAR rests on whatever is in force: {', '.join(in_force)}"
    return warning("required lists", f"{said}; name them in CUSTOMHOUSE_REQUIRED_LISTS")


def _is_known(name: str) -> bool:
    try:
        source_of(name)
    except ListError:
        return False
    return True
