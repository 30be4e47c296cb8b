"""A list that was read from files and has not yet passed the gate."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lists.canonical import hash_of_list
from lists.errors import ListError
from lists.publication import beginning_of, is_still_to_come, published_at
from lists.reading.parsed import ParsedList, Reading, read_list
from lists.registry import look_alikes, parser_of, source_of
from lists.snapshot import Dating, ListState
from lists.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an incoming list comes from, and what whoever loads it says about it.

    Attributes:
        at: when it was fetched or loaded, with its zone.
        downloaded: it comes straight from the publisher.
        published: the day on which it was current, as whoever loads it says; None: not said.
        allow_incomplete: take a set that lacks files, or an excerpt of a list; its state says so.
    """

    at: datetime
    downloaded: bool = False
    published: date | None = None
    allow_incomplete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingList:
    """A list that was read from files and has not yet passed the gate.

    Attributes:
        state: the state it will have once in force.
        data: its canonical lines, as one file.
        mistaken: why it looks like another list, "" if it does not.
    """

    source: Source
    origin: Origin
    parsed: ParsedList
    state: ListState
    data: bytes
    mistaken: str = ""


def read_incoming(source_id: str, path: Path, origin: Origin) -> IncomingList:
    """Read a list from a file, or from a folder of files.

    Raises:
        ListError: there is no such list, or the files cannot be trusted.
    """
    source = source_of(source_id)
    allow_incomplete = origin.allow_incomplete
    parsed = read_list(parser_of(source), path, source, allow_incomplete=allow_incomplete)
    data = b"".join(line + b"\n" for line in parsed.lines)
    as_of, dating = _dated(source, parsed.reading, origin)
    state = ListState(
        source=source.id,
        sha256=hash_of_list(data),
        entries=len(parsed.lines),
        shape=dict(sorted(parsed.shape.items())),
        parts=dict(sorted(parsed.reading.parts.items())),
        counts=dict(sorted(parsed.reading.counts.items())),
        published=parsed.reading.published,
        incomplete=parsed.reading.incomplete,
        fetched_at=origin.at,
        as_of=as_of,
        dating=dating,
    )
    return IncomingList(
        source=source,
        origin=origin,
        parsed=parsed,
        state=state,
        data=data,
        mistaken=_mistaken(path, source),
    )


def _dated(source: Source, reading: Reading, origin: Origin) -> tuple[datetime | None, Dating]:
    """Return when the list was current, and how we know."""
    in_file = published_at(reading.published, source.date_order)
    if origin.published is not None:
        return _said(source, origin.published, in_file, origin.at), Dating.SAID
    # An own list is published by being loaded.
    if origin.downloaded or source.is_own:
        return origin.at, Dating.PUBLISHER
    return (None, Dating.UNKNOWN) if in_file is None else (min(in_file, origin.at), Dating.FILE)


def _said(source: Source, day: date, in_file: datetime | None, at: datetime) -> datetime:
    moment = beginning_of(day)
    if is_still_to_come(moment, at):
        raise ListError(source.id, "", f"--published {day} is still to come")
    if in_file is not None and day < in_file.date():
        reason = f"--published {day} is before the date in the file, {in_file:%Y-%m-%d}"
        raise ListError(source.id, "", reason)
    return min(moment, at)


def _mistaken(path: Path, source: Source) -> str:
    """Return why the files look like those of another list of the same format."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    if any(file.name.lower().startswith(source.file_names) for file in files):
        return ""
    for other in look_alikes(source):
        theirs = [file.name for file in files if file.name.lower().startswith(other.file_names)]
        if theirs:
            return f"{theirs[0]} is a file of {other.id}: load it as that"
    return ""
