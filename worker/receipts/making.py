"""The receipt of a verdict: everything that it was made of, from ledger and list store."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import orjson

from customhouse.receipt import Receipt, ReceiptBasis, ReceiptList, ReceiptPolicy
from customhouse.verdict import BasisView, ListAge, ShipmentView
from ledger.judged import Judged
from ledger.ledger import Ledger
from ledger.trail.rows import Act, ActKind
from lists.errors import ListError
from lists.identity import SnapshotId
from lists.snapshot import ListState, Snapshot
from lists.store.list_store import ListStore

# Of a verdict that says CLEAR and nothing else the ages are those that were noted last before it.
_LOOK_BACK: Final = 50


def make_receipt(ledger: Ledger, store: ListStore, verdict: Judged) -> Receipt:
    """Return the receipt of a verdict."""
    view = ShipmentView.model_validate_json(verdict.verdict)
    basis = None if verdict.basis is None else _basis(ledger, store, verdict, view.basis)
    return Receipt(
        shipment_id=verdict.key.shipment_id,
        source=verdict.key.source,
        revision=verdict.revision,
        content=verdict.content,
        sequence=verdict.sequence,
        superseded=verdict.superseded,
        recorded_at=verdict.recorded_at,
        judged_at=verdict.at,
        outcome=verdict.outcome,
        reasons=view.reasons,
        input=orjson.loads(verdict.receipt),
        basis=basis,
        policy=None if basis is None else _policy(ledger, basis.policy),
        hits=view.hits,
        findings=view.findings,
    )


def _basis(
    ledger: Ledger, store: ListStore, verdict: Judged, said: BasisView | None
) -> ReceiptBasis:
    basis = ledger.basis(verdict.basis or 0)
    snapshot = _kept(store, basis.snapshot)
    ages = {each.source: each for each in said.lists} if said is not None else {}
    noted = {} if ages else _noted(ledger, basis.snapshot, verdict.at)
    lists = [
        _list(state, ages.get(state.source), noted.get(state.source), verdict.at)
        for state in (() if snapshot is None else snapshot.lists)
    ]
    return ReceiptBasis(
        number=basis.number,
        activated_at=basis.activated_at,
        snapshot=basis.snapshot,
        engine=basis.engine,
        policy=basis.policy,
        lists=tuple(lists),
    )


def _kept(store: ListStore, snapshot_id: SnapshotId) -> Snapshot | None:
    try:
        return store.snapshot(snapshot_id)
    except ListError:
        return None


def _list(state: ListState, said: ListAge | None, noted: str | None, at: datetime) -> ReceiptList:
    age_s = None
    if said is not None:
        age_s = said.age_s
    elif noted is not None:
        age_s = max(0, int((at - datetime.fromisoformat(noted)).total_seconds()))
    return ReceiptList(
        source=state.source,
        sha256=state.sha256,
        entries=state.entries,
        age_s=age_s,
        published=state.published,
        incomplete=state.incomplete,
        excerpt=state.excerpt,
        accepted=None if state.accepted is None else state.accepted.reason,
    )


def _noted(ledger: Ledger, snapshot: str, at: datetime) -> Mapping[str, str | None]:
    """Return when each list of a snapshot was known to be current, as was noted by then."""
    before = ledger.trail.acts_until(ActKind.LISTS_CONFIRMED, at, _LOOK_BACK)
    found = [act for act in before if act.data["snapshot"] == snapshot]
    # Noted a moment after it came into force, it holds for the verdicts of that moment, too.
    after = [] if found else ledger.trail.acts_from(ActKind.LISTS_CONFIRMED, at, _LOOK_BACK)
    found += [act for act in after if act.data["snapshot"] == snapshot]
    return _as_of(found[0]) if found else {}


def _as_of(act: Act) -> Mapping[str, str | None]:
    return {source: each["as_of"] for source, each in act.data["lists"].items()}


def _policy(ledger: Ledger, policy_id: str) -> ReceiptPolicy | None:
    kept = ledger.trail.policy(policy_id)
    if kept is None:
        return None
    return ReceiptPolicy(id=kept.id, version=kept.version, content=orjson.loads(kept.content))
