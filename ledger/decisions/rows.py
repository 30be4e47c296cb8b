"""What goes into the ledger about decisions, and what comes out of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from customhouse.content import ContentHash
from customhouse.decision import DecisionWord, Effect
from ledger.rows import Fingerprint, ShipmentKey

IN_EFFECT: Final = "in effect"


class Ending(StrEnum):
    """How a decision came to its end."""

    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who did something, and when.

    Attributes:
        by: the name given.
        os_user: the operating system's user, whom nobody can name at will.
    """

    by: str
    os_user: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedHit:
    """The hit that a decision is about, as it was when it was decided.

    Attributes:
        name_key: hash of the party's first name, by which parties are found that say something
            else of themselves by now; `ledger.fingerprints.name_key` makes it.
        listing_content: hash of what the list said; the decision is about this and no other.
        listing: the listing as canonical JSON; None: it could not be had.
    """

    fingerprint: Fingerprint
    name_key: str
    listing_id: str
    listing_content: str
    listing: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A person's word on a hit, or on a reason of UNSCREENED.

    Attributes:
        alert_id: of the alert that the person had before them.
        shipment_no, revision, content: the record that it was about.
        item: id of the hit or the reason within its shipment.
        hit: None: it is about a reason.
        shown: the hit or reason as the person saw it: JSON.
        this_shipment: it holds for this shipment only.
        expires_at: the instant from which it holds no more; None: none.
        permitted_by: why a true match is lawful: "exception: Art. 5(2)".
        licence: number of the licence that the release draws on, with draws as the amount.
        needs_second: why a second person has to confirm it; None: nobody has to.
        supersedes: number of the decision in whose place it comes.
        given_with: number of the first of those that were given together.
    """

    alert_id: str
    key: ShipmentKey
    shipment_no: int
    revision: int
    content: ContentHash
    item: str
    word: DecisionWord
    hit: DecidedHit | None
    shown: bytes
    signed: Signature
    this_shipment: bool = False
    expires_at: datetime | None = None
    permitted_by: str | None = None
    licence: str | None = None
    draws: Decimal | None = None
    needs_second: str | None = None
    supersedes: int | None = None
    given_with: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(DecisionRow):
    """A decision with its number, and what became of it.

    Attributes:
        canonical: the party as the record said it: canonical JSON.
        confirmed: by the second person.
        ending, ended: how it came to its end, and who brought it there.
    """

    no: int
    canonical: bytes | None = None
    confirmed: Signature | None = None
    ending: Ending | None = None
    ended: Signature | None = None

    @property
    def is_agreed(self) -> bool:
        """Whoever had to say so has said so: it holds, or has held."""
        return self.needs_second is None or self.confirmed is not None

    @property
    def is_pending(self) -> bool:
        """It waits for a second person."""
        return not self.is_agreed and self.ending is None

    def has_expired(self, at: datetime) -> bool:
        """Return whether its time is over at an instant."""
        return self.expires_at is not None and self.expires_at <= at

    def is_in_effect(self, at: datetime) -> bool:
        """Return whether it holds at an instant."""
        return self.ending is None and not self.is_pending and not self.has_expired(at)

    @property
    def is_lawful(self) -> bool:
        """It says that a true match is permitted, and releases its shipment."""
        return self.word is DecisionWord.TRUE_MATCH and self.permitted_by is not None

    @property
    def settles(self) -> bool:
        """While it is in effect, what it is about flags nothing."""
        return self.word is DecisionWord.FALSE_POSITIVE or self.is_lawful

    def state(self, at: datetime) -> str:
        """Return in words where it stands."""
        if self.ending is not None:
            return self.ending.value
        if self.has_expired(at):
            return Ending.EXPIRED.value
        return Effect.AWAITING.value if self.is_pending else IN_EFFECT


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRow:
    """What an authority permits.

    Attributes:
        parties: names of those it is for; none: it names none.
        value: what may be shipped under it in all; None: it sets no bound.
        expires_at: the instant from which it holds no more.
    """

    number: str
    authority: str
    parties: tuple[str, ...]
    goods: str
    value: Decimal | None
    currency: str | None
    expires_at: datetime
    signed: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(LicenceRow):
    """A licence, and what was drawn on it; a release that waits has drawn, too."""

    drawn: Decimal

    @property
    def left(self) -> Decimal | None:
        """The value that is left; None: it sets no bound."""
        return None if self.value is None else self.value - self.drawn
