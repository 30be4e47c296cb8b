"""A record's parties and vessels as subjects of screening.

Records come as what was said: dictionaries that hold no field that the sender left out. Models of
them would cost as much again as reading them (customhouse.shape).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from customhouse.party import PartyKind
from ledger.fingerprints import carry
from ledger.rows import Carried
from lists.reading.territories import country_code
from screening.listing import EntityType, ListedIdentifier
from screening.subject import Subject, SubjectKind

# A part of a record, as customhouse.reading.CheckedRecord holds it.
Said = Mapping[str, Any]
_TYPE_OF_KIND: Final = {
    PartyKind.ORGANISATION: EntityType.ORGANISATION,
    PartyKind.PERSON: EntityType.PERSON,
    PartyKind.UNKNOWN: EntityType.UNKNOWN,
}
_NO_COUNTRY: Final = (None, "ZZ")
_VESSEL_NUMBERS: Final = ("imo", "mmsi", "call_sign")


def carried_subjects(record: Said) -> tuple[Carried, ...]:
    """Return every party, owner and vessel of the record, in its order."""
    found: list[Carried] = []
    for number, party in enumerate(record["parties"]):
        ref = f"parties.{number}"
        found.append(carry(_party_subject(party), ref, party["role"]))
        for place, owner in enumerate(party.get("owners", ())):
            found.append(carry(_company_subject(owner), f"{ref}.owners.{place}", "owner"))
    for number, leg in enumerate(record.get("transport", ())):
        if (carrier := leg.get("carrier", "")).strip():
            subject = _company_subject({"name": carrier})
            found.append(carry(subject, f"transport.{number}.carrier", "carrier"))
        if "vessel" in leg:
            found.extend(_vessel_subjects(leg["vessel"], f"transport.{number}.vessel"))
    return tuple(found)


def open_until(record: Said, margin: timedelta) -> datetime | None:
    """Return when the shipment stops being re-screened; None: not before it is closed."""
    legs = record.get("transport", ())
    arrivals = [_end_of(leg["arrival"]) for leg in legs if leg.get("arrival") is not None]
    return max(arrivals) + margin if arrivals else None


def _party_subject(party: Said) -> Subject:
    addresses = party.get("addresses", ())
    countries = [party.get("country"), *(address.get("country") for address in addresses)]
    return Subject(
        kind=SubjectKind.PARTY,
        type=_TYPE_OF_KIND[party.get("kind", PartyKind.UNKNOWN)],
        names=tuple(dict.fromkeys(name["text"] for name in party["names"])),
        identifiers=_identifiers(party.get("identifiers", ())),
        countries=_countries(countries),
        addresses=tuple(sorted({text for a in addresses if (text := _address(a))})),
        birth_date=party.get("birth_date") or party.get("incorporated_on"),
    )


def _company_subject(company: Said) -> Subject:
    return Subject(
        kind=SubjectKind.PARTY,
        names=(company["name"],),
        identifiers=_identifiers(company.get("identifiers", ())),
        countries=_countries([company.get("country")]),
    )


def _vessel_subjects(vessel: Said, ref: str) -> list[Carried]:
    identifiers = tuple(
        ListedIdentifier(scheme=scheme, value=vessel[scheme])
        for scheme in _VESSEL_NUMBERS
        if vessel.get(scheme)
    )
    found, name = [], vessel.get("name")
    if name or identifiers:
        subject = Subject(
            kind=SubjectKind.VESSEL,
            type=EntityType.VESSEL,
            names=(name,) if name else (),
            identifiers=identifiers,
            countries=_countries([vessel.get("flag")]),
        )
        found.append(carry(subject, ref, None))
    for number, company in enumerate(vessel.get("related", ())):
        imo = company.get("imo_company")
        numbers = ({"scheme": "imo_company", "value": imo},) if imo else ()
        subject = _company_subject({**company, "identifiers": numbers})
        found.append(carry(subject, f"{ref}.related.{number}", company["role"]))
    return found


def _identifiers(identifiers: Sequence[Said]) -> tuple[ListedIdentifier, ...]:
    if not identifiers:
        return ()
    found = {(i["scheme"].lower(), i["value"], i.get("country")) for i in identifiers}
    ordered = sorted(found, key=lambda i: (i[0], i[1], i[2] or ""))
    return tuple(ListedIdentifier(scheme=s, value=v, country=c) for s, v, c in ordered)


def _countries(codes: Iterable[str | None]) -> tuple[str, ...]:
    """Return the codes, of names too; what is neither says nothing, and is among the findings."""
    found = {known for code in codes if code and (known := country_code(code)) not in _NO_COUNTRY}
    return tuple(sorted(known for known in found if known is not None))


def _address(address: Said) -> str:
    parts = [
        address.get("full"),
        *address.get("lines", ()),
        *(address.get(name) for name in ("city", "region", "postal_code")),
    ]
    return ", ".join(part.strip() for part in parts if part and part.strip())


def _end_of(arrival: datetime | date) -> datetime:
    if not isinstance(arrival, datetime):
        return datetime.combine(arrival, time.max, tzinfo=UTC)
    # A time without a zone is read as UTC; the margin of days covers the difference.
    return arrival.replace(tzinfo=UTC) if arrival.tzinfo is None else arrival.astimezone(UTC)
