"""Own lists, as NDJSON or CSV."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import orjson
from pydantic import ValidationError

from lists.errors import ListError
from lists.parsers.own.entry import OwnEntry, WrongEntryError, own_listing, wrong_entry
from lists.reading.formats import HEAD, refuse_foreign
from lists.reading.parsed import Reading
from lists.sources import Source
from screening.listing import EntityType, Listing, NameKind

_REQUIRED: Final = (
    "id", "type", "name", "aliases", "weak_aliases", "identifiers", "countries", "programs",
)  # fmt: skip
_OPTIONAL: Final = ("previous_names", "addresses", "dates", "gender", "remarks", "measures")
_NAMES: Final = {
    "aliases": NameKind.ALIAS,
    "weak_aliases": NameKind.WEAK_ALIAS,
    "previous_names": NameKind.PREVIOUS,
}
_EXAMPLE: Final = {
    "id": "1",
    "type": "vessel",
    "name": "GREY HERON",
    "aliases": "HERON 7;GRAUREIHER",
    "weak_aliases": "The Bird",
    "identifiers": "imo=9074729;mmsi=123456789",
    "countries": "PA;LR",
    "programs": "INTERNAL",
    "previous_names": "WHITE HERON",
    "addresses": "1 Quay Street, Testhaven",
    "dates": "1999",
    "gender": "",
    "remarks": "seen at anchor; a text of your own",
    "measures": "transport;advisory",
}

# Where it stands, and the entry.
Line = tuple[str, OwnEntry]


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entries of an .ndjson, .jsonl or .csv file; the last line needs no line end."""
    del reading, allow_incomplete  # an own list is one file, and wrong lines refuse it
    if not path.is_file():
        raise ListError(source.id, str(path), "there is no such file")
    is_csv = path.suffix.lower() == ".csv"
    read, named = (_csv_entries, _column) if is_csv else (_ndjson_entries, str)
    known: dict[str, str] = {}
    for place, entry in read(path, source):
        first = known.setdefault(entry.id, place)
        if first != place:
            raise ListError(source.id, place, f"id {entry.id!r} stands twice: see {first}")
        try:
            yield own_listing(entry, source)
        except WrongEntryError as exc:
            raise _refused(source, place, exc, named(exc.field)) from exc


def csv_template() -> str:
    """Return the header and an example line of the CSV form."""
    out = io.StringIO()
    writer = csv.DictWriter(out, (*_REQUIRED, *_OPTIONAL), lineterminator="\n")
    writer.writeheader()
    writer.writerow(_EXAMPLE)
    return out.getvalue()


def ndjson_template() -> str:
    """Return the example line in the NDJSON form."""
    entry = OwnEntry.model_validate(_fields(_EXAMPLE))
    return entry.model_dump_json(exclude_defaults=True) + "\n"


def own_entry_schema() -> dict[str, object]:
    """Return the JSON Schema of a line of the NDJSON form."""
    return OwnEntry.model_json_schema()


def _text(path: Path, source: Source) -> str:
    raw = path.read_bytes()
    refuse_foreign(raw[:HEAD], path, source)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        reason = "the file is not UTF-8: save it as UTF-8"
        raise ListError(source.id, f"byte {exc.start}", reason) from exc


def _ndjson_entries(path: Path, source: Source) -> Iterator[Line]:
    # Not splitlines(): a name may hold U+2028 and the like.
    for number, line in enumerate(_text(path, source).split("\n"), 1):
        if line.strip():
            place = f"line {number}"
            try:
                yield place, OwnEntry.model_validate(orjson.loads(line), strict=False)
            except ValidationError as exc:
                wrong = wrong_entry(exc)
                raise _refused(source, place, wrong, wrong.field) from exc
            except ValueError as exc:
                reason = "not JSON: write one object a line; see `lists template --ndjson`"
                raise ListError(source.id, place, reason) from exc


def _csv_entries(path: Path, source: Source) -> Iterator[Line]:
    reader = csv.DictReader(io.StringIO(_text(path, source), newline=""), strict=True)
    before = 1
    try:
        _check_header(reader.fieldnames or (), source)
        before = reader.line_num
        for row in reader:
            # A cell in quotes may go over several lines: the first counts.
            place, before = f"line {before + 1}", reader.line_num
            yield place, _entry(row, place, source)
    except csv.Error as exc:
        raise ListError(source.id, f"line {before + 1}", f"not CSV: {exc}") from exc


def _check_header(header: Sequence[str], source: Source) -> None:
    known = (*_REQUIRED, *_OPTIONAL)
    counted = Counter(header)
    missing = [name for name in _REQUIRED if name not in counted]
    wrong = [name for name, times in counted.items() if name not in known or times > 1]
    if missing or wrong:
        said = f"the header lacks {', '.join(missing)}" if missing else f"column {wrong[0]!r}"
        reason = f"{said}; write {','.join(known)}; the last {len(_OPTIONAL)} may be left out"
        raise ListError(source.id, "line 1", reason)


def _entry(row: Mapping[str, str], place: str, source: Source) -> OwnEntry:
    if None in row or None in row.values():
        expected = sum(name is not None for name in row)
        reason = f"there must be {expected} columns: put a cell with a comma in quotes"
        raise ListError(source.id, place, reason)
    try:
        return OwnEntry.model_validate(_fields(row))
    except ValidationError as exc:
        wrong = wrong_entry(exc)
    except WrongEntryError as exc:
        wrong = exc
    raise _refused(source, place, wrong, _column(wrong.field))


def _fields(row: Mapping[str, str]) -> dict[str, object]:
    names = [{"text": row["name"], "kind": NameKind.PRIMARY}]
    for column, kind in _NAMES.items():
        names += [{"text": text, "kind": kind} for text in _parts(row.get(column, ""))]
    return {
        "id": row["id"],
        "type": row["type"].strip() or EntityType.UNKNOWN,
        "names": names,
        "identifiers": [_identifier(part) for part in _parts(row["identifiers"])],
        "countries": _parts(row["countries"]),
        "programs": _parts(row["programs"]),
        "addresses": [{"text": text} for text in _parts(row.get("addresses", ""))],
        "dates": _parts(row.get("dates", "")),
        "gender": row.get("gender", "").strip() or None,
        "remarks": row.get("remarks", ""),
        "measures": _parts(row.get("measures", "")),
    }


def _identifier(part: str) -> dict[str, str]:
    scheme, equals, value = part.partition("=")
    if not equals:
        reason = f"{part!r} must read scheme=value, as imo=9074729"
        raise WrongEntryError("identifiers", reason)
    return {"scheme": scheme, "value": value}


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _column(field: str) -> str:
    """Return the CSV column of a field: "name" for "names.0.text"."""
    first, _, rest = field.partition(".")
    if first != "names":
        return first
    return "name" if rest in ("", "0.text") else ", ".join(("name", *_NAMES))


def _refused(source: Source, place: str, wrong: WrongEntryError, where: str) -> ListError:
    return ListError(source.id, f"{place}, {where}" if where else place, wrong.reason)
