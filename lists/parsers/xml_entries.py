"""What the parsers of XML lists have in common: the right root, and nothing dropped silently."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lists.errors import ListError
from lists.parsers.dates import iso_day
from lists.reading.building import Draft
from lists.reading.cleaning import clean
from lists.reading.parsed import Reading
from lists.reading.xml_stream import Element, local_name, root_of
from lists.sources import Source
from screening.listing import ListedName, Listing, NameKind


def root_named(file: Path, source: Source, name: str) -> Element:
    """Return the root element.

    Raises:
        ListError: not XML, or another format's file.
    """
    root = root_of(file, source)
    if local_name(root) != name:
        reason = f"the file begins with <{local_name(root)}> where <{name}> belongs"
        raise ListError(source.id, file.name, f"{reason}: it is another format")
    return root


def keep_unknown(
    entry: Element, fates: Mapping[str, str], draft: Draft, reading: Reading, prefix: str = ""
) -> None:
    """Count the elements and attributes that a table does not name, and keep their text.

    Args:
        fates: what becomes of each by its path below the entry: "address/remark",
            "address@city", "@ssid" of the entry itself.
        prefix: path of the entry, where it is not at the top: "individual/".
    """
    for path, text in _unknown(entry, fates, prefix):
        reading.unread(f"element {path}")
        draft.remark(text, label=path)


def _unknown(element: Element, fates: Mapping[str, str], path: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        place = f"{path.removesuffix('/')}@{name!s}"
        # xsi:nil and the like say nothing about the entity.
        if place not in fates and not str(name).startswith("{"):
            yield place, clean(str(value))
    for child in element:
        place = f"{path}{local_name(child)}"
        if place in fates:
            yield from _unknown(child, fates, f"{place}/")
        else:
            yield place, _all_text(child)


def _all_text(element: Element) -> str:
    """Return the texts and the attributes of an element and of all below it."""
    said = (text for node in element.iter() for text in (*node.attrib.values(), node.text))
    return " ".join(cleaned for text in said if (cleaned := clean(str(text or ""))))


def with_primary(names: list[ListedName]) -> list[ListedName]:
    """Return the names with a primary one, where the list calls none so.

    Strong ones come before weak ones, Latin ones before others: an entry whose names are all weak
    is still listed.
    """
    if any(name.kind is NameKind.PRIMARY for name in names):
        return names
    ranked = sorted(names, key=lambda name: (name.kind is NameKind.WEAK_ALIAS, name.script or ""))
    return [replace(name, kind=NameKind.PRIMARY) for name in ranked[:1]] + ranked[1:]


def day_of(draft: Draft, text: str | None, label: str) -> str | None:
    """Return a day in ISO form without its time zone; what is no day is kept as text."""
    found = iso_day(text or "")
    if found is None:
        draft.remark(text, label=label)
    return found


def joined_date(year: str, month: str, day: str) -> str:
    """Return "1965-04-30", or as much of it as is known; a day without a month says nothing."""
    known = (year, month.zfill(2), day.zfill(2)) if month and day else (year, month.zfill(2))
    return "-".join(known) if month else year


def finished(draft: Draft, source: Source, number: str, reading: Reading) -> Listing | None:
    """Return the listing; None where it cannot be used, which is counted."""
    try:
        return draft.finish(source.id, number)
    except ValueError as exc:
        reading.problem(f"entry {number or '(no number)'}", str(exc))
        return None
