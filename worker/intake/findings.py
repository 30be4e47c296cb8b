"""What a reviewer should know of a record's codes and names; never a reason to reject it."""

from collections.abc import Iterator

from customhouse.alert import Finding
from customhouse.shipment import ShipmentRecord
from screening.facts.findings import check_identifier
from screening.names.asking import is_placeholder


def record_findings(record: ShipmentRecord) -> tuple[Finding, ...]:
    """Return a finding for every code that fails its check and every name that is none."""
    codes = (
        Finding(field=field, reason=reason)
        for field, scheme, value in _codes(record)
        if value is not None and (reason := check_identifier(scheme, value)) is not None
    )
    return (*codes, *_placeholders(record))


def _placeholders(record: ShipmentRecord) -> Iterator[Finding]:
    reason = "stands where a name is missing: nobody was screened by it"
    for number, party in enumerate(record.parties):
        for place, name in enumerate(party.names):
            if is_placeholder(name.text):
                yield Finding(field=f"parties.{number}.names.{place}.text", reason=reason)


def _codes(record: ShipmentRecord) -> Iterator[tuple[str, str, str | None]]:
    for number, party in enumerate(record.parties):
        field = f"parties.{number}"
        yield f"{field}.country", "country", party.country
        for place, address in enumerate(party.addresses):
            yield f"{field}.addresses.{place}.country", "country", address.country
        for place, identifier in enumerate(party.identifiers):
            yield f"{field}.identifiers.{place}.value", identifier.scheme.lower(), identifier.value
    for number, leg in enumerate(record.transport):
        if leg.vessel is not None:
            yield f"transport.{number}.vessel.imo", "imo", leg.vessel.imo
            yield f"transport.{number}.vessel.flag", "country", leg.vessel.flag
    for number, container in enumerate(record.equipment):
        yield f"equipment.{number}.number", "container", container.number
    if record.countries is not None:
        yield "countries.export", "country", record.countries.export
        yield "countries.final_destination", "country", record.countries.final_destination
