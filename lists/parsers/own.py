"""Own lists, as NDJSON or CSV."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from lists.canonical import with_content
from lists.errors import ListError
from lists.parsed import ParsedList
from lists.sources import Source
from screening.listing import (
    EntityType,
    Gender,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    NameKind,
)

_Text = Annotated[str, StringConstraints(min_length=1, max_length=1024, strip_whitespace=True)]
_COLUMNS: Final = (
    "id",
    "type",
    "name",
    "aliases",
    "weak_aliases",
    "identifiers",
    "countries",
    "programs",
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _OwnName(_Strict):
    text: _Text
    kind: NameKind = NameKind.PRIMARY


class _OwnIdentifier(_Strict):
    scheme: _Text
    value: _Text
    country: _Text | None = None


class _OwnAddress(_Strict):
    text: _Text
    city: _Text | None = None
    country: _Text | None = None


class OwnEntry(_Strict):
    """One line of an own list; the CSV form has no addresses, dates and gender."""

    id: _Text
    type: EntityType = EntityType.UNKNOWN
    names: tuple[_OwnName, ...]
    identifiers: tuple[_OwnIdentifier, ...] = ()
    countries: tuple[_Text, ...] = ()
    programs: tuple[_Text, ...] = ()
    addresses: tuple[_OwnAddress, ...] = ()
    dates: tuple[_Text, ...] = ()
    gender: Gender | None = None


def parse(path: Path, source: Source, *, allow_incomplete: bool) -> ParsedList:
    """Return the list in an .ndjson (or .jsonl) or .csv file; its last line counts too."""
    del allow_incomplete  # an own list is one file
    if not path.is_file():
        raise ListError(source.id, str(path), "there is no such file")
    read = _csv_entries if path.suffix.lower() == ".csv" else _ndjson_entries
    listings: dict[str, Listing] = {}
    for place, entry in read(path, source):
        listing = _listing(entry, place, source)
        if listing.id in listings:
            raise ListError(source.id, place, f"id {entry.id!r} stands twice")
        listings[listing.id] = listing
    return ParsedList(listings=tuple(listings[key] for key in sorted(listings)))


def csv_template() -> str:
    """Return the header and an example line of the CSV form."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerow(
        [
            "1",
            "vessel",
            "GREY HERON",
            "HERON 7;GRAUREIHER",
            "The Bird",
            "imo=9074729;mmsi=123456789",
            "PA;LR",
            "INTERNAL",
        ]
    )
    return out.getvalue()


def _text(path: Path, source: Source) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise ListError(source.id, f"byte {exc.start}", "the file is not UTF-8") from exc


def _ndjson_entries(path: Path, source: Source) -> Iterator[tuple[str, OwnEntry]]:
    # Not splitlines(): a name may hold U+2028 and the like.
    for number, line in enumerate(_text(path, source).split("\n"), 1):
        if line.strip():
            place = f"line {number}"
            try:
                yield place, OwnEntry.model_validate_json(line)
            except ValidationError as exc:
                raise ListError(source.id, place, _reason(exc)) from exc


def _csv_entries(path: Path, source: Source) -> Iterator[tuple[str, OwnEntry]]:
    reader = csv.DictReader(io.StringIO(_text(path, source), newline=""), strict=True)
    if sorted(_header(reader, source)) != sorted(_COLUMNS):
        reason = f"the header must be {','.join(_COLUMNS)}; see `customhouse lists template`"
        raise ListError(source.id, "line 1", reason)
    try:
        for row in reader:
            place = f"line {reader.line_num}"
            if None in row or None in row.values():
                raise ListError(source.id, place, f"there must be {len(_COLUMNS)} columns")
            try:
                yield place, OwnEntry.model_validate(_fields(row, place, source))
            except ValidationError as exc:
                raise ListError(source.id, place, _reason(exc)) from exc
    except csv.Error as exc:
        raise ListError(source.id, f"line {reader.line_num}", f"not CSV: {exc}") from exc


def _header(reader: "csv.DictReader[str]", source: Source) -> list[str]:
    try:
        return list(reader.fieldnames or ())
    except csv.Error as exc:
        raise ListError(source.id, "line 1", f"not CSV: {exc}") from exc


def _fields(row: dict[str, str], place: str, source: Source) -> dict[str, object]:
    names = [{"text": row["name"], "kind": NameKind.PRIMARY}]
    names += [{"text": text, "kind": NameKind.ALIAS} for text in _parts(row["aliases"])]
    names += [{"text": text, "kind": NameKind.WEAK_ALIAS} for text in _parts(row["weak_aliases"])]
    found = []
    for part in _parts(row["identifiers"]):
        scheme, equals, value = part.partition("=")
        if not equals:
            raise ListError(source.id, place, f"identifier {part!r} must read scheme=value")
        found.append({"scheme": scheme, "value": value})
    return {
        "id": row["id"],
        "type": row["type"] or EntityType.UNKNOWN,
        "names": names,
        "identifiers": found,
        "countries": _parts(row["countries"]),
        "programs": _parts(row["programs"]),
    }


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _listing(entry: OwnEntry, place: str, source: Source) -> Listing:
    strong = [name for name in entry.names if name.kind is not NameKind.WEAK_ALIAS]
    if not strong:
        raise ListError(source.id, place, "an entry needs a name that is no weak alias")
    # The first name is the one that people are shown.
    ordered = sorted(entry.names, key=lambda name: name.kind is not NameKind.PRIMARY)
    found = {(i.scheme.lower(), i.value, i.country) for i in entry.identifiers}
    return with_content(
        Listing(
            id=f"{source.id}:{entry.id}",
            source=source.id,
            type=entry.type,
            names=tuple(ListedName(text=name.text, kind=name.kind) for name in ordered),
            identifiers=tuple(
                ListedIdentifier(scheme=s, value=v, country=c)
                for s, v, c in sorted(found, key=lambda i: (i[0], i[1], i[2] or ""))
            ),
            addresses=tuple(
                ListedAddress(
                    text=found.text,
                    city=found.city,
                    country=found.country.upper() if found.country else None,
                )
                for found in entry.addresses
            ),
            countries=tuple(sorted({code.upper() for code in entry.countries})),
            programs=entry.programs,
            dates=entry.dates,
            gender=entry.gender,
        )
    )


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    return f"{field}: {first['msg']}" if field else first["msg"]
