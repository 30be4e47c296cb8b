"""Not written yet."""

from collections.abc import Iterator
from pathlib import Path

from lists.errors import ListError
from lists.parsed import Reading
from lists.sources import Source
from screening.listing import Listing


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the listings of the file."""
    del path, reading, allow_incomplete
    raise ListError(source.id, "", "no parser reads this list yet")
