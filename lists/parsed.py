"""What a parser makes of a publisher's files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from lists.sources import Source
from screening.listing import Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedList:
    """A whole list in canonical form.

    Attributes:
        listings: sorted by id, each with its content hash.
        published: the publisher's own date, as written, where there is one.
        incomplete: files of the set were missing, and that was allowed.
        notes: what was counted on the way: {"alias_rows": 17091, "weak_aliases": …}.
    """

    listings: tuple[Listing, ...]
    published: str | None = None
    incomplete: bool = False
    notes: Mapping[str, int] = field(default_factory=dict)


class Parser(Protocol):
    """Reads one format."""

    def __call__(self, path: Path, source: Source, *, allow_incomplete: bool) -> ParsedList:
        """Return what the files say.

        Raises:
            ListError: they cannot be trusted, with the place and the reason.
        """
        ...
