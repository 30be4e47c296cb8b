"""A verdict computed again from its receipt and the kept snapshot, and compared with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import orjson
from pydantic import ValidationError

from customhouse.errors import InvalidRecordError
from customhouse.reading import CheckedRecord, check_record
from customhouse.receipt import Receipt, ReceiptBasis
from customhouse.verdict import HitView, Outcome, ShipmentView
from ledger.rows import Basis, Carried, Fingerprint, ShipmentKey
from lists.identity import SnapshotId
from lists.snapshot import Snapshot, snapshot_of
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.hit import Hit
from screening.watchlist import Watchlist
from worker.intake.findings import record_findings
from worker.intake.said import RecordSaid
from worker.intake.subjects import carried_subjects
from worker.policies.content import id_of, matching_policy, rules_of
from worker.policies.rules import Rules
from worker.receipts.errors import ReceiptError
from worker.verdicts.judging import judge
from worker.verdicts.standing import Standing
from worker.verdicts.wire import verdict_json

# What tells how a hit changed or what was decided on it, and is no part of what was found.
_NOT_COMPARED: Final = frozenset({"change", "cause", "before", "decision"})
# Fields whose values are worth saying; of others it is enough that they differ.
_SAID: Final = ("score", "band", "matched_name", "listing_content", "effect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What came of computing a verdict again.

    Attributes:
        engine: the version that computed it now.
        differences: in words; none: the verdict is the same.
        was_screened: False: nothing was screened then, so there is nothing to compute.
    """

    outcome: Outcome
    engine: str
    engine_then: str | None
    differences: tuple[str, ...]
    was_screened: bool = True

    @property
    def is_same_engine(self) -> bool:
        """Whether the same version of the matcher computed it."""
        return self.engine_then in (None, self.engine)


def replay(receipt: Receipt, store: ListStore) -> Replay:
    """Return what comes of computing a receipt's verdict again; scores in it are only compared.

    Raises:
        ReceiptError: it cannot be computed: the receipt lacks something, or was changed.
        ListError: a list of its snapshot is gone or damaged.
    """
    record = _record(receipt)
    basis = receipt.basis
    if basis is None or any(reason.passes for reason in receipt.reasons):
        engine = None if basis is None else basis.engine
        return Replay(
            outcome=Outcome.UNSCREENED,
            engine=ENGINE_VERSION,
            engine_then=engine,
            differences=() if receipt.outcome is Outcome.UNSCREENED else (_outcome_words(receipt),),
            was_screened=False,
        )
    view = _computed(receipt, basis, record, store)
    return Replay(
        outcome=_decided(view, receipt),
        engine=ENGINE_VERSION,
        engine_then=basis.engine,
        differences=tuple(_differences(receipt, view)),
    )


def _record(receipt: Receipt) -> CheckedRecord:
    try:
        record = check_record(orjson.dumps(receipt.input))
    except InvalidRecordError as exc:
        raise ReceiptError("input", f"is no record: {exc}") from exc
    if record.content != receipt.content:
        reason = f"has the hash {record.content}, but the receipt says {receipt.content}"
        raise ReceiptError("input", f"{reason}: one of them was changed")
    return record


def _rules(receipt: Receipt, basis: ReceiptBasis) -> Rules:
    if receipt.policy is None:
        reason = f"{basis.policy} is not in the receipt: it was not kept when the verdict was made"
        raise ReceiptError("policy", reason)
    try:
        rules = rules_of(orjson.dumps(receipt.policy.content))
    except ValidationError as exc:
        raise ReceiptError("policy", "cannot be read: a newer version wrote it") from exc
    if id_of(rules) != basis.policy:
        reason = f"has the hash {id_of(rules)}, but the basis says {basis.policy}"
        raise ReceiptError("policy", f"{reason}: one of them was changed")
    return rules


def _snapshot(basis: ReceiptBasis, store: ListStore) -> Snapshot:
    """Return the kept snapshot, once its hashes are found to be those of the receipt."""
    snapshot = store.snapshot(SnapshotId(basis.snapshot))
    kept = {state.source: str(state.sha256) for state in snapshot.lists}
    said = {each.source: each.sha256 for each in basis.lists}
    if snapshot_of({s.source: s for s in snapshot.lists}).id != basis.snapshot or kept != said:
        reason = "the snapshot that is kept holds other lists than the receipt says"
        raise ReceiptError(f"snapshot {basis.snapshot}", reason)
    return snapshot


def _computed(
    receipt: Receipt, basis: ReceiptBasis, record: CheckedRecord, store: ListStore
) -> ShipmentView:
    rules = _rules(receipt, basis)
    # From the lists themselves, whose hashes are checked as they are read, and not from an index.
    watchlist = Watchlist.of(store.listings(_snapshot(basis, store)))
    said = cast("RecordSaid", record.said)
    carried = carried_subjects(said)
    standing = Standing(
        basis=_basis(basis),
        view_json=None,
        unready=None,
        watchlist=watchlist,
        policy=matching_policy(rules),
        rules=rules,
    )
    verdict = judge(
        carried, record_findings(said), _hits(carried, standing), standing, record.source
    )
    key = ShipmentKey(source=record.source, shipment_id=record.shipment_id)
    body = verdict_json(
        verdict, standing, key, sequence=receipt.sequence, revision=record.revision,
        content=record.content,
    )  # fmt: skip
    return ShipmentView.model_validate_json(body)


def _basis(basis: ReceiptBasis) -> Basis:
    return Basis(
        number=basis.number,
        snapshot=SnapshotId(basis.snapshot),
        policy=basis.policy,
        engine=basis.engine,
        activated_at=basis.activated_at,
    )


def _hits(carried: tuple[Carried, ...], standing: Standing) -> dict[Fingerprint, tuple[Hit, ...]]:
    subjects = [each.subject for each in carried]
    found = standing.watchlist.screen_subjects(subjects, standing.policy)
    return {each.fingerprint: hits for each, hits in zip(carried, found, strict=True)}


def _decided(view: ShipmentView, receipt: Receipt) -> Outcome:
    """Return the outcome with what people had decided by then: what is settled does not count."""
    settled = {hit.id for hit in receipt.hits if hit.is_settled}
    settled |= {reason.id for reason in receipt.reasons if reason.is_settled}
    if any(hit.effect == "flag" and hit.id not in settled for hit in view.hits):
        return Outcome.FLAGGED
    is_lacking = any(reason.id not in settled for reason in view.reasons)
    return Outcome.UNSCREENED if is_lacking else Outcome.CLEAR


def _differences(receipt: Receipt, view: ShipmentView) -> Iterator[str]:
    outcome = _decided(view, receipt)
    if outcome is not receipt.outcome:
        yield f"outcome: {receipt.outcome} then, {outcome} now"
    if receipt.superseded:
        return  # of its hits none were kept
    then = {hit.id: hit for hit in receipt.hits}
    now = {hit.id: hit for hit in view.hits}
    for item, hit in then.items():
        if item not in now:
            yield f"hit {hit.listing_id} on {hit.subject.ref}: {hit.score:g} then, none now"
        else:
            yield from _hit_differences(hit, now[item])
    for item in now.keys() - then.keys():
        hit = now[item]
        yield f"hit {hit.listing_id} on {hit.subject.ref}: none then, {hit.score:g} now"
    yield from _said_differences(receipt, view)


def _hit_differences(then: HitView, now: HitView) -> Iterator[str]:
    before, after = _compared(then), _compared(now)
    where = f"hit {then.listing_id} on {then.subject.ref}"
    for field in sorted(before.keys() | after.keys()):
        old, new = before.get(field), after.get(field)
        if old != new:
            said = f"{old} then, {new} now" if field in _SAID else "differs"
            yield f"{where}, {field}: {said}"


def _compared(hit: HitView) -> dict[str, Any]:
    fields = hit.model_dump(mode="json", exclude_none=True)
    return {name: value for name, value in fields.items() if name not in _NOT_COMPARED}


def _said_differences(receipt: Receipt, view: ShipmentView) -> Iterator[str]:
    if {each.id for each in receipt.reasons} != {each.id for each in view.reasons}:
        yield "the reasons for UNSCREENED differ"
    # What is said of the age of lists depends on the day, and not on the record.
    then = {(f.field, f.reason) for f in receipt.findings if not f.field.startswith("basis.")}
    now = {(f.field, f.reason) for f in view.findings if not f.field.startswith("basis.")}
    for field, reason in sorted(then ^ now):
        if field != "revision":
            when = "then" if (field, reason) in then else "now"
            yield f"finding {field}, only {when}: {reason}"


def _outcome_words(receipt: Receipt) -> str:
    return f"outcome: {receipt.outcome}, although nothing was screened"
