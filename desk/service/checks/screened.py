"""The ledger: whether it answers, its basis, what is screened again, what could not be."""

from datetime import UTC, datetime
from itertools import islice
from typing import Final

from desk.errors import CommandError
from desk.service.checks.check import Check, Checks, right, warning, wrong
from desk.service.place import Place, masked
from desk.shipments.dead_letters import dead_letters
from ledger.ledger import Ledger
from ledger.runs.rows import Stage
from worker.service import Service

# Dead letters are counted up to here; more is "or more".
_MAX_COUNTED: Final = 10_000


def look_at_ledger(place: Place, service: Service) -> Checks:
    """Check the ledger and what it says of the work."""
    if not place.has_ledger:
        raise CommandError(f"none in {place.settings.data_dir}; make it: customhouse migrate")
    ledger, now = service.ledger, datetime.now(UTC)
    ledger.check()
    yield right("ledger", f"{masked(place.settings.ledger_url)} answers, tables are current")
    yield _basis(ledger)
    yield _rescreening(ledger)
    yield _unscreened(ledger, now)
    yield _dead_letters(ledger)


def _basis(ledger: Ledger) -> Check:
    basis = ledger.active_basis()
    if basis is None:
        return wrong("basis", "none; load a list: customhouse lists load")
    says = f"{basis.number}, snapshot {basis.snapshot}, engine {basis.engine}"
    return right("basis", f"{says}, since {basis.activated_at:%Y-%m-%d %H:%M} UTC")


def _rescreening(ledger: Ledger) -> Check:
    run = ledger.runs.unfinished()
    if run is None:
        return right("re-screening", "done")
    since = f"since {run.started_at:%Y-%m-%d %H:%M} UTC"
    if run.stage is not Stage.JUDGING:
        said = f"run {run.run_no}: {run.parties:,} parties looked at, {since}"
        return right("re-screening", said)
    left = ledger.runs.left(run)
    said = f"run {run.run_no}: {run.screened:,} shipments done, {left:,} to do, {since}"
    return right("re-screening", said)


def _unscreened(ledger: Ledger, now: datetime) -> Check:
    if ledger.has_unscreened(now):
        return warning("unscreened", "shipments wait for their first verdict; see lists, basis")
    return right("unscreened", "no shipment waits for its first verdict")


def _dead_letters(ledger: Ledger) -> Check:
    count = sum(1 for _ in islice(dead_letters(ledger), _MAX_COUNTED))
    if not count:
        return right("dead letters", "none")
    many = "or more " if count == _MAX_COUNTED else ""
    return warning("dead letters", f"{count:,} {many}wait; see: customhouse dead list")
