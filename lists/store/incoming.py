"""A list that was read from files and has not yet passed the gate."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lists.canonical import hash_of_list
from lists.reading.parsed import ParsedList, read_list
from lists.registry import parser_of, source_of
from lists.snapshot import ListState
from lists.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingList:
    """A list that was read from files and has not yet passed the gate.

    Attributes:
        state: the state it will have once in force.
        data: its canonical lines, as one file.
        downloaded: it comes straight from the publisher.
    """

    source: Source
    parsed: ParsedList
    state: ListState
    data: bytes
    downloaded: bool


def read_incoming(
    source_id: str,
    path: Path,
    *,
    at: datetime,
    allow_incomplete: bool = False,
    downloaded: bool = False,
) -> IncomingList:
    """Return the list that a file, or a folder of files, holds.

    Raises:
        ListError: there is no such source, or the files cannot be trusted.
    """
    source = source_of(source_id)
    parsed = read_list(parser_of(source), path, source, allow_incomplete=allow_incomplete)
    data = b"".join(line + b"\n" for line in parsed.lines)
    state = ListState(
        source=source.id,
        sha256=hash_of_list(data),
        entries=len(parsed.lines),
        shape=dict(sorted(parsed.shape.items())),
        parts=dict(sorted(parsed.reading.parts.items())),
        counts=dict(sorted(parsed.reading.counts.items())),
        published=parsed.reading.published,
        incomplete=parsed.reading.incomplete,
        fetched_at=at,
    )
    return IncomingList(source=source, parsed=parsed, state=state, data=data, downloaded=downloaded)
