"""Annexes of Regulation (EU) No 833/2014, as our CSV or as the consolidated text in Formex.

The financial sanctions files do not hold them.
"""

from collections.abc import Iterator
from pathlib import Path

from lists.parsers.eu import annexes_csv, annexes_formex
from lists.reading.files import lone_file
from lists.reading.parsed import Reading
from lists.sources import Source
from screening.listing import Listing


def shipped_file() -> Path:
    """Return the file that comes with Customhouse, an excerpt."""
    return Path(__file__).parents[2] / "data" / "eu_annexes.csv"


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entries of a .csv, or of an .xml file of CELLAR."""
    file = lone_file(path, source, (".csv", ".xml"))
    with file.open("rb") as opened:
        is_xml = opened.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    parser = annexes_formex.parse if is_xml else annexes_csv.parse
    return parser(file, source, reading, allow_incomplete=allow_incomplete)
