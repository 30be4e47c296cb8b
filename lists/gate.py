"""The gate: no bad list comes into force."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lists.errors import ListError
from lists.parsed import ParsedList
from lists.snapshot import ListState
from lists.sources import Source

# OpenSanctions and Watchman saw whole parts vanish for days; real lists shrink by single entries.
_MAX_SHRINKAGE: Final = 0.10
# Parts and types of fewer entries may well lose a tenth of them in a day.
_LEAST_JUDGED: Final = 20
# Entries that could not be read: more than this share, and more than a few, mean a new format.
_MAX_ERRORS: Final = 0.005
_FEW_ERRORS: Final = 3
# So many entries may be corrected at once in a list of a few.
_FEW_REPLACED: Final = 3
# A field that fewer than half as many entries have as before was lost, not withdrawn.
_MIN_FILLED: Final = 0.5
_FIELDS: Final = (
    "with aliases",
    "with identifiers",
    "with addresses",
    "with dates",
    "with programs",
)


def check(
    parsed: ParsedList,
    source: Source,
    last_good: ListState | None,
    *,
    downloaded: bool = False,
    gone: int = 0,
) -> tuple[str, ...]:
    """Return what speaks against the list coming into force; nothing does if it is empty.

    Args:
        last_good: the one in force, None if there is none.
        downloaded: it comes straight from the publisher, so it must be whole; files from disk
            may be excerpts.
        gone: how many entries of the one in force it lacks, whatever came in their place.

    Raises:
        ListError: it has no entry. Nobody can accept that: against it every shipment would be
            CLEAR.
    """
    if not parsed.lines:
        raise ListError(source.id, "", "the list has no entry; the one in force stays")
    objections = [*_reasons(parsed, source, last_good, downloaded=downloaded)]
    # Where columns are swapped, other entries stand in place of those that there were.
    if not objections and last_good is not None and not source.is_own:
        objections += _replaced(gone, last_good.entries)
    return tuple(objections)


def refusal(source: Source, objections: Iterable[str]) -> ListError:
    """Return the error that says why the gate is shut, and how to open it."""
    advice = f'customhouse lists accept {source.id} --reason "…"'
    reason = f"{'; '.join(objections)}. The one in force stays. If this is right: {advice}"
    return ListError(source.id, "", reason)


def _reasons(
    parsed: ParsedList, source: Source, last_good: ListState | None, *, downloaded: bool
) -> Iterator[str]:
    """Yield everything that speaks against the list."""
    entries, errors = len(parsed.lines), parsed.reading.counts["errors"]
    if errors > max(_FEW_ERRORS, _MAX_ERRORS * entries):
        first = parsed.reading.problems[0]
        yield f"{errors} entries cannot be read, the first: {first}"
    if downloaded and entries < source.min_entries:
        yield f"{entries} entries; a whole list has at least {source.min_entries}"
    if downloaded:
        lost = [part for part in source.sub_lists if not parsed.reading.parts[part]]
        yield from (f"its part {part!r} is missing" for part in lost)
    # Your own list may lose what you took out of it.
    if last_good is not None and not source.is_own:
        yield from _shrunk({"": entries}, {"": last_good.entries})
        yield from _shrunk(parsed.reading.parts, last_good.parts)
        yield from _shrunk(_types(parsed.shape), _types(last_good.shape))
        yield from _emptied(parsed.shape, last_good.shape, entries / last_good.entries)


def _replaced(gone: int, before: int) -> Iterator[str]:
    if gone > max(_FEW_REPLACED, before * _MAX_SHRINKAGE):
        yield (
            f"{gone} of the {before} entries in force are gone, and others stand in their place: "
            f"more than {_MAX_SHRINKAGE:.0%} gone"
        )


def _shrunk(now: Mapping[str, int], before: Mapping[str, int]) -> Iterator[str]:
    for part, had in before.items():
        has = now.get(part, 0)
        if has < had * (1 - _MAX_SHRINKAGE) and (had >= _LEAST_JUDGED or not part):
            where = f"{part}: " if part else ""
            yield (
                f"{where}{has} entries where the one in force has {had}: "
                f"more than {_MAX_SHRINKAGE:.0%} gone"
            )


def _emptied(now: Mapping[str, int], before: Mapping[str, int], share: float) -> Iterator[str]:
    for field in _FIELDS:
        had, has = before.get(field, 0), now.get(field, 0)
        if had >= _LEAST_JUDGED and has < had * share * _MIN_FILLED:
            yield f"{has} entries {field} where the one in force has {had}"


def _types(shape: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in shape.items() if name.startswith("type ")}
