"""What people decided, as it bears on the hits and reasons of shipments: pure rules, no I/O."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from customhouse.content import ContentHash
from customhouse.decision import DecisionOn, DecisionWord, Effect, FieldChange
from ledger.decisions.rows import Decision, Ending
from ledger.fingerprints import name_key
from ledger.rows import Carried, ShipmentKey
from screening.listing import Listing
from worker.verdicts.differences import listing_changes, party_changes

LISTING_CHANGED: Final = "listing changed"
PARTY_CHANGED: Final = "party changed"
RECORD_CHANGED: Final = "record changed"
# A listing as it is now; None: it cannot be had.
ListingOf = Callable[[str], Listing | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A hit on a shipment's record: what a decision may be about.

    Attributes:
        content: hash of the record.
        listing_content: hash of what the list says now.
    """

    key: ShipmentKey
    content: ContentHash
    carried: Carried
    listing_id: str
    listing_content: str


class Decided:
    """Decisions, and what each does to a hit or a reason now."""

    def __init__(self, decisions: Iterable[Decision], at: datetime, listing_of: ListingOf) -> None:
        self._at = at
        self._listing_of = listing_of
        self._on_hits: dict[tuple[str, str], list[Decision]] = defaultdict(list)
        self._on_reasons: dict[tuple[ShipmentKey, str], list[Decision]] = defaultdict(list)
        # The newest first: where two bear on the same, it is the one that counts.
        for each in sorted(decisions, key=lambda each: -each.no):
            if each.hit is None:
                self._on_reasons[each.key, each.item].append(each)
            else:
                self._on_hits[each.hit.name_key, each.hit.listing_id].append(each)

    def on_hit(self, claim: Claim) -> DecisionOn | None:
        """Return the decision that bears on a hit, or the last one that did; None: none."""
        known = self._on_hits.get((name_key(claim.carried.name), claim.listing_id), [])
        found = [
            (each, effect) for each in known if (effect := self._effect_on(each, claim)) is not None
        ]
        best = _first_settling(found)
        if best is not None:
            return _told(*best)
        # What was said of this very party comes before what was said of one of its name.
        nearest = sorted(known, key=lambda each: not _is_of_party(each, claim))
        ends = (end for each in nearest if (end := self._end_of(each, claim)) is not None)
        return next(ends, None)

    def on_reason(self, key: ShipmentKey, content: ContentHash, item: str) -> DecisionOn | None:
        """Return the decision that bears on a reason of UNSCREENED, or the last one that did."""
        known = self._on_reasons.get((key, item), [])
        found = [
            (each, effect)
            for each in known
            if each.content == content and (effect := effect_of(each, self._at)) is not None
        ]
        best = _first_settling(found)
        if best is not None:
            return _told(*best)
        ended = [each for each in known if each.settles and each.is_agreed]
        if not ended:
            return None
        why = self._end_by_hand(ended[0]) or RECORD_CHANGED
        return _told(ended[0], Effect.ENDED, ended=why)

    def _effect_on(self, decision: Decision, claim: Claim) -> Effect | None:
        if not _is_of_party(decision, claim):
            return None
        effect = effect_of(decision, self._at) or self._effect_of_past(decision)
        is_own, is_as_it_was = decision.key == claim.key, _is_as_it_was(decision, claim)
        match effect:
            case Effect.CONFIRMED_BEFORE:
                bears = not is_own
            case Effect.CONFIRMED | Effect.RELEASED if not is_own:
                # What was confirmed stays so, whatever the list adds.
                return Effect.CONFIRMED_BEFORE
            case Effect.CONFIRMED:
                bears = True
            case Effect.RELEASED:
                bears = is_as_it_was and decision.content == claim.content
            case Effect.SUPPRESSED:
                bears = is_as_it_was and _is_in_scope(decision, claim)
            case _:
                bears = is_as_it_was and is_own
        return effect if bears else None

    def _effect_of_past(self, decision: Decision) -> Effect | None:
        """Return what is left of a release that is over: the party stays the listed one."""
        is_over = decision.ending in (None, Ending.EXPIRED) and decision.is_agreed
        return Effect.CONFIRMED_BEFORE if is_over and decision.is_lawful else None

    def _end_of(self, decision: Decision, claim: Claim) -> DecisionOn | None:
        """Return a decision that settled such a hit, and does not settle this one any more."""
        if not decision.settles or not decision.is_agreed or not _is_in_scope(decision, claim):
            return None
        if decision.ending is Ending.SUPERSEDED:
            return None
        why = self._end_by_hand(decision)
        changes: tuple[FieldChange, ...] = ()
        if not _is_of_party(decision, claim):
            # Of another party of the same name only what still holds is worth a word.
            if why is not None:
                return None
            why, changes = PARTY_CHANGED, party_changes(decision.canonical, claim.carried.canonical)
        elif why is None and not _is_as_it_was(decision, claim):
            why, changes = LISTING_CHANGED, self._listing_changes(decision, claim)
        return _told(decision, Effect.ENDED, ended=why or RECORD_CHANGED, changes=changes)

    def _end_by_hand(self, decision: Decision) -> str | None:
        """Return how a decision ended, where nothing it was about has changed."""
        if decision.ending is not None:
            return decision.ending.value
        return Ending.EXPIRED.value if decision.has_expired(self._at) else None

    def _listing_changes(self, decision: Decision, claim: Claim) -> tuple[FieldChange, ...]:
        if decision.hit is None or decision.hit.listing is None:
            return ()
        return listing_changes(decision.hit.listing, self._listing_of(claim.listing_id))


def _first_settling(found: list[tuple[Decision, Effect]]) -> tuple[Decision, Effect] | None:
    """Return the newest that counts; one that waits for somebody yields to one that settles."""
    if not found:
        return None
    in_effect = next((each for each in found if each[1] is not Effect.AWAITING), None)
    if in_effect is not None and in_effect[1] in (Effect.SUPPRESSED, Effect.RELEASED):
        return in_effect
    return found[0]


def _is_of_party(decision: Decision, claim: Claim) -> bool:
    return decision.hit is not None and decision.hit.fingerprint == claim.carried.fingerprint


def _is_as_it_was(decision: Decision, claim: Claim) -> bool:
    return decision.hit is not None and decision.hit.listing_content == claim.listing_content


def _is_in_scope(decision: Decision, claim: Claim) -> bool:
    is_bound = decision.this_shipment or decision.permitted_by is not None
    return decision.key == claim.key or not is_bound


def _told(
    decision: Decision,
    effect: Effect,
    *,
    ended: str | None = None,
    changes: tuple[FieldChange, ...] = (),
) -> DecisionOn:
    """Return a decision as verdicts tell it."""
    return DecisionOn(
        decision=decision.no,
        word=decision.word,
        effect=effect,
        reason=decision.signed.reason,
        by=decision.signed.by,
        os_user=decision.signed.os_user,
        at=decision.signed.at,
        confirmed_by=None if decision.confirmed is None else decision.confirmed.by,
        expires_at=decision.expires_at,
        permitted_by=decision.permitted_by,
        source=decision.key.source,
        shipment_id=decision.key.shipment_id,
        ended=ended,
        changes=changes,
    )


def told_now(decision: Decision, at: datetime) -> DecisionOn:
    """Return a decision as it stands on what it was given on, as events tell it."""
    effect = effect_of(decision, at)
    if effect is not None:
        return _told(decision, effect)
    why = Ending.EXPIRED if decision.ending is None else decision.ending
    return _told(decision, Effect.ENDED, ended=why.value)


def effect_of(decision: Decision, at: datetime) -> Effect | None:
    """Return what a decision does to what it was given on; None: it holds no more."""
    if decision.is_pending and not decision.has_expired(at):
        return Effect.AWAITING
    if not decision.is_in_effect(at):
        return None
    if decision.word is DecisionWord.FALSE_POSITIVE:
        return Effect.SUPPRESSED
    if decision.word is DecisionWord.UNDECIDED:
        return Effect.UNDECIDED
    return Effect.CONFIRMED if decision.permitted_by is None else Effect.RELEASED


def keys_of(carried: Iterable[Carried]) -> set[str]:
    """Return what decisions on these parties are found by."""
    return {name_key(each.name) for each in carried}
