"""A record's parties and vessels as subjects of screening."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from customhouse.shipment import Identifier, Party, PartyAddress, PartyKind, ShipmentRecord, Vessel
from ledger.fingerprints import carry
from ledger.rows import Carried
from lists.reading.territories import country_code
from screening.listing import EntityType, ListedIdentifier
from screening.subject import Subject, SubjectKind

_TYPE_OF_KIND = {
    PartyKind.ORGANISATION: EntityType.ORGANISATION,
    PartyKind.PERSON: EntityType.PERSON,
    PartyKind.UNKNOWN: EntityType.UNKNOWN,
}

_NO_COUNTRY: Final = (None, "ZZ")


def carried_subjects(record: ShipmentRecord) -> tuple[Carried, ...]:
    """Return every party, owner and vessel of the record, in its order."""
    found: list[Carried] = []
    for number, party in enumerate(record.parties):
        ref = f"parties.{number}"
        found.append(carry(_party_subject(party), ref, party.role))
        for place, owner in enumerate(party.owners):
            subject = _company_subject(owner.name, owner.country, owner.identifiers)
            found.append(carry(subject, f"{ref}.owners.{place}", "owner"))
    for number, leg in enumerate(record.transport):
        if leg.carrier and leg.carrier.strip():
            subject = _company_subject(leg.carrier, None, ())
            found.append(carry(subject, f"transport.{number}.carrier", "carrier"))
        if leg.vessel is not None:
            found.extend(_vessel_subjects(leg.vessel, f"transport.{number}.vessel"))
    return tuple(found)


def open_until(record: ShipmentRecord, margin: timedelta) -> datetime | None:
    """Return when the shipment stops being re-screened; None: not before it is closed."""
    arrivals = [_end_of(leg.arrival) for leg in record.transport if leg.arrival is not None]
    return max(arrivals) + margin if arrivals else None


def _party_subject(party: Party) -> Subject:
    countries = {party.country, *(address.country for address in party.addresses)}
    return Subject(
        kind=SubjectKind.PARTY,
        type=_TYPE_OF_KIND[party.kind],
        names=tuple(dict.fromkeys(name.text for name in party.names)),
        identifiers=_identifiers(party.identifiers),
        countries=_countries(countries),
        addresses=tuple(sorted({text for a in party.addresses if (text := _address(a))})),
        birth_date=party.birth_date or party.incorporated_on,
    )


def _company_subject(
    name: str, country: str | None, identifiers: tuple[Identifier, ...]
) -> Subject:
    return Subject(
        kind=SubjectKind.PARTY,
        names=(name,),
        identifiers=_identifiers(identifiers),
        countries=_countries({country}),
    )


def _vessel_subjects(vessel: Vessel, ref: str) -> list[Carried]:
    numbers = {"imo": vessel.imo, "mmsi": vessel.mmsi, "call_sign": vessel.call_sign}
    identifiers = tuple(
        ListedIdentifier(scheme=scheme, value=value) for scheme, value in numbers.items() if value
    )
    found = []
    if vessel.name or identifiers:
        subject = Subject(
            kind=SubjectKind.VESSEL,
            type=EntityType.VESSEL,
            names=(vessel.name,) if vessel.name else (),
            identifiers=identifiers,
            countries=_countries({vessel.flag}),
        )
        found.append(carry(subject, ref, None))
    for number, company in enumerate(vessel.related):
        imo = (Identifier(scheme="imo_company", value=company.imo_company),)
        subject = _company_subject(
            company.name, company.country, imo if company.imo_company else ()
        )
        found.append(carry(subject, f"{ref}.related.{number}", company.role))
    return found


def _identifiers(identifiers: tuple[Identifier, ...]) -> tuple[ListedIdentifier, ...]:
    if not identifiers:
        return ()
    found = {(i.scheme.lower(), i.value, i.country) for i in identifiers}
    ordered = sorted(found, key=lambda i: (i[0], i[1], i[2] or ""))
    return tuple(ListedIdentifier(scheme=s, value=v, country=c) for s, v, c in ordered)


def _countries(codes: set[str | None]) -> tuple[str, ...]:
    """Return the codes, of names too; what is neither says nothing, and is among the findings."""
    found = {known for code in codes if code and (known := country_code(code)) not in _NO_COUNTRY}
    return tuple(sorted(known for known in found if known is not None))


def _address(address: PartyAddress) -> str:
    parts = [address.full, *address.lines, address.city, address.region, address.postal_code]
    return ", ".join(part.strip() for part in parts if part and part.strip())


def _end_of(arrival: datetime | date) -> datetime:
    if not isinstance(arrival, datetime):
        return datetime.combine(arrival, time.max, tzinfo=UTC)
    # A time without a zone is read as UTC; the margin of days covers the difference.
    return arrival.replace(tzinfo=UTC) if arrival.tzinfo is None else arrival.astimezone(UTC)
