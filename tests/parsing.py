"""Reads a published file whole, for the tests of parsers."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from lists.canonical import from_json
from lists.reading.parsed import Parser, Reading, read_list
from lists.sources import Source
from screening.listing import Listing


@dataclass(frozen=True)
class Read:
    """The listings by their number at the authority, and what the parser noted."""

    listings: dict[str, Listing]
    reading: Reading


def read_all(parser: Parser, path: Path, source: Source, *, allow_incomplete: bool = False) -> Read:
    parsed = read_list(parser, path, source, allow_incomplete=allow_incomplete)
    found = map(from_json, parsed.lines)
    return Read({f.id.removeprefix(f"{source.id}:"): f for f in found}, parsed.reading)


def real_list(*parts: str) -> Path:
    """Return a real file or folder below shared/data/lists; skips the test where it is not."""
    return _shared("lists", *parts)


def case(*parts: str) -> Path:
    """Return a file of shared/data/cases, on which real systems failed; skips where it is not."""
    return _shared("cases", *parts)


def _shared(*parts: str) -> Path:
    default = Path(__file__).parents[2] / "shared" / "data"
    path = Path(os.environ.get("CUSTOMHOUSE_TEST_DATA", default), *parts)
    if not path.exists():
        pytest.skip("needs the real lists: set CUSTOMHOUSE_TEST_DATA")
    return path
