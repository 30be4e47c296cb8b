"""Entries that stand in a file more than once, made one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from lists.parsers.xml_entries import finished
from lists.reading.building import Draft
from lists.reading.parsed import Reading
from lists.sources import Source
from screening.listing import Listing, NameKind


def merged(
    drafts: Iterable[tuple[str, Draft]], times: Mapping[str, int], source: Source, reading: Reading
) -> Iterator[Listing]:
    """Yield the listings; drafts of one number become one, with all that any of them says.

    Args:
        drafts: each with its number.
        times: how often each number stands in the file; only what comes again has to wait.
    """
    waiting: dict[str, Draft] = {}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for number, draft in drafts:
        if number in waiting:
            _note(draft, names[number], reading)
            _merge(waiting[number], draft)
        elif times[number] > 1 and number:
            waiting[number] = draft
        elif (listing := finished(draft, source, number, reading)) is not None:
            yield listing
        if number in waiting:
            names[number] |= _plain_names(draft)
    for number, draft in waiting.items():
        if (listing := finished(draft, source, number, reading)) is not None:
            yield listing


def _note(more: Draft, names: set[str], reading: Reading) -> None:
    """Count a draft that comes again; other names than before may mean another entity."""
    reading.counts["repeated_entities"] += 1
    if names.isdisjoint(_plain_names(more)):
        reading.counts["repeated_entities_of_other_names"] += 1


def _merge(whole: Draft, more: Draft) -> None:
    # Of one entity's two lists of names the first has the primary one.
    more.names = [
        replace(name, kind=NameKind.ALIAS) if name.kind is NameKind.PRIMARY else name
        for name in more.names
    ]
    for field in fields(Draft):
        values = getattr(whole, field.name)
        if isinstance(values, list):
            values.extend(getattr(more, field.name))
    whole.gender = whole.gender or more.gender


def _plain_names(draft: Draft) -> set[str]:
    return {name.text.casefold() for name in draft.names}
