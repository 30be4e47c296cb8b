"""One entry of an own list, and what to write where it is wrong."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from lists.reading.building import Draft
from lists.reading.cleaning import value_or_none
from lists.reading.territories import country_code
from lists.sources import Source
from screening.facts.dates import parse_dates
from screening.listing import (
    CountryRelation,
    EntityType,
    Gender,
    Listing,
    Measure,
    NameKind,
)

_Text = Annotated[str, StringConstraints(min_length=1, max_length=1024, strip_whitespace=True)]
_DATES: Final = "write 1965-04-30, 1965-04, 1965, about 1965 or 1960 to 1965"
_LongText = Annotated[str, StringConstraints(max_length=10_000, strip_whitespace=True)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OwnName(_Strict):
    """A name; a weak one confirms a hit and never makes one."""

    text: _Text
    kind: NameKind = NameKind.PRIMARY


class OwnIdentifier(_Strict):
    """A number: scheme as imo, lei, inn, tax, registration, passport …"""

    scheme: _Text
    value: _Text
    country: _Text | None = None


class OwnAddress(_Strict):
    """An address as one text; country as name or ISO code."""

    text: _Text
    city: _Text | None = None
    country: _Text | None = None


class OwnEntry(_Strict):
    """One line of an own list."""

    id: _Text
    type: EntityType = EntityType.UNKNOWN
    names: tuple[OwnName, ...] = Field(min_length=1)
    identifiers: tuple[OwnIdentifier, ...] = ()
    countries: tuple[_Text, ...] = ()
    programs: tuple[_Text, ...] = ()
    addresses: tuple[OwnAddress, ...] = ()
    dates: tuple[_Text, ...] = ()
    gender: Gender | None = None
    # What being listed means; none said: a freeze.
    measures: tuple[Measure, ...] = ()
    remarks: _LongText = ""


class WrongEntryError(ValueError):
    """A line cannot be used.

    Attributes:
        field: where: "identifiers.0.value".
        reason: what is wrong and what to write.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason


def own_listing(entry: OwnEntry, source: Source) -> Listing:
    """Return an entry as a listing.

    Raises:
        WrongEntryError: a country or a date cannot be read, or every name is weak.
    """
    measures = tuple(sorted(set(entry.measures)))
    draft = Draft(type=entry.type, gender=entry.gender, measures=measures)
    for name in entry.names:
        draft.name(name.text, name.kind)
    for index, number in enumerate(entry.identifiers):
        _check_country(number.country, f"identifiers.{index}.country")
        draft.number(number.scheme, number.value, number.country)
    for index, address in enumerate(entry.addresses):
        _check_country(address.country, f"addresses.{index}.country")
        draft.whole_address(address.text, city=address.city, country=address.country)
    if entry.type is EntityType.ADDRESS and not entry.addresses:
        # A listed address is compared with addresses of parties, so its name becomes its address.
        draft.whole_address(entry.names[0].text)
    for index, country in enumerate(entry.countries):
        _check_country(country, f"countries.{index}")
        draft.tie(country, CountryRelation.OTHER)
    for program in entry.programs:
        draft.program(program)
    for index, date in enumerate(entry.dates):
        if not parse_dates(date):
            raise WrongEntryError(f"dates.{index}", f"{date!r} is no date: {_DATES}")
        draft.date(date)
    draft.remark(entry.remarks)
    try:
        return draft.finish(source.id, entry.id)
    except ValueError as exc:
        raise WrongEntryError("names", "write one name that is not weak") from exc


def _check_country(text: str | None, field: str) -> None:
    if value_or_none(text) is not None and country_code(text or "") is None:
        reason = f"{text!r} is no country: write its English name or its two letters, as PA"
        raise WrongEntryError(field, reason)


def wrong_entry(error: ValidationError) -> WrongEntryError:
    """Return the first error of a line, in words that its author understands."""
    first = error.errors(include_url=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    choices = first.get("ctx", {}).get("expected")
    words = {
        "enum": f"{first['input']!r} is none of these: write {choices}",
        "missing": "it is missing: write it",
        "extra_forbidden": f"there is no such field: write {', '.join(OwnEntry.model_fields)}",
        "string_too_short": "it is empty: write it",
        "too_short": "write one name that is not weak",
    }
    return WrongEntryError(field, words.get(first["type"], first["msg"]))
