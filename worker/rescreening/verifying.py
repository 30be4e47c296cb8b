"""Proving that nobody was missed: what is in force, against screening every shipment afresh."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

import orjson

from customhouse.verdict import item_id
from ledger.rows import OpenShipment, ShipmentKey
from screening.hit import Hit
from worker.ports import BatchScreener, RunLedger
from worker.rescreening.judging import judge_again, weigh_page
from worker.verdicts.screener import Hits, OverBudgetError
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict

_PAGE: Final = 200
# Of a hit: score, name that matched, content of its listing, and which entity it is.
_Said = tuple[float, str, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """A shipment whose verdict is not what screening it afresh finds; both in words."""

    key: ShipmentKey
    in_force: str
    afresh: str


def verify(
    ledger: RunLedger, screener: BatchScreener, standing: Standing, *, since: datetime, at: datetime
) -> Iterator[Discrepancy | None]:
    """Yield for each shipment that has not arrived before an instant what is wrong; None: nothing.

    Nothing is written, and what people decided counts as it does at the instant `at`. Verdicts are
    compared hit for hit and score for score.
    """
    after = 0
    while page := ledger.runs.open_shipments(since, after, _PAGE):
        after = page[-1].current.shipment_no
        hits = _screened(screener, page, standing)
        judged = [judge_again(each, hits, standing) for each in page]
        with ledger.decisions() as decisions:
            weighed = weigh_page(decisions, page, judged, partial(screener.listing, standing), at)
        for shipment, verdict in zip(page, weighed, strict=True):
            yield _compared(shipment, verdict)


def _screened(screener: BatchScreener, page: list[OpenShipment], standing: Standing) -> Hits:
    while True:
        try:
            return screener.screen((each for one in page for each in one.carried), standing)
        except OverBudgetError:
            continue  # what was screened is remembered


def _compared(shipment: OpenShipment, verdict: Verdict) -> Discrepancy | None:
    current = shipment.current
    fields: dict[str, Any] = orjson.loads(current.verdict)
    was = {each["id"]: _said_before(each) for each in fields.get("hits", ())}
    now = {item_id(each.ref, hit.listing_id): _said_now(hit) for each, hit in verdict.hits}
    reasons = sorted(each["id"] for each in fields.get("reasons", ()))
    found = sorted(each.id for each in verdict.reasons)
    if (current.outcome, was, reasons) == (verdict.outcome, now, found):
        return None
    return Discrepancy(
        key=current.key,
        in_force=_words(current.outcome, was, now),
        afresh=_words(verdict.outcome, now, was),
    )


def _said_before(hit: Mapping[str, Any]) -> _Said:
    return hit["score"], hit["matched_name"], hit.get("listing_content", ""), hit.get("entity")


def _said_now(hit: Hit) -> _Said:
    return hit.score, hit.matched_name, hit.listing_content, hit.entity


def _words(outcome: str, hits: Mapping[str, _Said], others: Mapping[str, _Said]) -> str:
    """Return the outcome, and those hits that the other side has not, or has otherwise."""
    own = [said for identity, said in sorted(hits.items()) if others.get(identity) != said]
    told = ", ".join(f"{name} {score:.4f}" for score, name, _, _ in own)
    return f"{outcome} ({told})" if told else str(outcome)
