"""What a reviewer should know of a record's codes and names; never a reason to reject it."""

from collections.abc import Iterator
from typing import Final

from customhouse.verdict import Finding
from screening.facts.findings import check_identifier
from screening.names.asking import is_placeholder, is_readable
from worker.intake.said import RecordSaid

_PLACEHOLDER: Final = "stands where a name is missing: nobody was screened by it"
_UNREADABLE: Final = "cannot be read: nobody was screened by it"


def record_findings(record: RecordSaid) -> tuple[Finding, ...]:
    """Return a finding for every code that fails its check and every name that is none."""
    codes = (
        Finding(field=field, reason=reason)
        for field, scheme, value in _codes(record)
        if value is not None and (reason := check_identifier(scheme, value)) is not None
    )
    return (*codes, *_names(record))


def _names(record: RecordSaid) -> Iterator[Finding]:
    for number, party in enumerate(record["parties"]):
        for place, name in enumerate(party["names"]):
            reason = _why_no_name(name["text"])
            if reason is not None:
                yield Finding(field=f"parties.{number}.names.{place}.text", reason=reason)


def _why_no_name(text: str) -> str | None:
    if is_placeholder(text):
        return _PLACEHOLDER
    return None if is_readable(text) else _UNREADABLE


def _codes(record: RecordSaid) -> Iterator[tuple[str, str, str | None]]:
    for number, party in enumerate(record["parties"]):
        field = f"parties.{number}"
        yield f"{field}.country", "country", party.get("country")
        for place, address in enumerate(party.get("addresses", ())):
            yield f"{field}.addresses.{place}.country", "country", address.get("country")
        for place, found in enumerate(party.get("identifiers", ())):
            yield f"{field}.identifiers.{place}.value", found["scheme"].lower(), found["value"]
    for number, leg in enumerate(record.get("transport", ())):
        if (vessel := leg.get("vessel")) is not None:
            yield f"transport.{number}.vessel.imo", "imo", vessel.get("imo")
            yield f"transport.{number}.vessel.flag", "country", vessel.get("flag")
    for number, container in enumerate(record.get("equipment", ())):
        yield f"equipment.{number}.number", "container", container.get("number")
    if (countries := record.get("countries")) is not None:
        yield "countries.export", "country", countries.get("export")
        yield "countries.final_destination", "country", countries.get("final_destination")
