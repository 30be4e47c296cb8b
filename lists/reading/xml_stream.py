"""XML files of any size, entry by entry; entities, DTDs and the network are off."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lxml import etree

from lists.errors import ListError
from lists.reading.cleaning import clean
from lists.reading.formats import HEAD, refuse_foreign
from lists.sources import Source

Element = etree._Element


def entries(
    file: Path | IO[bytes], source: Source, *tags: str, keep_namespaces: bool = False
) -> Iterator[Element]:
    """Yield each element with one of these local names once it is complete, then discard it.

    Args:
        file: a path, or an open file inside a zip.
        tags: local names; the namespace does not matter. Elements must not nest.
        keep_namespaces: leave {namespace} before the names of the yielded elements; faster.

    Raises:
        ListError: not XML, cut off, or with a DOCTYPE, with the line.
    """
    if isinstance(file, Path):
        _refuse(file, source)
        # Opened here, so that it is closed even if the caller stops half-way.
        with file.open("rb") as opened:
            yield from _entries(opened, file.name, source, tags, keep_namespaces=keep_namespaces)
    else:
        yield from _entries(file, "the file", source, tags, keep_namespaces=keep_namespaces)


def _entries(
    file: IO[bytes], name: str, source: Source, tags: tuple[str, ...], *, keep_namespaces: bool
) -> Iterator[Element]:
    stream = etree.iterparse(
        file,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for number, (_, element) in enumerate(stream):
            if number == 0 and element.getroottree().docinfo.internalDTD is not None:
                raise ListError(source.id, name, "the file has a DOCTYPE; lists have none")
            if not keep_namespaces:
                _drop_namespaces(element)
            yield element
            _forget(element)
    except etree.XMLSyntaxError as exc:
        raise ListError(source.id, f"{name}, line {exc.lineno}", f"not XML: {exc.msg}") from exc


def root_of(file: Path, source: Source) -> Element:
    """Return the first element with its attributes, before the rest is read.

    Raises:
        ListError: not XML.
    """
    _refuse(file, source)
    try:
        with file.open("rb") as opened:
            for _, element in etree.iterparse(
                opened, events=("start",), resolve_entities=False, no_network=True, load_dtd=False
            ):
                first: Element = element
                return first
    except etree.XMLSyntaxError as exc:
        place = f"{file.name}, line {exc.lineno}"
        raise ListError(source.id, place, f"not XML: {exc.msg}") from exc
    raise ListError(source.id, file.name, "the file has no element")


def text_at(element: Element, path: str) -> str:
    """Return the cleaned text at a path below the element ("address/city"), "" without one."""
    return clean(element.findtext(path))


def texts_at(element: Element, path: str) -> list[str]:
    """Return the cleaned texts at a path, without empty ones."""
    return [text for found in element.iterfind(path) if (text := clean(found.text))]


def whole_text(element: Element) -> str:
    """Return all the text inside an element, cleaned."""
    return clean(" ".join(map(str, element.itertext())))


def local_name(element: Element) -> str:
    """Return the element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _refuse(file: Path, source: Source) -> None:
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    if not head.strip():
        raise ListError(source.id, file.name, "the file is empty")
    refuse_foreign(head, file, source)


def _drop_namespaces(element: Element) -> None:
    for node in element.iter(etree.Element):
        tag = node.tag
        if isinstance(tag, str) and tag[0] == "{":
            node.tag = tag[tag.index("}") + 1 :]


def _forget(element: Element) -> None:
    """Free the element and its elder siblings, which have been read."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
