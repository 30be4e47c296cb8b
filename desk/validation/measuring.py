"""A validation, planned and carried out."""

import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desk.errors import CommandError
from desk.lists.in_force import snapshot_in_force
from desk.validation.report import Report
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from screening.listing import Listing
from screening.policy import Policy
from screening.validating.mutating.variations import PLANTED
from screening.validating.trials import Plan, plan_trials, population_of
from screening.validating.validation import THRESHOLDS, Result, judge, tabulate
from screening.watchlist import Watchlist
from worker.settings import Settings

_BATCH: Final = 200
_GZIP: Final = b"\x1f\x8b"

Watched = Callable[[Sequence[int]], Iterable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What is to be tried, and against what.

    Attributes:
        sources: lists that names are planted from.
        own: the file of innocents, by its name; None: they are made up.
        left_out: listings of the sources that can be no party or vessel, by type.
    """

    snapshot: Snapshot
    watchlist: Watchlist
    listings: Mapping[str, Listing]
    trials: Plan
    sources: tuple[str, ...]
    policy: Policy
    sample: int
    seed: int
    own: str | None
    left_out: Mapping[str, int]


def plan_validation(
    settings: Settings,
    *,
    sources: tuple[str, ...] | None,
    policy: Policy,
    sample: int,
    seed: int,
    innocents: Path | None,
) -> Validation:
    """Draw what is to be tried against the lists in force.

    Args:
        sources: plant names of these lists alone; None: of all.
        sample: names a class of variation.
        innocents: names of the user's own traffic, one a line; None: made-up ones.

    Raises:
        CommandError: no list is in force, or not one of the sources, or the file cannot be read.
    """
    store, snapshot = ListStore(settings.lists_dir), snapshot_in_force(settings)
    chosen = _chosen(sources, snapshot)
    own = None if innocents is None else _read_names(innocents)
    listings: dict[str, Listing] = {listing.id: listing for listing in store.listings(snapshot)}
    planted = [listing for listing in listings.values() if listing.source in chosen]
    return Validation(
        snapshot=snapshot,
        watchlist=store.watchlist(snapshot),
        listings=listings,
        trials=plan_trials(population_of(planted, listings.values(), seed), sample, own),
        sources=chosen,
        policy=policy,
        sample=sample,
        seed=seed,
        own=None if innocents is None else innocents.name,
        left_out=dict(Counter(each.type.value for each in planted if each.type not in PLANTED)),
    )


def measure(plan: Validation, watched: Watched = iter) -> Report:
    """Carry a validation out.

    Args:
        watched: gives back what it is given; it sees how the batches pass.
    """
    thresholds = tuple(sorted({*THRESHOLDS, plan.policy.threshold}))
    results = _screened(plan, Policy(threshold=thresholds[0]), watched)
    return Report(
        made_at=datetime.now(UTC),
        snapshot=plan.snapshot,
        sources=plan.sources,
        policy=plan.policy,
        seed=plan.seed,
        sample=plan.sample,
        own=plan.own,
        left_out=dict(plan.left_out),
        thresholds=thresholds,
        rows=tabulate(results, plan.trials.passed_over, thresholds),
        results=tuple(results),
    )


def _screened(plan: Validation, policy: Policy, watched: Watched) -> list[Result]:
    """Return what became of each trial, screened as the workers do, many at once."""
    trials, results = plan.trials.trials, []
    for start in watched(range(0, len(trials), _BATCH)):
        batch = trials[start : start + _BATCH]
        found = plan.watchlist.screen_subjects([trial.subject for trial in batch], policy)
        results += [
            judge(trial, hits, plan.listings) for trial, hits in zip(batch, found, strict=True)
        ]
    return results


def _chosen(sources: tuple[str, ...] | None, snapshot: Snapshot) -> tuple[str, ...]:
    in_force = [state.source for state in snapshot.lists]
    if sources is None:
        return tuple(in_force)
    absent = [name for name in sources if name not in in_force]
    if absent or not sources:
        wanted = ", ".join(absent) or "no list"
        raise CommandError(f"{wanted}: not in force; there are {', '.join(in_force)}")
    return sources


def _read_names(path: Path) -> list[str]:
    """Return the lines that are not empty."""
    data = path.read_bytes()
    try:
        text = (gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error) as exc:
        raise CommandError(f"{path}: damaged gzip: {exc}") from exc
    except UnicodeDecodeError as exc:
        reason = f"{path}, byte {exc.start}: not UTF-8; save it as UTF-8, one name a line"
        raise CommandError(reason) from exc
    names = [name for line in text.split("\n") if (name := line.strip())]
    if not names:
        raise CommandError(f"{path}: no name; write one a line")
    return names
