"""Bringing a snapshot into force: a new basis, and a run that screens open shipments again."""

from datetime import datetime
from typing import Final

import structlog

from ledger.ledger import Ledger
from ledger.rows import Basis
from lists.errors import ListError
from lists.identity import SnapshotId
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.policy import Policy
from worker.alerts.listevents import updated_events

log: Final = structlog.get_logger()


def activate_if_moved(
    ledger: Ledger, store: ListStore, policy: Policy, at: datetime
) -> Basis | None:
    """Make what the list store holds in force the active basis; return it if it is new.

    A process that dies between the store's swap and this call is made good by the next call.
    """
    snapshot = store.in_force()
    if snapshot is None:
        return None
    wanted = (snapshot.id, policy.id, ENGINE_VERSION)
    active = ledger.active_basis()
    if active is not None and (active.snapshot, active.policy, active.engine) == wanted:
        return None
    before = None if active is None else _known(store, active.snapshot)
    turn = 0 if active is None else active.number
    events = list(updated_events(store, turn, before, snapshot, at))
    basis = ledger.activate(*wanted, at, events)
    log.info("basis.activated", basis=basis.number, snapshot_id=basis.snapshot)
    return basis


def _known(store: ListStore, snapshot_id: str) -> Snapshot | None:
    try:
        return store.snapshot(SnapshotId(snapshot_id))
    except ListError:
        # What was in force is lost; what is in force now must not wait for it.
        return None
