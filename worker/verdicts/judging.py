"""From a received shipment to what was found about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson

from customhouse.alert import BasisView, Finding, HitChange, HitView, Outcome, ShipmentView
from ledger.rows import CarryRow, HitRow, ShipmentKey, ShipmentRow, SubjectRow
from screening.hit import Hit
from worker.intake.messages import Received
from worker.intake.subjects import Carried
from worker.verdicts.screener import Screener, view_hit

REVISION_REUSED: Final = Finding(
    field="revision", reason="the same revision came before with other content"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A shipment with its outcome and hits."""

    received: Received
    outcome: Outcome
    hits: tuple[tuple[Carried, Hit], ...]
    reason: str | None
    basis: BasisView | None

    @property
    def key(self) -> ShipmentKey:
        """The shipment's identity, without its revision."""
        return ShipmentKey(source=self.received.source, shipment_id=self.received.shipment_id)


def judge(
    received: Received, screener: Screener, basis: BasisView | None, unready: str | None
) -> Judged:
    """Screen one shipment; while the service is unready its outcome is UNSCREENED."""
    hits = find_hits(received.carried, screener) if unready is None else ()
    outcome = Outcome.FLAGGED if hits else Outcome.CLEAR
    if unready is not None:
        outcome = Outcome.UNSCREENED
    return Judged(received=received, outcome=outcome, hits=hits, reason=unready, basis=basis)


def find_hits(carried: Sequence[Carried], screener: Screener) -> tuple[tuple[Carried, Hit], ...]:
    """Return every hit of every subject, the surest first."""
    found = [(subject, hit) for subject in carried for hit in screener.hits(subject)]
    return tuple(sorted(found, key=lambda pair: (-pair[1].score, pair[0].ref.ref)))


def view_of(judged: Judged, findings: tuple[Finding, ...]) -> ShipmentView:
    """Return the verdict as subscribers see it."""
    received = judged.received
    return ShipmentView(
        source=received.source,
        shipment_id=received.shipment_id,
        revision=received.revision,
        content=received.content,
        outcome=judged.outcome,
        basis=judged.basis,
        hits=tuple(view_hit(hit, carried.ref) for carried, hit in judged.hits),
        findings=findings,
        reason=judged.reason,
    )


def shipment_row(judged: Judged, view: ShipmentView, turn: int, at: datetime) -> ShipmentRow:
    """Return what the ledger keeps of the shipment."""
    received = judged.received
    return ShipmentRow(
        key=judged.key,
        revision=received.revision,
        content=received.content,
        turn=turn,
        outcome=judged.outcome,
        basis=None if judged.basis is None else judged.basis.number,
        receipt=received.canonical,
        open_until=received.open_until,
        view=view.model_dump_json(exclude_none=True).encode(),
        at=at,
        subjects=tuple(_subject_row(carried) for carried in received.carried),
        carries=tuple(
            CarryRow(fingerprint=c.fingerprint, ref=c.ref.ref, role=c.ref.role)
            for c in received.carried
        ),
        hits=tuple(hit_row(carried, hit) for carried, hit in judged.hits),
    )


def hit_row(carried: Carried, hit: Hit) -> HitRow:
    """Return what the ledger keeps of a hit."""
    return HitRow(
        fingerprint=carried.fingerprint,
        listing_id=hit.listing_id,
        listing_content=hit.listing_content,
        score=hit.score,
        detail=orjson.dumps({"reason": hit.reason, "evidence": hit.evidence}),
    )


def mark_changes(before: Sequence[HitView], now: Sequence[HitView]) -> tuple[HitView, ...]:
    """Return the hits of now marked new, changed or kept, then the cleared ones."""
    known = {_identity(hit): hit for hit in before}
    marked = []
    for hit in now:
        old = known.pop(_identity(hit), None)
        if old is None:
            change = HitChange.NEW
        else:
            change = HitChange.KEPT if _substance(old) == _substance(hit) else HitChange.CHANGED
        marked.append(hit.model_copy(update={"change": change}))
    cleared = [h.model_copy(update={"change": HitChange.CLEARED}) for h in known.values()]
    return (*marked, *cleared)


def _identity(hit: HitView) -> tuple[str, str]:
    return hit.subject.ref, hit.listing_id


def _substance(hit: HitView) -> tuple[object, ...]:
    return hit.subject.name, hit.score, hit.matched_name, hit.evidence.get("listing_content")


def _subject_row(carried: Carried) -> SubjectRow:
    return SubjectRow(
        fingerprint=carried.fingerprint, kind=carried.subject.kind, canonical=carried.canonical
    )
