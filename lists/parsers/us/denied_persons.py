"""The Denied Persons List of the US Bureau of Industry and Security.

A row is one person at one address, separated by tabs or commas. The dates of an order are written
06/19/2003, that of the last update 2007-01-31. The publisher gives no number, so it is made from
name and address; a renewed order keeps its number.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.us.dates import us_date
from lists.reading.building import Draft
from lists.reading.cleaning import clean, value_or_none
from lists.reading.files import lone_file, read_text
from lists.reading.numbering import content_number, numbered
from lists.reading.parsed import Reading
from lists.reading.tabular import csv_rows
from lists.sources import Source
from screening.listing import CountryRelation, Listing

_PROGRAM: Final = "Denied Persons List"
_ADDRESS: Final = ("street_address", "city", "state", "postal_code", "country")
_KEPT: Final = {
    "standard_order": "standard order",
    "last_update": "last update",
    "action": "action",
}
_DATES: Final = ("effective_date", "expiration_date")
_COLUMNS: Final = frozenset({"name", "fr_citation", *_DATES, *_ADDRESS, *_KEPT})
# With one of these in the state column the publisher leaves the country empty.
_STATES_TEXT: Final = """
    AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH
    NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY GU
"""
_US_STATES: Final = frozenset(_STATES_TEXT.split())

Cells = Mapping[str, str]


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the rows of the file; equal rows are separate entries, as the publisher counts them."""
    del allow_incomplete  # the list is one file
    file = lone_file(path, source, (".txt", ".csv", ".tsv"))
    for number, (place, row) in numbered(_keyed(file, source)):
        try:
            yield _draft(row, reading).finish(source.id, number)
        except ValueError:
            reading.problem(place, "there is no name")


def _keyed(file: Path, source: Source) -> Iterator[tuple[str, tuple[str, ...], tuple[str, Cells]]]:
    for place, row in _rows(file, source):
        key = content_number(row["name"], *(row[part] for part in _ADDRESS))
        rank = (us_date(row["effective_date"]) or "", *(row[name] for name in sorted(row)))
        yield key, rank, (place, row)


def _rows(file: Path, source: Source) -> Iterator[tuple[str, Cells]]:
    is_tabbed = "\t" in read_text(file, source).partition("\n")[0]
    known: dict[str, str] = {}
    for place, row in csv_rows(file, source, (), delimiter="\t" if is_tabbed else ","):
        known = known or _known_columns(row, file, source)
        yield place, {known[name]: clean(cell) for name, cell in row.items()}
    if not known:
        raise ListError(source.id, file.name, "there is no entry in it")


def _known_columns(names: Iterable[str], file: Path, source: Source) -> dict[str, str]:
    known = {name: _plain(name) for name in names}
    missing = _COLUMNS.difference(known.values())
    if missing:
        raise ListError(source.id, file.name, f"the header lacks {', '.join(sorted(missing))}")
    if len(set(known.values())) < len(known):
        raise ListError(source.id, file.name, "the header has a column twice")
    return known


def _plain(name: str) -> str:
    return clean(name.strip().strip('"')).replace(" ", "_").casefold()


def _draft(row: Cells, reading: Reading) -> Draft:
    draft = Draft()
    draft.name(row["name"])
    draft.address(
        row["street_address"],
        city=row["city"],
        region=row["state"],
        postal_code=row["postal_code"],
        country=row["country"],
    )
    if value_or_none(row["country"]) is None and row["state"].upper() in _US_STATES:
        draft.tie("US", CountryRelation.ADDRESS)
    start, end = (_date(row[name], name, draft, reading) for name in _DATES)
    draft.program(_PROGRAM, legal_basis=row["fr_citation"], start=start, end=end)
    for column, label in _KEPT.items():
        draft.remark(row[column], label=label)
    for column in sorted(name for name in row.keys() - _COLUMNS if row[name]):
        reading.unread(f"column {column}")
        draft.remark(row[column], label=column)
    return draft


def _date(text: str, column: str, draft: Draft, reading: Reading) -> str | None:
    """Return a date of an order; a text that is no date becomes a remark. Empty means no end."""
    found = us_date(text)
    if found is None and value_or_none(text) is not None:
        reading.unread(f"date in {column}")
        draft.remark(text, label=column.replace("_", " "))
    return found
