"""The gate: no bad list comes into force.

It compares a list with the one in force. A part of a list may be renamed; what counts is how many
of its entries are on the list no more.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lists.differing.losses import Loss, Losses
from lists.errors import ListError
from lists.publication import is_still_to_come, published_at
from lists.snapshot import Dating, ListState
from lists.sources import Source
from lists.store.incoming import IncomingList

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
# An element that a parser does not know is news if so many entries have it; a few may be typos.
_MANY_UNREAD: Final = 0.05
_FEW_UNREAD: Final = 3


def check(
    found: IncomingList,
    before: ListState | None,
    *,
    losses: Losses | None = None,
    shared: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """Return the objections to a list coming into force; none if it is good.

    Args:
        before: the state of the list in force, None if it is not in force.
        losses: what the list lost of the one in force; None: that cannot be read any more.
        shared: how many of its entries stand on other lists of the same format, by list.

    Raises:
        ListError: it has no entry. Nobody can accept that: against it every shipment would be
            CLEAR.
    """
    if not found.parsed.lines:
        raise ListError(found.source.id, "", "the list has no entry; the one in force stays")
    missing = () if found.origin.allow_incomplete else missing_of(found, before)
    objections = [*missing, *_reasons(found, before, shared or {})]
    if before is not None and _must_hold(found, before):
        objections += _lost(found, before, losses)
        # Where columns are swapped, other entries stand in place of those that there were.
        if not objections and losses is not None:
            objections += _replaced(losses.whole)
    return tuple(objections)


def missing_of(found: IncomingList, before: ListState | None) -> tuple[str, ...]:
    """Return what the list lacks of a whole one; nothing if it is no excerpt."""
    source, entries = found.source, len(found.parsed.lines)
    advice = "" if found.origin.downloaded else "; --allow-incomplete takes it as an excerpt"
    missing = []
    if entries < source.min_entries:
        least = f"{source.min_entries:,}"
        missing.append(f"it has {entries:,} entries, a whole list at least {least}{advice}")
    # A part that a whole list had may be renamed: how many of its entries are gone is judged.
    if before is None or before.excerpt:
        lost = [part for part in source.sub_lists if not found.parsed.reading.parts[part]]
        missing += [f"its part {part!r} is missing{advice}" for part in lost]
    return tuple(missing)


def refusal(source: Source, objections: Iterable[str]) -> ListError:
    """Return the error that says why the gate is shut, and how to open it."""
    advice = f'customhouse lists accept {source.id} --reason "…" --second NAME'
    reason = f"{'; '.join(objections)}. What was in force stays. If this is right: {advice}"
    return ListError(source.id, "", reason)


def _reasons(
    found: IncomingList, before: ListState | None, shared: Mapping[str, int]
) -> Iterator[str]:
    yield from _unreadable(found)
    yield from _another(found, shared)
    yield from _still_to_come(found)
    if before is None or before.excerpt:
        yield from _unread_names(found)
    if before is not None and not found.source.is_own:
        yield from _older(found, before)


def _must_hold(found: IncomingList, before: ListState) -> bool:
    """Tell whether the list must hold what the one in force holds.

    Your own list may lose what you took out of it, and a whole list what an excerpt had.
    """
    completes = before.excerpt and not missing_of(found, before)
    return not found.source.is_own and not completes


def _lost(found: IncomingList, before: ListState, losses: Losses | None) -> Iterator[str]:
    """Yield what the list lost of the one in force."""
    now, entries = found.state.shape, len(found.parsed.lines)
    yield from _shrunk({"": entries}, {"": before.entries})
    if losses is None:
        # Without the entries of the one in force only the names of its parts can tell.
        yield from _shrunk(found.state.parts, before.parts)
    else:
        yield from _gone(losses)
    yield from _shrunk(_types(now), _types(before.shape))
    yield from _emptied(now, before.shape, entries / before.entries)
    yield from _shortened(now, before.shape)


def _unreadable(found: IncomingList) -> Iterator[str]:
    reading, entries = found.parsed.reading, len(found.parsed.lines)
    errors = reading.counts["errors"]
    if errors > max(_FEW_ERRORS, _MAX_ERRORS * entries):
        yield f"{errors} entries cannot be read, the first: {reading.problems[0]}"


def _another(found: IncomingList, shared: Mapping[str, int]) -> Iterator[str]:
    """Yield why it is another list than it is said to be."""
    if found.mistaken:
        yield found.mistaken
    most, entries = found.source.max_entries, len(found.parsed.lines)
    if most is not None and entries > most:
        yield f"{entries:,} entries; this list has at most {most:,}: it is another one"
    for other, count in shared.items():
        if count > entries / 2:
            yield f"{count:,} of its {entries:,} entries are those of {other}: it is that list"


def _unread_names(found: IncomingList) -> Iterator[str]:
    entries = len(found.parsed.lines)
    for unread in found.parsed.reading.not_read:
        is_common = unread.times > max(_FEW_UNREAD, _MANY_UNREAD * entries)
        if unread.may_hold_names and is_common:
            yield (
                f"{unread.what} is in {unread.times:,} of {entries:,} entries and no rule reads "
                "it: names may be missing; the publisher's format is newer than this Customhouse"
            )


def _replaced(whole: Loss) -> Iterator[str]:
    if whole.gone > max(_FEW_REPLACED, whole.had * _MAX_REPLACED):
        yield (
            f"{whole.gone} of the {whole.had} entries in force are gone, and others stand in "
            f"their place: more than {_MAX_REPLACED:.0%} gone"
        )


def _gone(losses: Losses) -> Iterator[str]:
    for part, loss in losses.parts.items():
        if loss.had >= _LEAST_JUDGED and loss.gone > loss.had * _MAX_SHRINKAGE:
            yield (
                f"{part}: {loss.gone} of its {loss.had} entries are gone from the list: "
                f"more than {_MAX_SHRINKAGE:.0%}"
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


def _older(found: IncomingList, before: ListState) -> Iterator[str]:
    """Yield that the list is older than the one in force."""
    order = found.source.date_order
    now, was = (published_at(each.published, order) for each in (found.state, before))
    if found.state.dating is Dating.SAID and (now is None or was is None):
        now, was = found.state.as_of, before.as_of
    if now is not None and was is not None and now.date() < was.date():
        yield f"it is of {now:%Y-%m-%d}, the one in force of {was:%Y-%m-%d}: it is older"


def _still_to_come(found: IncomingList) -> Iterator[str]:
    published = published_at(found.state.published, found.source.date_order)
    if published is not None and is_still_to_come(published, found.origin.at):
        yield f"it was published on {published:%Y-%m-%d}, which is still to come"


def _types(shape: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in shape.items() if name.startswith("type ")}
