"""What a reviewer should know of a record's codes and names; never a reason to reject it."""

from collections.abc import Iterator
from typing import Final

from customhouse.alert import Finding
from screening.facts.findings import check_identifier
from screening.names.asking import is_placeholder, is_readable
from worker.intake.subjects import Said

_PLACEHOLDER: Final = "stands where a name is missing: nobody was screened by it"
_UNREADABLE: Final = "cannot be read: nobody was screened by it"


def record_findings(record: Said) -> tuple[Finding, ...]:
    """Return a finding for every code that fails its check and every name that is none."""
    codes = (
        Finding(field=field, reason=reason)
        for field, scheme, value in _codes(record)
        if value is not None and (reason := check_identifier(scheme, value)) is not None
    )
    return (*codes, *_names(record))


def _names(record: Said) -> Iterator[Finding]:
    for number, party in enumerate(record["parties"]):
        for place, name in enumerate(party["names"]):
            reason = _why_no_name(name["text"])
            if reason is not None:
                yield Finding(field=f"parties.{number}.names.{place}.text", reason=reason)


def _why_no_name(text: str) -> str | None:
    if is_placeholder(text):
        return _PLACEHOLDER
    return None if is_readable(text) else _UNREADABLE


def _codes(record: Said) -> Iterator[tuple[str, str, str | None]]:
    for number, party in enumerate(record["parties"]):
        yield from _codes_of_party(f"parties.{number}", party)
    for number, leg in enumerate(record.get("transport", ())):
        vessel = leg.get("vessel", {})
        yield f"transport.{number}.vessel.imo", "imo", vessel.get("imo")
        yield f"transport.{number}.vessel.flag", "country", vessel.get("flag")
    for number, container in enumerate(record.get("equipment", ())):
        yield f"equipment.{number}.number", "container", container["number"]
    countries = record.get("countries", {})
    for name in ("export", "final_destination"):
        yield f"countries.{name}", "country", countries.get(name)


def _codes_of_party(field: str, party: Said) -> Iterator[tuple[str, str, str | None]]:
    yield f"{field}.country", "country", party.get("country")
    for place, address in enumerate(party.get("addresses", ())):
        yield f"{field}.addresses.{place}.country", "country", address.get("country")
    for place, number in enumerate(party.get("identifiers", ())):
        yield f"{field}.identifiers.{place}.value", number["scheme"].lower(), number["value"]
