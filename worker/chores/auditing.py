"""Notes what came into force, and seals what was written: the audit trail's own chore."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import orjson
import structlog

from ledger.ledger import Ledger
from ledger.trail.rows import Act, ActKind, Seal
from lists.errors import ListError
from lists.snapshot import ListState, Snapshot
from lists.store.activations import Activation
from lists.store.list_store import ListStore
from worker.alerts.trailevents import head_event, policy_event

log: Final = structlog.get_logger()
# Leaves a seal; one is of all that a transaction wrote to one table.
_LEAVES: Final = 2_000
HEAD_FILE: Final = "audit-head.json"


class Auditing:
    """Looks at what is, not at what just happened: a process that died is made good here.

    Args:
        folder: where the head of the chain is written, outside the database.
    """

    def __init__(
        self, ledger: Ledger, store: ListStore, folder: Path, *, now: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._store = store
        self._folder = folder
        self._now = now
        self._told = 0
        self._noted: tuple[int, Snapshot | None] | None = None

    def run(self) -> None:
        """Note what came into force, and seal what was written since the last time."""
        self._note_lists()
        self._tell_of_policy()
        sealed = None
        while (found := self._ledger.trail.seal(self._now(), _LEAVES)) is not None:
            sealed = found
            write_head(self._folder, sealed)
            if sealed.leaves < _LEAVES:
                break
        if sealed is not None:
            # The outbox takes one an hour: the id of the others is there already.
            self._ledger.enqueue([head_event(sealed)])

    def _tell_of_policy(self) -> None:
        """Tell of the policy in force, where somebody activated it."""
        newest = self._ledger.trail.newest_act(ActKind.POLICY_ACTIVATED)
        if newest is None or newest.number == self._told:
            return
        if newest.by:
            self._ledger.enqueue([policy_event(newest)])
        self._told = newest.number

    def _note_lists(self) -> None:
        snapshot = self._store.in_force()
        # What came and went between two looks is in the log alone.
        seen = (self._store.activations.last(), snapshot)
        if seen == self._noted:
            return
        self._ledger.trail.note(list(self._activations()))
        if snapshot is not None:
            self._ledger.trail.note([self._confirmation(snapshot)])
        self._noted = seen

    def _activations(self) -> Iterator[Act]:
        last = self._ledger.trail.newest_act(ActKind.LISTS_ACTIVATED)
        after = 0 if last is None else int(last.ref)
        for number, activation in self._store.activations.numbered(after):
            yield self._activation(number, activation)

    def _activation(self, number: int, activation: Activation) -> Act:
        data: dict[str, Any] = {"snapshot": activation.snapshot}
        # Whoever let a list pass the gate, or took one out of force, did it with the command.
        by = "" if activation.drop is None else activation.drop.by
        try:
            lists = self._store.snapshot(activation.snapshot).lists
            data["lists"] = {each.source: _state_data(each) for each in lists}
            accepted = (each.accepted for each in lists if each.accepted is not None)
            by = next((each.by for each in accepted if each.at == activation.at), by)
        except ListError as exc:
            data["lost"] = str(exc)
        if activation.drop is not None:
            data["dropped"] = {
                "source": activation.drop.source,
                "reason": activation.drop.reason,
            }
        return Act(
            kind=ActKind.LISTS_ACTIVATED, ref=str(number), data=data, by=by, account=by,
            at=activation.at,
        )  # fmt: skip

    def _confirmation(self, snapshot: Snapshot) -> Act:
        lists = {each.source: _age_data(each) for each in snapshot.lists}
        newest = self._ledger.trail.newest_act(ActKind.LISTS_ACTIVATED)
        said = orjson.dumps(lists, option=orjson.OPT_SORT_KEYS)
        turn = "0" if newest is None else newest.ref
        return Act(
            kind=ActKind.LISTS_CONFIRMED,
            ref=f"{turn} {blake2b(said, digest_size=8).hexdigest()}",
            data={"snapshot": snapshot.id, "lists": lists},
            by="",
            account="",
            at=self._now(),
        )


def write_head(folder: Path, sealed: Seal) -> None:
    """Write the head of the chain beside the database, whole or not at all."""
    said = {"seal": sealed.number, "digest": sealed.digest, "at": sealed.at}
    aside = folder / f".{HEAD_FILE}"
    aside.write_bytes(orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE))
    aside.replace(folder / HEAD_FILE)


def read_head(folder: Path) -> tuple[int, str] | None:
    """Return the number and digest of the head that was written beside the database."""
    try:
        found = orjson.loads((folder / HEAD_FILE).read_bytes())
        return int(found["seal"]), str(found["digest"])
    except FileNotFoundError:
        return None


def _state_data(state: ListState) -> dict[str, Any]:
    said = {"sha256": state.sha256, "entries": state.entries, "published": state.published}
    return said | _acceptance_data(state)


def _age_data(state: ListState) -> dict[str, Any]:
    as_of = None if state.as_of is None else state.as_of.isoformat()
    return {"as_of": as_of, "dating": state.dating, **_acceptance_data(state)}


def _acceptance_data(state: ListState) -> dict[str, Any]:
    """Return who let the list pass the gate, if anybody did."""
    if state.accepted is None:
        return {}
    said = state.accepted
    fields = {"by": said.by, "reason": said.reason, "objections": said.objections}
    return {"accepted": {**fields, "at": said.at}}
