"""One spoilt list given to its parser and to the gate: what must hold whatever is in it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from lists.differing.losses import losses_of
from lists.errors import ListError
from lists.reading.parsed import ParsedList, Reading, read_list
from lists.registry import parser_of, source_of
from lists.snapshot import ListState
from lists.sources import Source
from lists.store import gate
from lists.store.incoming import IncomingList, Origin
from tests.list_samples import SAMPLES, Files, Sample
from tests.mutations import mutated, renamed, with_columns_swapped, without_column

# Enough that the gate judges types and fields, too.
GATED: Final = 30
_LONE: Final = 3
# Every so many inputs is a whole list that goes on to the gate; the others are three entries.
_EVERY: Final = 8
_WHOLE: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (
    mutated, mutated, renamed, without_column, with_columns_swapped,
)  # fmt: skip
_AT: Final = datetime(2026, 11, 28, tzinfo=UTC)
_FACTS: Final = (
    "with aliases", "with identifiers", "with addresses", "with dates", "with programs",
)  # fmt: skip


class GarbageError(AssertionError):
    """A list that lost what it had came through the gate."""


@dataclass(frozen=True)
class Good:
    """A sample as it should be: its files, and its list as the one in force."""

    files: Files
    parsed: ParsedList
    state: ListState


class Fuzz:
    """Spoils the sample of one format, input by input; each is the same for the same number."""

    def __init__(self, name: str, seed: int, folder: Path) -> None:
        self._name, self._seed, self._folder = name, seed, folder
        self._sample: Sample = SAMPLES[name]
        self._source: Source = source_of(self._sample.source)
        self._lone = self._sample.files(_LONE)
        self._good = self._accepted(self._sample.files(GATED))

    def input(self, number: int) -> Files:
        """Return the files of an input."""
        chance = Random(f"{self._seed}:{self._name}:{number}")
        whole = number % _EVERY == 0
        files = dict(self._good.files if whole else self._lone)
        name = chance.choice(sorted(files))
        spoil = chance.choice(_WHOLE) if whole else mutated
        files[name] = spoil(files[name], chance)
        return files

    def run(self, number: int) -> str:
        """Read an input; return what became of it.

        Raises:
            GarbageError: the gate let a list through that lost what it had.
            Exception: any other error than ListError came out of the parser.
        """
        path = self._sample.path(self._folder, self.input(number))
        parser = parser_of(self._source)
        try:
            if number % _EVERY:
                found = sum(1 for _ in parser(path, self._source, Reading(), allow_incomplete=True))
                return "parsed" if found else "empty"
            parsed = read_list(parser, path, self._source)
            coming = incoming(parsed, self._source)
            losses = losses_of(self._good.parsed.lines, parsed.lines)
            objections = gate.check(coming, self._good.state, losses=losses)
        except ListError:
            return "refused by the parser"
        if objections:
            return "refused by the gate"
        self.check(parsed)
        return "accepted"

    def _accepted(self, files: Files) -> Good:
        path = self._sample.path(self._folder, files)
        parsed = read_list(parser_of(self._source), path, self._source)
        return Good(files, parsed, state_of(parsed, self._source))

    def check(self, now: ParsedList) -> None:
        """Raise GarbageError if what came through the gate is not what was in force."""
        if self._source.is_own:
            # The gate lets the owner take out of it what he likes.
            return
        before = self._good.parsed
        lost = len(set(_ids(before)) - set(_ids(now)))
        # The gate takes fewer entries, and entries that others stand in place of, apart.
        fewer = len(before.lines) - len(now.lines)
        if fewer > len(before.lines) / 10 or lost > len(before.lines) * 0.3:
            raise GarbageError(f"{lost} of {len(before.lines)} entries are gone")
        for fact in _FACTS:
            if now.shape[fact] < before.shape[fact] * 0.45 and before.shape[fact] >= 20:
                raise GarbageError(f"{now.shape[fact]} of {before.shape[fact]} entries {fact}")


def state_of(parsed: ParsedList, source: Source) -> ListState:
    """Return the list as the last good one."""
    return ListState(
        source=source.id,
        sha256="0" * 64,
        entries=len(parsed.lines),
        shape=Counter(parsed.shape),
        parts=Counter(parsed.reading.parts),
        counts=Counter(parsed.reading.counts),
        published=parsed.reading.published,
        incomplete=False,
        fetched_at=_AT,
    )


def incoming(parsed: ParsedList, source: Source) -> IncomingList:
    """Return the list as one that comes to the gate, small as it is."""
    origin = Origin(at=_AT, allow_incomplete=True)
    state = state_of(parsed, source)
    return IncomingList(source=source, origin=origin, parsed=parsed, state=state, data=b"")


def _ids(parsed: ParsedList) -> list[bytes]:
    return [line.partition(b'","')[0] for line in parsed.lines]
