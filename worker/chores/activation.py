"""Bringing a snapshot into force: a new basis, and a run that screens again what it can alter."""

from datetime import datetime
from typing import Final

import structlog

from ledger.errors import BasisMovedError
from ledger.ledger import Ledger
from ledger.rows import Basis
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.policy import Policy

log: Final = structlog.get_logger()


def activate_if_moved(
    ledger: Ledger, store: ListStore, policy: Policy, at: datetime, *, may_build: bool = True
) -> Basis | None:
    """Make what the list store holds in force the active basis; return it if it is new.

    A process that dies between the store's swap and this call is made good by the next call. Of
    two processes one makes the basis and its run; the other one says in its log that it did not.

    Args:
        may_build: build the index where there is none, as after a new version of the engine, which
            may take minutes. Else nothing is activated before somebody has built it.
    """
    snapshot = store.in_force()
    if snapshot is None:
        return None
    wanted = (snapshot.id, policy.id, ENGINE_VERSION)
    active = ledger.active_basis()
    if active is not None and (active.snapshot, active.policy, active.engine) == wanted:
        return None
    if not store.is_indexed(snapshot):
        if not may_build:
            return None
        # Workers switch to the basis at once: all that they need is there before.
        store.watchlist(snapshot)
    standing = 0 if active is None else active.number
    try:
        basis = ledger.activate(*wanted, at, replacing=standing)
    except BasisMovedError as exc:
        log.info("basis.activated_elsewhere", seen=standing, active=exc.active)
        return None
    log.info("basis.activated", basis=basis.number, snapshot_id=basis.snapshot)
    return basis
