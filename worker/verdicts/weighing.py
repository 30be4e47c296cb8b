"""Verdicts in the light of what people decided: what is settled flags nothing, and stays there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from customhouse.content import ContentHash
from customhouse.verdict import Outcome, Reason, item_id
from ledger.decisions.rows import Decision
from ledger.rows import ShipmentKey
from worker.verdicts.decided import Claim, Decided, ListingOf, keys_of
from worker.verdicts.verdict import Verdict


class DecisionBook(Protocol):
    """The transaction in which verdicts are recorded."""

    def decisions_on(
        self, name_keys: Collection[str], keys: Collection[ShipmentKey]
    ) -> list[Decision]:
        """Return what was decided on parties of these names, and on reasons of these shipments."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict, and the record that it is about."""

    key: ShipmentKey
    content: ContentHash
    verdict: Verdict


def weigh_all(
    book: DecisionBook, judged: Sequence[Judged], listing_of: ListingOf, at: datetime
) -> list[Verdict]:
    """Return the verdicts as they stand with what is decided by now.

    Call it within the transaction that records them: what was decided since they were screened
    would be lost.
    """
    told = [each for each in judged if each.verdict.hits or _lacks(each.verdict.reasons)]
    if not told:
        return [each.verdict for each in judged]
    name_keys = keys_of(carried for each in told for carried, _ in each.verdict.hits)
    keys = {each.key for each in told if _lacks(each.verdict.reasons)}
    decided = Decided(book.decisions_on(name_keys, keys), at, listing_of)
    return [_weighed(each, decided) for each in judged]


def _lacks(reasons: Iterable[Reason]) -> bool:
    return any(not reason.passes for reason in reasons)


def _weighed(judged: Judged, decided: Decided) -> Verdict:
    verdict, key, content = judged.verdict, judged.key, judged.content
    on_hits = {}
    for carried, hit in verdict.hits:
        claim = Claim(
            key=key, content=content, carried=carried, listing_id=hit.listing_id,
            listing_content=hit.listing_content,
        )  # fmt: skip
        found = decided.on_hit(claim)
        if found is not None:
            on_hits[item_id(carried.ref, hit.listing_id)] = found
    reasons = tuple(
        reason
        if reason.passes
        else reason.model_copy(update={"decision": decided.on_reason(key, content, reason.id)})
        for reason in verdict.reasons
    )
    settled = {item for item, found in on_hits.items() if found.settles}
    flags = any(
        item_id(carried.ref, hit.listing_id) not in settled
        for carried, hit in verdict.hits
        if (carried.ref, hit.listing_id) not in verdict.informs
    )
    outcome = outcome_of(flags=flags, reasons=reasons)
    return replace(verdict, outcome=outcome, reasons=reasons, decided=on_hits)


def outcome_of(*, flags: bool, reasons: Iterable[Reason]) -> Outcome:
    """Return the outcome: FLAGGED by a hit that nobody settled, UNSCREENED by such a reason."""
    if flags:
        return Outcome.FLAGGED
    is_lacking = any(not reason.is_settled for reason in reasons)
    return Outcome.UNSCREENED if is_lacking else Outcome.CLEAR
