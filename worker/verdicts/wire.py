"""A verdict as JSON: made once, when it is handed to the ledger, and passed on as bytes."""

from typing import Any, Final

import orjson

from customhouse.content import ContentHash
from customhouse.verdict import Fate, Outcome, item_id
from ledger.rows import Carried, Current, ShipmentKey
from screening.evidence import AddressEvidence, Evidence, NameEvidence, NumberEvidence
from screening.hit import Hit
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict

_HITS: Final = b'"hits":[{'
FATE_OF_OUTCOME: Final = {
    Outcome.CLEAR: Fate.CLEAR,
    Outcome.FLAGGED: Fate.FLAGGED,
    Outcome.UNSCREENED: Fate.UNSCREENED,
}


def verdict_json(
    verdict: Verdict,
    standing: Standing,
    key: ShipmentKey,
    *,
    sequence: int,
    revision: int,
    content: ContentHash,
) -> bytes:
    """Return the verdict as the JSON of a ShipmentView.

    Args:
        standing: what it rests on, which all verdicts of a batch share.
    """
    findings = (*verdict.findings, *standing.findings)
    fields: dict[str, Any] = {
        "source": key.source,
        "shipment_id": key.shipment_id,
        "revision": revision,
        "content": content,
        "sequence": sequence,
        "outcome": verdict.outcome,
        "hits": [_hit_data(carried, hit, verdict) for carried, hit in verdict.hits],
        "findings": [finding.model_dump(exclude_none=True) for finding in findings],
    }
    if standing.view_json is not None:
        fields["basis"] = orjson.Fragment(standing.view_json)
    if verdict.reasons:
        if left := [reason.text for reason in verdict.reasons if not reason.is_settled]:
            fields["reason"] = "; ".join(left)
        fields["reasons"] = [reason.model_dump(exclude_none=True) for reason in verdict.reasons]
    return orjson.dumps(fields)


def hits_alike(before: bytes, now: Verdict) -> bool:
    """Tell whether a verdict has the hits that one before it, as JSON, has."""
    if not now.hits and _HITS not in before:
        return True
    old = {
        (hit["id"], hit["score"], hit.get("listing_content"))
        for hit in orjson.loads(before).get("hits", ())
    }
    return old == {
        (item_id(carried.ref, hit.listing_id), hit.score, hit.listing_content)
        for carried, hit in now.hits
    }


def result_json(current: Current, fate: Fate | None = None) -> bytes:
    """Return the state of a shipment as the JSON of a Result.

    Args:
        fate: of one record; by default what follows from the outcome.
    """
    fate = FATE_OF_OUTCOME[current.outcome] if fate is None else fate
    # The verdict is an object that holds at least its shipment: the rest is added to its end.
    return b'%s,"fate":"%s","order":[%d]}' % (
        current.verdict[:-1],
        fate.encode(),
        current.sequence,
    )


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """Return the evidence as data for JSON; "kind" says which one it is."""
    match evidence:
        case NameEvidence():
            return _name_data(evidence)
        case NumberEvidence():
            return {
                "kind": "number",
                "number": evidence.number,
                "name_score": evidence.name_score,
            }
        case AddressEvidence():
            return {
                "kind": "address",
                "address": evidence.address,
                "agreement": evidence.agreement,
            }


def _name_data(evidence: NameEvidence) -> dict[str, Any]:
    return {
        "kind": "name",
        "parts": evidence.parts,
        "left_over": {"asked": evidence.only_asked, "listed": evidence.only_listed},
        "supports": evidence.supports,
        "contradicts": evidence.contradicts,
        "name_kind": evidence.name_kind,
        "logit": evidence.logit,
    }


def _hit_data(carried: Carried, hit: Hit, verdict: Verdict) -> dict[str, Any]:
    item = item_id(carried.ref, hit.listing_id)
    fields: dict[str, Any] = {
        "id": item,
        "subject": _subject_data(carried),
        "listing_id": hit.listing_id,
        "listing_name": hit.listing_name,
        "listing_content": hit.listing_content,
        "matched_name": hit.matched_name,
        "source": hit.source,
        "programs": hit.programs,
        "measures": hit.measures,
        "score": hit.score,
        "band": hit.band,
        "reason": hit.reason,
        "evidence": evidence_data(hit.evidence),
    }
    why = verdict.informs.get((carried.ref, hit.listing_id))
    if why is not None:
        fields |= {"effect": "inform", "effect_reason": why}
    if hit.entity is not None:
        fields["entity"] = hit.entity
    if item in verdict.decided:
        fields["decision"] = verdict.decided[item].model_dump(exclude_none=True)
    return fields


def _subject_data(carried: Carried) -> dict[str, str]:
    fields = {"kind": carried.subject.kind, "ref": carried.ref, "name": carried.name}
    return fields if carried.role is None else fields | {"role": carried.role}
