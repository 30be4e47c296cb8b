"""The CSV and JSON of the Consolidated Screening List, read entry by entry into one form."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from lists.errors import ListError
from lists.parsers.us_ofac.labels import LABELS, plain_label
from lists.reading.cleaning import clean
from lists.reading.files import read_text
from lists.reading.parsed import Reading
from lists.reading.tabular import csv_rows
from lists.sources import Source
from screening.facts.countries import is_country

# Fields that hold several values: joined by "; " in CSV, an array in JSON.
_SEVERAL: Final = (
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "programs",
)  # fmt: skip
# Without one of these the CSV has lost what a screening needs.
_REQUIRED: Final = (
    "source", "entity_number", "type", "programs", "name", "addresses",
    "federal_register_notice", "start_date", "end_date", "alt_names", "ids",
)  # fmt: skip
# Parts of an address, in the order in which the CSV joins them.
ADDRESS_PARTS: Final = ("address", "city", "state", "postal_code", "country")
_NUMBER_PARTS: Final = ("type", "number", "country", "issue_date", "expiration_date")
# "; and 21 Changsheng Street": some single addresses are several.
_JOINT: Final = re.compile(r";\s+(?:and\s+)?")
# Two aliases of the file of 2022 lack the blank.
_JOINED_NAMES: Final = re.compile(r";\s*-?")
_COUNTRY_AT_END: Final = re.compile(r"(?:^|.*, )([A-Z]{2})", re.DOTALL)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A labelled number, or other text that the publisher puts under "ids"."""

    label: str
    value: str
    country: str = ""
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, whichever format it came from.

    Attributes:
        place: where it is in the file: "line 12", "entry 12".
        texts: text by field, without empty ones.
        several: values by field.
        addresses: parts by name, or {"whole": …, "country": "CN"} where the parts are joined.
    """

    place: str
    texts: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    addresses: tuple[Mapping[str, str], ...] = ()
    numbers: tuple[Number, ...] = ()


def csv_entries(file: Path, source: Source) -> Iterator[Entry]:
    """Yield the entries of the CSV.

    Raises:
        ListError: a column is missing, or a row is shifted.
    """
    for place, row in csv_rows(file, source, _REQUIRED):
        plain = {name: cell for name, cell in row.items() if cell.strip()}
        numbers = plain.pop("ids", "").split("; ")
        addresses = _JOINT.split(plain.pop("addresses", ""))
        several = {name: _split(name, plain.pop(name, "")) for name in _SEVERAL}
        yield Entry(
            place=place,
            texts={name: clean(cell) for name, cell in plain.items()},
            several=several,
            addresses=tuple(_whole(text) for text in addresses if text.strip()),
            numbers=tuple(_number(text) for text in numbers if text.strip()),
        )


def json_entries(file: Path, source: Source, reading: Reading) -> Iterator[Entry]:
    """Yield the entries of the JSON: {"results": […]}, or the array alone.

    Raises:
        ListError: it is neither.
    """
    try:
        found = orjson.loads(read_text(file, source))
    except ValueError as exc:
        raise ListError(source.id, file.name, f"not JSON: {exc}") from exc
    results = found.get("results") if isinstance(found, dict) else found
    if not isinstance(results, list):
        raise ListError(source.id, file.name, 'there is no array "results"')
    if isinstance(found, dict):
        reading.published = _published(found)
    for number, data in enumerate(results, 1):
        if isinstance(data, dict):
            yield _json_entry(f"entry {number}", data)
        else:
            reading.problem(f"entry {number}", "not an object")


def _published(found: Mapping[str, Any]) -> str | None:
    """Return the date of the latest change to a sub-list."""
    used = found.get("sources_used")
    listed = used if isinstance(used, list) else []
    dates = [_text(each.get("source_last_updated")) for each in listed if isinstance(each, dict)]
    return max(filter(None, dates), default=None)


def _json_entry(place: str, data: Mapping[str, Any]) -> Entry:
    rest = dict(data)
    addresses, numbers = (_objects(rest.pop(name, None)) for name in ("addresses", "ids"))
    several = {name: _texts(rest.pop(name, None)) for name in _SEVERAL}
    texts = {name: text for name, value in rest.items() if (text := _text(value))}
    return Entry(
        place=place,
        texts=texts,
        several=several,
        addresses=tuple(part for each in addresses for part in _address(each)),
        numbers=tuple(_json_number(each) for each in numbers),
    )


def _split(field: str, cell: str) -> tuple[str, ...]:
    parts = _JOINED_NAMES.split(cell) if field == "alt_names" else cell.split("; ")
    return tuple(part for text in parts if (part := clean(text)))


def _whole(text: str) -> Mapping[str, str]:
    whole = clean(text).strip(",; ")
    found = _COUNTRY_AT_END.fullmatch(whole)
    # "…, Albuquerque, NM" has no country.
    country = found[1] if found is not None and is_country(found[1]) else ""
    return {"whole": whole, "country": country}


def _address(data: object) -> Iterator[Mapping[str, str]]:
    """Yield an address in parts, or each whole address where several share one field."""
    if not isinstance(data, dict):
        yield _whole(_text(data))
        return
    parts = {name: text for name in ADDRESS_PARTS if (text := _text(data.get(name)))}
    if ";" in parts.get("address", ""):
        yield from map(_whole, _JOINT.split(", ".join(parts.values())))
    elif parts:
        yield parts


def _number(text: str) -> Number:
    """Return "RU, 2012-10-30, 7700000001, Tax ID No." in its parts; the label may come first."""
    parts = clean(text).split(", ")
    label = parts.pop(0 if _is_label(parts[0]) and not _is_label(parts[-1]) else -1)
    dates = tuple(part for part in parts if _DATE.fullmatch(part))
    kept = [part for part in parts if part not in dates]
    country = ""
    if len(kept) > 1:
        ends = [place for place in (0, -1) if len(kept[place]) == 2 and kept[place].isupper()]
        country = kept.pop(ends[0]) if ends else ""
    if not kept:
        return Number(label="", value=clean(text))
    return Number(label=label, value=", ".join(kept), country=country, dates=dates)


def _json_number(data: object) -> Number:
    if not isinstance(data, dict):
        return Number(label="", value=_text(data))
    label, value, country, *dates = (_text(data.get(name)) for name in _NUMBER_PARTS)
    return Number(label=label, value=value, country=country, dates=tuple(filter(None, dates)))


def _is_label(text: str) -> bool:
    return plain_label(text) in LABELS


def _objects(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for each in _objects(value) if (text := _text(each)))


def _text(value: object) -> str:
    """Return a JSON value as text, "" for null."""
    if value is None:
        return ""
    return clean(value if isinstance(value, str) else orjson.dumps(value).decode())
