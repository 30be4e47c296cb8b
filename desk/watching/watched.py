"""What is watched, as a record on the same streams: one that never arrives, and so stays open."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from customhouse.party import PartyKind
from customhouse.roles import Role
from desk.errors import CommandError
from ledger.decisions.tables import WATCHED
from screening.names.asking import is_placeholder, is_readable


class WatchedAs(StrEnum):
    """What somebody is to the house."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    STAFF = "staff"
    VESSEL = "vessel"
    OTHER = "other"


_ROLES: Final = {WatchedAs.CUSTOMER: Role.BUYER, WatchedAs.SUPPLIER: Role.SUPPLIER}
_KINDS: Final = {WatchedAs.STAFF: PartyKind.PERSON, WatchedAs.VESSEL: PartyKind.VESSEL}
# Under extensions, where it is kept and not matched.
_SAID: Final = "watched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Somebody who is watched.

    Attributes:
        id: at the house: a customer's number.
        kind: "organisation", "person", "vessel"; "": what follows from `as_what`.
        identifiers: scheme and value of each.
    """

    id: str
    as_what: WatchedAs
    names: tuple[str, ...]
    kind: str = ""
    country: str = ""
    addresses: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    born: str = ""


def record_of(watched: Watched, revision: int) -> dict[str, Any]:
    """Return the record by which somebody is watched.

    Raises:
        CommandError: it has neither a name that can be read nor a number.
    """
    named = any(is_readable(name) and not is_placeholder(name) for name in watched.names)
    if not watched.names or not (named or watched.identifiers):
        raise CommandError(f"{watched.id}: no name that can be read; nobody would be screened")
    party: dict[str, Any] = {
        "role": _ROLES.get(watched.as_what, Role.OTHER).value,
        "kind": watched.kind or _KINDS.get(watched.as_what, PartyKind.UNKNOWN).value,
        "names": [{"text": name} for name in watched.names],
        "country": watched.country,
        "addresses": [{"full": address} for address in watched.addresses],
        "identifiers": [{"scheme": s, "value": v} for s, v in watched.identifiers],
        "birth_date": watched.born,
    }
    return {
        "shipment_id": watched.id,
        "source": WATCHED,
        "revision": revision,
        "parties": [party],
        "extensions": {_SAID: watched.as_what.value},
    }


def as_what_of(record: Mapping[str, Any]) -> str:
    """Return what somebody is to the house, from the record by which they are watched."""
    return str(record.get("extensions", {}).get(_SAID, WatchedAs.OTHER))


def word_of(place: str, text: str) -> WatchedAs:
    """Return what a text says that somebody is.

    Raises:
        CommandError: it is none of the words.
    """
    try:
        return WatchedAs(text.strip().lower())
    except ValueError as exc:
        known = ", ".join(WatchedAs)
        raise CommandError(f"{place}: {text or 'nothing'} is none of {known}") from exc
