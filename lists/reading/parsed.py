"""What a parser makes of a publisher's files."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from lists.canonical import to_json
from lists.errors import ListError
from lists.reading.unread import Unread, unread_of
from lists.snapshot import UNREAD
from lists.sources import Source
from screening.facts.identifiers import read_number
from screening.listing import Listing, NameKind

_MOST_SAID: Final = 20
# Characters of a problem; a hostile file may have names and types of megabytes.
_LONGEST: Final = 200


@dataclass(slots=True)
class Reading:
    """What a parser notes while it reads; complete once the last listing has been yielded.

    Attributes:
        published: the publisher's own date, as written, where there is one.
        incomplete: part of the list was missing, and that was allowed.
        counts: {"alias_rows": 17091, "errors": 0 …}. "errors" counts entries that had to be left
            out; the gate allows few of them.
        parts: entries of each sub-list: {"Entity List (EL)": 2001}.
        problems: the first few errors in words: "entry 17: no name".
    """

    published: str | None = None
    incomplete: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def problem(self, place: str, reason: str) -> None:
        """Count an entry that cannot be used; the first few are kept in words."""
        self.counts["errors"] += 1
        if len(self.problems) < _MOST_SAID:
            self.problems.append(f"{place}: {reason}"[:_LONGEST])

    def unread(self, what: str) -> None:
        """Count, once for each entry, what no rule knows and the parser keeps as a remark.

        Args:
            what: its kind and its name: "element foo", "column Foo", "alias type foo".
        """
        self.counts[f"{UNREAD}{what}"[:_LONGEST]] += 1

    @property
    def not_read(self) -> tuple[Unread, ...]:
        """What no rule knows, the most frequent first; a first load with names in it is bad."""
        found = [
            unread_of(key.removeprefix(UNREAD), times)
            for key, times in self.counts.items()
            if key.startswith(UNREAD)
        ]
        return tuple(sorted(found, key=lambda each: (-each.times, each.what)))


class Parser(Protocol):
    """Reads one format, entry by entry."""

    def __call__(
        self, path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
    ) -> Iterator[Listing]:
        """Yield the listings of a file, or of a folder of files, in any order, as a stream.

        Raises:
            ListError: the file cannot be trusted, with the place and the reason.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedList:
    """A whole list in canonical form.

    Attributes:
        lines: one listing each as canonical JSON, sorted by id.
        shape: how many there are of what: {"entries": 14484, "names": …, "type person": …}.
    """

    lines: tuple[bytes, ...]
    shape: Counter[str]
    reading: Reading


def read_list(
    parser: Parser, path: Path, source: Source, *, allow_incomplete: bool = False
) -> ParsedList:
    """Return the whole list.

    Raises:
        ListError: the files cannot be trusted.
    """
    reading, shape = Reading(), Counter[str]()
    lines: dict[str, bytes] = {}
    for listing in parser(path, source, reading, allow_incomplete=allow_incomplete):
        if listing.id in lines:
            raise ListError(source.id, listing.id, "this entry stands twice")
        lines[listing.id] = to_json(listing)
        _count(listing, shape)
    ordered = tuple(lines[key] for key in sorted(lines))
    return ParsedList(lines=ordered, shape=shape, reading=reading)


def _count(listing: Listing, shape: Counter[str]) -> None:
    weak = sum(name.kind is NameKind.WEAK_ALIAS for name in listing.names)
    shape.update(
        {
            "entries": 1,
            f"type {listing.type}": 1,
            f"letters of {listing.type}": len(listing.primary_name),
            f"aliases of {listing.type}": len(listing.names) - 1,
            "names": len(listing.names),
            "weak names": weak,
            "identifiers": len(listing.identifiers),
            "invalid identifiers": sum(
                read_number(found).valid is False for found in listing.identifiers
            ),
            "addresses": len(listing.addresses),
            "dates": len(listing.dates),
            "with aliases": len(listing.names) > 1,
            "with identifiers": bool(listing.identifiers),
            "with addresses": bool(listing.addresses),
            "with dates": bool(listing.dates),
            "with programs": bool(listing.programs),
        }
    )
