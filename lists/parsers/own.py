"""Own lists, as NDJSON or CSV."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from lists.building import Draft
from lists.errors import ListError
from lists.parsed import Reading
from lists.sources import Source
from screening.listing import CountryRelation, EntityType, Gender, Listing, NameKind

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


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the list in an .ndjson (or .jsonl) or .csv file; its last line counts too."""
    del reading, allow_incomplete  # an own list is one file, and wrong lines refuse it
    if not path.is_file():
        raise ListError(source.id, str(path), "there is no such file")
    read = _csv_entries if path.suffix.lower() == ".csv" else _ndjson_entries
    known: dict[str, str] = {}
    for place, entry in read(path, source):
        first = known.setdefault(entry.id, place)
        if first != place:
            raise ListError(source.id, place, f"id {entry.id!r} stands twice: see {first}")
        yield _listing(entry, place, source)


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
    draft = Draft(type=entry.type, gender=entry.gender)
    for name in entry.names:
        draft.name(name.text, name.kind)
    for number in entry.identifiers:
        draft.number(number.scheme, number.value, number.country)
    for address in entry.addresses:
        draft.whole_address(address.text, city=address.city, country=address.country)
    for country in entry.countries:
        draft.tie(country, CountryRelation.OTHER)
    for program in entry.programs:
        draft.program(program)
    for date in entry.dates:
        draft.date(date)
    try:
        return draft.finish(source.id, entry.id)
    except ValueError as exc:
        raise ListError(source.id, place, str(exc)) from exc


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    return f"{field}: {first['msg']}" if field else first["msg"]
