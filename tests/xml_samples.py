"""XML entries made of a parser's table, and the paths that a publisher's schema knows."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"


def marked_entry(tag: str, treatment: Mapping[str, str]) -> tuple[etree._Element, dict[str, str]]:
    """Return an entry with each path of a table once, and the unique word that stands there."""
    entry, words = etree.Element(tag), {}
    for number, path in enumerate(sorted(treatment)):
        steps, _, attribute = path.partition("@")
        element = entry
        for step in filter(None, steps.split("/")):
            found = element.find(step)
            element = etree.SubElement(element, step) if found is None else found
        words[path] = f"Zq{number}x"
        if attribute:
            element.set(attribute, words[path])
        elif treatment[path] != "holds others":
            element.text = words[path]
    return entry, words


def lost(words: Mapping[str, str], treatment: Mapping[str, str], text: str) -> set[str]:
    """Return the paths whose word is in no listing, though the table does not ignore them."""
    plain = text.casefold()
    return {
        path
        for path, word in words.items()
        if word.casefold() not in plain
        and not treatment[path].startswith("ignored")
        and treatment[path] != "holds others"
    }


def schema_paths(schema: Path, name: str) -> Iterator[str]:
    """Yield each path below an element of a schema: "address/remark", "address@city"."""
    root = etree.parse(str(schema)).getroot()
    found = next(node for node in root.iter(f"{_XS}element") if node.get("name") == name)
    yield from _below(root, found, "")


def _below(root: etree._Element, element: etree._Element, path: str) -> Iterator[str]:
    kind = (element.get("type") or "").partition(":")[2]
    named = root.xpath(f"*[@name='{kind}']")
    for node in _parts(root, named[0] if named else element):
        if node.tag == f"{_XS}attribute":
            yield f"{path.removesuffix('/')}@{node.get('name')}"
        else:
            yield f"{path}{node.get('name')}"
            yield from _below(root, node, f"{path}{node.get('name')}/")


def _parts(root: etree._Element, kind: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements and attributes of a type, those of its bases and groups, too."""
    for node in kind:
        if node.tag in (f"{_XS}element", f"{_XS}attribute"):
            yield node
            continue
        other = (node.get("base") or node.get("ref") or "").partition(":")[2]
        for named in root.xpath(f"*[@name='{other}']") if other else ():
            yield from _parts(root, named)
        yield from _parts(root, node)
