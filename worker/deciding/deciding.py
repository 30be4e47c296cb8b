"""Making decisions, confirming and revoking them: each act is one transaction of the ledger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from customhouse.decided import Act
from customhouse.verdict import HitView, ShipmentView
from ledger.decisions.rows import (
    DecidedHit,
    Decision,
    DecisionRow,
    Ending,
    Signature,
)
from ledger.fingerprints import name_key
from ledger.rows import Current
from lists.canonical import to_json
from lists.identity import SnapshotId
from screening.listing import Listing
from worker.deciding.asked import Asked, refuse_senseless, refuse_unsigned, within_longest
from worker.deciding.books import DecidingBook, DecidingLedger
from worker.deciding.four_eyes import FourEyes
from worker.deciding.licensing import refuse_unlicensed
from worker.deciding.looking import Target, look_at
from worker.deciding.refusing import DecisionRefusedError
from worker.deciding.restating import Restated, restate
from worker.deciding.standing import refuse_changed
from worker.deciding.states import Item

# A listing as it stands in a snapshot; None: it cannot be had.
ListingIn = Callable[[SnapshotId, str], Listing | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an act did.

    Attributes:
        decisions: that were made, confirmed, revoked or have expired.
        shipments: whose verdict it changed, the decisions' own first.
    """

    decisions: tuple[Decision, ...]
    shipments: tuple[Restated, ...]


class Deciding:
    """Takes what people decide; what it refuses changes nothing."""

    def __init__(self, ledger: DecidingLedger, listing_in: ListingIn, four_eyes: FourEyes) -> None:
        self._ledger = ledger
        self._listing_in = listing_in
        self._four_eyes = four_eyes

    def decide(self, asked: Asked) -> Done:
        """Record a person's word on a hit, or on a reason of UNSCREENED.

        Raises:
            DecisionRefusedError: it makes no sense, or what it is about is not there any more.
        """
        refuse_senseless(asked)
        with self._ledger.deciding() as book:
            superseded = _superseded(book, asked)
            target = look_at(book, asked, [each.no for each in superseded])
            if isinstance(target.items[0], HitView):
                # Of a reason the decision is for one record, and has no day on which it ends.
                asked = within_longest(asked, self._four_eyes.longest_days)
            if asked.permit is not None:
                refuse_unlicensed(book, asked, asked.permit, target)
            rows = self._rows(book, asked, target, {each.no for each in superseded})
            made = _read(book, book.decide(rows))
            for each in superseded:
                # What waits for a second person ends at once; what holds, when this does.
                if each.is_pending or not made[0].is_pending:
                    book.end(each.no, Ending.SUPERSEDED, asked.signed)
            return self._done(book, made, Act.DECIDED, asked.signed.at)

    def confirm(self, number: int, signed: Signature) -> Done:
        """Record that a second person agrees with a decision, and with those given with it.

        Raises:
            DecisionRefusedError: nobody waits for it, or it is the same person.
        """
        with self._ledger.deciding() as book:
            found = _pending(book, number, signed)
            refuse_changed(book, found)
            for each in found:
                book.confirm(each.no, signed)
                before = None if each.supersedes is None else book.decision(each.supersedes)
                if before is not None and before.ending is None:
                    book.end(before.no, Ending.SUPERSEDED, signed)
            made = _read(book, [each.no for each in found])
            return self._done(book, made, Act.CONFIRMED, signed.at)

    def revoke(self, number: int, signed: Signature) -> Done:
        """End a decision: what it was about is open again.

        Raises:
            DecisionRefusedError: it has ended already, or nobody says why.
        """
        refuse_unsigned(signed)
        with self._ledger.deciding() as book:
            found = _known(book, number)
            if found.ending is not None or found.has_expired(signed.at):
                said = f"decision {number} is {found.state(signed.at)} already"
                raise DecisionRefusedError(f"{said}; see: customhouse decisions show {number}")
            book.end(number, Ending.REVOKED, signed)
            return self._done(book, _read(book, [number]), Act.REVOKED, signed.at)

    def expire(self, at: datetime) -> int:
        """Note the end of every decision whose time is over; return how many there were."""
        with self._ledger.decisions() as read:
            if not read.expired(at, 1):
                return 0
        ended = 0
        while True:
            with self._ledger.deciding() as book:
                found = book.expired(at, 1)
                if not found:
                    return ended
                book.end(found[0].no, Ending.EXPIRED, Signature(by="", os_user="", at=at))
                self._done(book, _read(book, [found[0].no]), Act.EXPIRED, at)
                ended += 1

    def _rows(
        self, book: DecidingBook, asked: Asked, target: Target, superseded: set[int]
    ) -> list[DecisionRow]:
        return [
            self._row(book, asked, target, item, superseded, is_first=number == 0)
            for number, item in enumerate(target.items)
        ]

    def _row(
        self,
        book: DecidingBook,
        asked: Asked,
        target: Target,
        item: Item,
        superseded: set[int],
        *,
        is_first: bool,
    ) -> DecisionRow:
        current, permit, found = target.current, asked.permit, item.decision
        stood = found.decision if found is not None and found.decision in superseded else None
        return DecisionRow(
            alert_id=asked.alert_id,
            key=current.key,
            shipment_no=current.shipment_no,
            revision=current.revision,
            content=current.content,
            item=item.id,
            word=asked.word,
            hit=self._hit(book, target, item) if isinstance(item, HitView) else None,
            shown=item.model_dump_json(exclude_none=True).encode(),
            signed=asked.signed,
            this_shipment=asked.this_shipment or permit is not None,
            expires_at=asked.expires_at,
            permitted_by=None if permit is None else permit.said,
            licence=None if permit is None else permit.licence,
            # What is given together is drawn once.
            draws=permit.draws if permit is not None and is_first else None,
            needs_second=self._why_second(asked, item),
            supersedes=stood,
        )

    def _why_second(self, asked: Asked, item: Item) -> str | None:
        if not isinstance(item, HitView):
            return self._four_eyes.why_on_reason(asked.word)
        return self._four_eyes.why_on_hit(
            asked.word,
            band=item.band,
            measures=item.measures,
            is_endless=asked.expires_at is None and not asked.this_shipment,
            is_release=asked.permit is not None,
        )

    def _hit(self, book: DecidingBook, target: Target, hit: HitView) -> DecidedHit:
        parties = book.carried([target.current.shipment_no])[target.current.shipment_no]
        (party,) = (each for each in parties if each.ref == hit.subject.ref)
        listing = self._listing_of(target.view, hit.listing_id)
        return DecidedHit(
            fingerprint=party.fingerprint,
            name_key=name_key(party.name),
            listing_id=hit.listing_id,
            listing_content=hit.listing_content,
            listing=None if listing is None else to_json(listing),
        )

    def _listing_of(self, view: ShipmentView, listing_id: str) -> Listing | None:
        if view.basis is None:
            return None
        return self._listing_in(SnapshotId(view.basis.snapshot), listing_id)

    def _done(self, book: DecidingBook, decisions: list[Decision], act: Act, at: datetime) -> Done:
        own = book.lock([decisions[0].key])[decisions[0].key]
        view = _view(own)

        def listing_of(listing_id: str) -> Listing | None:
            return None if view is None else self._listing_of(view, listing_id)

        changed = restate(book, decisions, act, at=at, listing_of=listing_of)
        return Done(decisions=tuple(decisions), shipments=tuple(changed))


def _view(current: Current | None) -> ShipmentView | None:
    return None if current is None else ShipmentView.model_validate_json(current.verdict)


def _superseded(book: DecidingBook, asked: Asked) -> list[Decision]:
    """Return the decisions in whose place another comes: the one named, and those given with it."""
    if asked.supersedes is None:
        return []
    found = _known(book, asked.supersedes)
    together = book.given_together(found.given_with or found.no) if asked.entity else [found]
    return [each for each in together if each.ending is None]


def _known(book: DecidingBook, number: int) -> Decision:
    found = book.decision(number)
    if found is None:
        raise DecisionRefusedError(
            f"there is no decision {number}; see: customhouse decisions list"
        )
    return found


def _pending(book: DecidingBook, number: int, signed: Signature) -> list[Decision]:
    """Return the decisions given together that wait for a second person, if this is one."""
    first = _known(book, number)
    found = [each for each in book.given_together(first.given_with or first.no) if each.is_pending]
    if first.no not in {each.no for each in found} or first.has_expired(signed.at):
        raise DecisionRefusedError(
            f"decision {number} waits for nobody: it is {first.state(signed.at)}"
        )
    if _folded(first.signed.by) == _folded(signed.by):
        raise DecisionRefusedError(
            f"decision {number} is {first.signed.by}'s own: another person has to confirm it, "
            "--by NAME"
        )
    return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _read(book: DecidingBook, numbers: Sequence[int]) -> list[Decision]:
    return [_known(book, number) for number in numbers]
