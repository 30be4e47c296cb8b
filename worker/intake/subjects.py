"""A record's parties and vessels as subjects of screening."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from customhouse.party import PartyKind
from ledger.fingerprints import carry
from ledger.rows import Carried
from lists.reading.territories import country_code
from screening.listing import EntityType, ListedIdentifier
from screening.subject import Subject, SubjectKind
from worker.intake.said import AddressSaid, IdentifierSaid, PartySaid, RecordSaid, VesselSaid

_TYPE_OF_KIND = {
    PartyKind.ORGANISATION: EntityType.ORGANISATION,
    PartyKind.PERSON: EntityType.PERSON,
    PartyKind.VESSEL: EntityType.VESSEL,
    PartyKind.UNKNOWN: EntityType.UNKNOWN,
}

_NO_COUNTRY: Final = (None, "ZZ")


def carried_subjects(record: RecordSaid) -> tuple[Carried, ...]:
    """Return every party, owner and vessel of the record, in its order."""
    found: list[Carried] = []
    for number, party in enumerate(record["parties"]):
        ref = f"parties.{number}"
        found.append(carry(_party_subject(party), ref, party["role"]))
        for place, owner in enumerate(party.get("owners", ())):
            numbers = owner.get("identifiers", ())
            subject = _company_subject(owner["name"], owner.get("country"), numbers)
            found.append(carry(subject, f"{ref}.owners.{place}", "owner"))
    for number, leg in enumerate(record.get("transport", ())):
        if (carrier := leg.get("carrier")) and carrier.strip():
            subject = _company_subject(carrier, None, ())
            found.append(carry(subject, f"transport.{number}.carrier", "carrier"))
        if (vessel := leg.get("vessel")) is not None:
            found.extend(_vessel_subjects(vessel, f"transport.{number}.vessel"))
    return tuple(found)


def open_until(record: RecordSaid, margin: timedelta) -> datetime | None:
    """Return when the shipment stops being re-screened; None: not before it is closed."""
    arrivals = [leg.get("arrival") for leg in record.get("transport", ())]
    ends = [_in_utc(arrival) for arrival in arrivals if arrival is not None]
    return max(ends) + margin if ends else None


def departs_at(record: RecordSaid) -> datetime | None:
    """Return when the shipment leaves first, as far as it is said."""
    departures = (leg.get("departure") for leg in record.get("transport", ()))
    return min((_in_utc(each) for each in departures if each is not None), default=None)


def _party_subject(party: PartySaid) -> Subject:
    addresses, kind = party.get("addresses", ()), party.get("kind", PartyKind.UNKNOWN)
    countries = {party.get("country"), *(address.get("country") for address in addresses)}
    return Subject(
        kind=SubjectKind.VESSEL if kind is PartyKind.VESSEL else SubjectKind.PARTY,
        type=_TYPE_OF_KIND[kind],
        names=tuple(dict.fromkeys(name["text"] for name in party["names"])),
        identifiers=_identifiers(party.get("identifiers", ())),
        countries=_countries(countries),
        addresses=tuple(sorted({text for a in addresses if (text := _address(a))})),
        birth_date=party.get("birth_date") or party.get("incorporated_on"),
    )


def _company_subject(
    name: str, country: str | None, identifiers: Sequence[IdentifierSaid]
) -> Subject:
    return Subject(
        kind=SubjectKind.PARTY,
        names=(name,),
        identifiers=_identifiers(identifiers),
        countries=_countries({country}),
    )


def _vessel_subjects(vessel: VesselSaid, ref: str) -> list[Carried]:
    numbers = {
        "imo": vessel.get("imo"),
        "mmsi": vessel.get("mmsi"),
        "call_sign": vessel.get("call_sign"),
    }
    identifiers = tuple(
        ListedIdentifier(scheme=scheme, value=value) for scheme, value in numbers.items() if value
    )
    found, name = [], vessel.get("name")
    if name or identifiers:
        subject = Subject(
            kind=SubjectKind.VESSEL,
            type=EntityType.VESSEL,
            names=(name,) if name else (),
            identifiers=identifiers,
            countries=_countries({vessel.get("flag")}),
        )
        found.append(carry(subject, ref, None))
    for number, company in enumerate(vessel.get("related", ())):
        own: list[IdentifierSaid] = []
        if imo := company.get("imo_company"):
            own.append({"scheme": "imo_company", "value": imo})
        subject = _company_subject(company["name"], company.get("country"), own)
        found.append(carry(subject, f"{ref}.related.{number}", company["role"]))
    return found


def _identifiers(identifiers: Sequence[IdentifierSaid]) -> tuple[ListedIdentifier, ...]:
    if not identifiers:
        return ()
    found = {(i["scheme"].lower(), i["value"], i.get("country")) for i in identifiers}
    ordered = sorted(found, key=lambda i: (i[0], i[1], i[2] or ""))
    return tuple(ListedIdentifier(scheme=s, value=v, country=c) for s, v, c in ordered)


def _countries(codes: set[str | None]) -> tuple[str, ...]:
    """Return the codes, of names too; what is neither says nothing, and is among the findings."""
    found = {known for code in codes if code and (known := country_code(code)) not in _NO_COUNTRY}
    return tuple(sorted(known for known in found if known is not None))


def _address(address: AddressSaid) -> str:
    first = [address.get("full"), *address.get("lines", ())]
    parts = [*first, address.get("city"), address.get("region"), address.get("postal_code")]
    return ", ".join(part.strip() for part in parts if part and part.strip())


def _in_utc(arrival: datetime) -> datetime:
    # A time without a zone is read as UTC; the margin of days covers the difference, and the day
    # of an arrival that names no time.
    return arrival.replace(tzinfo=UTC) if arrival.tzinfo is None else arrival.astimezone(UTC)
