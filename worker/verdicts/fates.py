"""The fate of each submitted record, fixed at intake: pure rules, no I/O."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import orjson

from customhouse.verdict import Fate, Finding
from ledger.rows import Carried, Current, HitRow, ShipmentRow
from ledger.values import current
from screening.hit import Hit
from worker.intake.messages import Received
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict
from worker.verdicts.wire import FATE_OF_OUTCOME, evidence_data, verdict_json

REVISION_REUSED: Final = Finding(
    field="revision", reason="the same revision came before with other content"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """What is to be done with one record.

    Attributes:
        before: what was in force when it came.
        standing: what is in force after it: what it says, or what was in force before.
        row: what is recorded; None: it was known already.
    """

    received: Received
    fate: Fate
    before: Current | None
    standing: Current
    row: ShipmentRow | None = None


def dispose(
    received: Received,
    verdict: Verdict,
    standing: Standing,
    before: Current | None,
    at: datetime,
) -> Disposition:
    """Return the record's fate and what follows from it.

    Args:
        before: what is in force for the shipment, locked against other workers.
    """
    if before is not None and is_known(received, before):
        return Disposition(received=received, fate=Fate.DUPLICATE, before=before, standing=before)
    if before is not None and received.revision == before.revision:
        verdict = replace(verdict, findings=(*verdict.findings, REVISION_REUSED))
    row = _shipment_row(received, verdict, standing, sequence_after(before), at)
    if before is not None and received.revision < before.revision:
        return Disposition(
            received=received,
            fate=Fate.SUPERSEDED,
            before=before,
            standing=replace(before, sequence=row.sequence),
            row=replace(row, superseded=True),
        )
    return Disposition(
        received=received,
        fate=FATE_OF_OUTCOME[verdict.outcome],
        before=before,
        # Its number is not known before it is stored, and nobody asks for it.
        standing=current(0, row),
        row=row,
    )


def is_known(received: Received, before: Current) -> bool:
    """Tell whether the very same content of the same revision is in force."""
    return (before.revision, before.content) == (received.revision, received.content)


def sequence_after(before: Current | None) -> int:
    """Return the next place in a shipment's history."""
    return 1 if before is None else before.sequence + 1


def redelivered_fate(recorded: Fate, standing: Current) -> Fate:
    """Return what the producer of a record is told whose worker died after the commit.

    Args:
        recorded: the fate that was recorded.
    """
    if recorded in (Fate.DUPLICATE, Fate.SUPERSEDED, Fate.DEAD):
        return recorded
    # The shipment may be in another state by now, and a fate must not belie it.
    return FATE_OF_OUTCOME[standing.outcome]


def hit_row(carried: Carried, hit: Hit) -> HitRow:
    """Return what the ledger keeps of a hit."""
    detail = {"reason": hit.reason, "evidence": evidence_data(hit.evidence)}
    return HitRow(
        fingerprint=carried.fingerprint,
        listing_id=hit.listing_id,
        listing_content=hit.listing_content,
        score=hit.score,
        detail=orjson.dumps(detail),
    )


def _shipment_row(
    received: Received, verdict: Verdict, standing: Standing, sequence: int, at: datetime
) -> ShipmentRow:
    return ShipmentRow(
        key=received.key,
        sequence=sequence,
        revision=received.revision,
        content=received.content,
        outcome=verdict.outcome,
        basis=verdict.basis,
        receipt=received.canonical,
        open_until=received.open_until,
        departs_at=received.departs_at,
        verdict=verdict_json(
            verdict,
            standing,
            received.key,
            sequence=sequence,
            revision=received.revision,
            content=received.content,
        ),
        at=at,
        is_plain=verdict.is_plain,
        is_due=verdict.is_due,
        carried=received.carried,
        hits=tuple(hit_row(carried, hit) for carried, hit in verdict.matched),
    )
