"""Screening again what was screened before, and how far it has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desk.errors import CommandError
from ledger.ledger import Ledger
from ledger.runs.rows import Run, Scope, Stage
from worker.policies.rules import Rules
from worker.rescreening.previewing import Preview, preview
from worker.rescreening.verifying import Discrepancy, verify
from worker.service import Service

_SLICE_S: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """How far a run has come: what is done, and all of it, of what its stage counts."""

    stage: Stage
    done: int
    total: int


def begin_run(
    ledger: Ledger, at: datetime, *, scope: Scope, since: datetime | None, is_full: bool
) -> int:
    """Begin a run over what a scope holds and return its number.

    Raises:
        CommandError: no basis is active, or a run since another day goes on.
    """
    basis = ledger.active_basis()
    if basis is None:
        raise CommandError("no basis is active; load a list first: customhouse lists load")
    number = ledger.runs.begin(basis.number, scope, at, since=since, is_full=is_full)
    found = ledger.runs.run(number)
    if found.since != since:
        said = f"run {number} since {found.since:%Y-%m-%d} goes on; wait for its end"
        raise CommandError(said)
    return number


def progress_of(ledger: Ledger, number: int) -> RunProgress | None:
    """Return how far a run has come; None: it is done.

    Raises:
        CommandError: a newer basis came, and its own run looks at all of it.
    """
    run = ledger.runs.run(number)
    if run.superseded_at is not None:
        said = "newer lists came into force, and a run of their own goes on: customhouse rescreen"
        raise CommandError(f"run {number} ended early: {said}")
    if run.finished_at is not None:
        return None
    if run.stage is Stage.JUDGING:
        return RunProgress(stage=run.stage, done=run.screened, total=run.queued)
    return RunProgress(stage=run.stage, done=run.cursor, total=ledger.subjects.last())


def work_on_run(service: Service) -> None:
    """Screen for about a second in this process.

    Raises:
        CommandError: nothing can be screened now.
    """
    if service.rescreening.run(_SLICE_S) == 0 and service.ledger.runs.unfinished() is not None:
        unready = service.screener.standing(service.ledger.active_basis()).unready
        why = "another process is at it" if unready is None else unready.text
        raise CommandError(f"nothing can be screened now: {why}; see: customhouse doctor")


def told_of(run: Run) -> dict[str, int | float | str]:
    """Return what came of a finished run, for people and programs."""
    ended = run.started_at if run.finished_at is None else run.finished_at
    return {
        "run": run.run_no,
        "scope": run.scope,
        "parties": run.parties,
        "hits": run.hits,
        "shipments": run.screened,
        "changed": run.changed,
        "seconds": round(max(0.0, (ended - run.started_at).total_seconds()), 3),
    }


def staged(service: Service, given: str, at: datetime) -> str:
    """Return the id of the snapshot that a list to come would make, given as "LIST=FILE".

    Raises:
        CommandError: it is not given so.
        ListError: the file cannot be read.
    """
    source, separator, file = given.partition("=")
    if not separator or not Path(file).exists():
        raise CommandError(f"{given}: name a list and its file: own:mine=mine.csv")
    return service.store.stage(source, Path(file), at=at).id


def foresee(service: Service, snapshot: str | None, rules: Rules, at: datetime) -> Preview:
    """Return what would be told of open shipments if a snapshot and a policy came into force.

    Args:
        snapshot: an id, or how one begins; None: what the list store holds in force.

    Raises:
        CommandError: there is none, or more than one.
    """
    in_force = service.store.in_force()
    if snapshot is None and in_force is None:
        raise CommandError("no list is in force; load one first: customhouse lists load")
    wanted = in_force.id if snapshot is None and in_force is not None else snapshot or ""
    found = [each for each in service.store.snapshot_ids() if each.startswith(wanted)]
    if len(found) != 1:
        many = "no snapshot begins" if not found else f"{len(found)} snapshots begin"
        raise CommandError(f"{many} with {wanted}; see: customhouse lists snapshots")
    return preview(service.ledger, service.store, found[0], rules, at)


def differences(service: Service, since: datetime) -> Iterator[Discrepancy | None]:
    """Yield for each shipment what is in force for it and should not be; None: nothing.

    Raises:
        CommandError: nothing can be screened now, or a run goes on.
    """
    run = service.ledger.runs.unfinished()
    if run is not None:
        raise CommandError(f"run {run.run_no} goes on; wait for its end: customhouse rescreen")
    standing = service.screener.standing(service.ledger.active_basis())
    if standing.unready is not None:
        raise CommandError(f"nothing can be screened now: {standing.unready.text}")
    at = datetime.now(UTC)
    return verify(service.ledger, service.screener, standing, since=since, at=at)
