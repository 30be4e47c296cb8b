"""The gate: no bad list comes into force."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lists.errors import ListError
from lists.reading.parsed import ParsedList
from lists.snapshot import ListState
from lists.sources import Source

# OpenSanctions and Watchman saw whole parts vanish for days; real lists shrink by single entries.
_MAX_SHRINKAGE: Final = 0.10
# Parts and types of fewer entries may well lose a tenth of them in a day.
_LEAST_JUDGED: Final = 20
# Entries that could not be read: more than this share, and more than a few, mean a new format.
_MAX_ERRORS: Final = 0.005
_FEW_ERRORS: Final = 3
# Orders expire and new ones come: in a year a sixth of the Denied Persons.
_MAX_REPLACED: Final = 0.3
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
# How long names are on average hardly moves; a column of family names that is gone moves it much.
_MIN_LENGTH: Final = 0.9
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


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
        yield from _shortened(parsed.shape, last_good.shape)
        yield from _older(parsed.reading.published or "", last_good.published or "")


def _replaced(gone: int, before: int) -> Iterator[str]:
    if gone > max(_FEW_REPLACED, before * _MAX_REPLACED):
        yield (
            f"{gone} of the {before} entries in force are gone, and others stand in their place: "
            f"more than {_MAX_REPLACED:.0%} gone"
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


def _shortened(now: Mapping[str, int], before: Mapping[str, int]) -> Iterator[str]:
    """Yield the types of entity whose names lost a part, or most of their aliases."""
    for name, had in _types(before).items():
        has, kind = now.get(name, 0), name.removeprefix("type ")
        if min(has, had) < _LEAST_JUDGED:
            continue
        is_now, was = (shape.get(f"letters of {kind}", 0) for shape in (now, before))
        if is_now / has < was / had * _MIN_LENGTH:
            yield (
                f"{kind}: names of {is_now / has:.1f} letters on average "
                f"where the one in force has {was / had:.1f}: a part of them is gone"
            )
        is_now, was = (shape.get(f"aliases of {kind}", 0) for shape in (now, before))
        if was >= _LEAST_JUDGED and is_now / has < was / had * _MIN_FILLED:
            yield f"{kind}: {is_now} aliases where the one in force has {was}"


def _older(now: str, before: str) -> Iterator[str]:
    """Yield that a list is older than the one in force; dates that are not ISO tell nothing."""
    is_now, was = (_DAY.match(published) for published in (now, before))
    if is_now and was and is_now[0] < was[0]:
        yield f"it was published on {is_now[0]}, the one in force on {was[0]}: it is older"


def _types(shape: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in shape.items() if name.startswith("type ")}
