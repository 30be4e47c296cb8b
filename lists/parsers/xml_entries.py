"""What the parsers of XML lists share: they check the root, and drop nothing silently."""

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
    entry: Element, treatment: Mapping[str, str], draft: Draft, reading: Reading, prefix: str = ""
) -> None:
    """Count the elements and attributes that a treatment table lacks, and keep their text.

    Args:
        treatment: what becomes of each, by its path below the entry: "address/remark",
            "address@city", "@ssid" of the entry itself.
        prefix: path of the entry, where it is not at the top: "individual/".
    """
    for path, text in _unknown(entry, treatment, prefix):
        reading.unread(f"element {path}")
        draft.remark(text, label=path)


def _unknown(
    element: Element, treatment: Mapping[str, str], path: str
) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        place = f"{path.removesuffix('/')}@{name!s}"
        # xsi:nil and the like say nothing about the entity.
        if place not in treatment and not str(name).startswith("{"):
            yield place, clean(str(value))
    for child in element:
        place = f"{path}{local_name(child)}"
        if place in treatment:
            yield from _unknown(child, treatment, f"{place}/")
        else:
            yield place, _all_text(child)


def _all_text(element: Element) -> str:
    """Return the texts and the attributes of an element and of all below it."""
    said = (text for node in element.iter() for text in (*node.attrib.values(), node.text))
    return " ".join(cleaned for text in said if (cleaned := clean(str(text or ""))))


def with_primary(names: list[ListedName]) -> list[ListedName]:
    """Return the names; where the list calls none of them primary, one is chosen.

    Strong names come before weak ones, Latin before other scripts. An entry whose names are all
    weak is still listed.
    """
    if any(name.kind is NameKind.PRIMARY for name in names):
        return names
    ranked = sorted(names, key=lambda name: (name.kind is NameKind.WEAK_ALIAS, name.script or ""))
    return [replace(name, kind=NameKind.PRIMARY) for name in ranked[:1]] + ranked[1:]


def day_of(draft: Draft, text: str | None, label: str) -> str | None:
    """Return a day in ISO form, without a time zone; a text that is no day becomes a remark."""
    found = iso_day(text or "")
    if found is None:
        draft.remark(text, label=label)
    return found


def joined_date(year: str, month: str, day: str) -> str:
    """Return "1965-04-30", or as much of it as is known; a day without a month says nothing."""
    known = (year, month.zfill(2), day.zfill(2)) if month and day else (year, month.zfill(2))
    return "-".join(known) if month else year


def finished(draft: Draft, source: Source, number: str, reading: Reading) -> Listing | None:
    """Return the listing, or None where the entry cannot be used; that is counted as a problem."""
    try:
        return draft.finish(source.id, number)
    except ValueError as exc:
        reading.problem(f"entry {number or '(no number)'}", str(exc))
        return None
