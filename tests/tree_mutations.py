"""Files spoilt in what they say while they stay well-formed XML, JSON or CSV.

Bytes changed at random make most files unreadable, and a parser refuses those at once; these get
further in.
"""

import copy
import csv
import io
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

import orjson
from lxml import etree

from tests.tokens import TOKENS

_VALUES: Final = (
    None, True, False, 0, -1, 2**53, 1e300, "", [], {}, [[]], [None], {"a": None}, "-0-", "x",
)  # fmt: skip


def respoken(data: bytes, chance: Random) -> bytes | None:
    """Return the file with a few things in it said otherwise, None where it has no known form."""
    start = data[:64].lstrip()
    try:
        if start.startswith(b"<"):
            return _xml(data, chance)
        if start.startswith((b"{", b"[")):
            return _json(data, chance)
        return _csv(data, chance)
    except (etree.LxmlError, ValueError, csv.Error, RecursionError):
        return None


def _times(chance: Random) -> range:
    return range(chance.choice((1, 1, 2, 3, 6)))


def _text(chance: Random, known: Sequence[str]) -> str:
    """Return an odd text, or one that belongs elsewhere."""
    how = chance.random()
    if known and how < 0.4:
        return chance.choice(known)
    if how < 0.5:
        points = (chance.randrange(chance.choice((0x80, 0x3000, 0x30000))) for _ in range(8))
        # Half of a surrogate pair is no text in any encoding.
        return "".join(chr(point) for point in points if not 0xD800 <= point <= 0xDFFF)
    return chance.choice(TOKENS).decode("utf-8", "replace")


def _xml(data: bytes, chance: Random) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for _ in _times(chance):
        nodes = list(root.iter(etree.Element))
        node, other = chance.choice(nodes), chance.choice(nodes)
        try:
            chance.choice(_ON_NODES)(node, other, chance)
        except (ValueError, TypeError):
            # XML has no such character or name, or the node would be inside itself.
            continue
    return etree.tostring(root, encoding=chance.choice(("utf-8", "utf-8", "utf-16", "ascii")))


def _say(node: etree._Element, other: etree._Element, chance: Random) -> None:
    node.text = _text(chance, [other.text or ""])


def _attribute(node: etree._Element, other: etree._Element, chance: Random) -> None:
    names = [*node.attrib, *other.attrib] or ["x"]
    node.set(chance.choice(names), _text(chance, [str(v) for v in other.attrib.values()]))


def _strip(node: etree._Element, _: etree._Element, chance: Random) -> None:
    if node.attrib and chance.random() < 0.5:
        del node.attrib[chance.choice(list(node.attrib))]
    else:
        node.text = None


def _rename(node: etree._Element, other: etree._Element, _: Random) -> None:
    node.tag = other.tag


def _remove(node: etree._Element, _: etree._Element, __: Random) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _double(node: etree._Element, _: etree._Element, __: Random) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.append(copy.deepcopy(node))


def _adopt(node: etree._Element, other: etree._Element, chance: Random) -> None:
    node.insert(chance.randrange(len(node) + 1), copy.deepcopy(other) if len(other) < 20 else other)


def _reverse(node: etree._Element, _: etree._Element, __: Random) -> None:
    node[:] = node[::-1]


_OnNodes = Callable[[etree._Element, etree._Element, Random], None]
_ON_NODES: Final[tuple[_OnNodes, ...]] = (
    _say, _say, _say, _attribute, _attribute, _strip, _rename, _remove, _double, _adopt, _reverse,
)  # fmt: skip


def _json(data: bytes, chance: Random) -> bytes:
    lines = [data] if data[-1:] in b"}]" and data.count(b"\n{") == 0 else data.split(b"\n")
    full = [place for place, line in enumerate(lines) if line.strip()]
    at = chance.choice(full)
    found = orjson.loads(lines[at])
    for _ in _times(chance):
        found = _changed(found, chance)
    lines[at] = orjson.dumps(found)
    return b"\n".join(lines)


def _changed(value: Any, chance: Random) -> Any:
    """Return a JSON value with one thing in it changed, deep inside more often than not."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        return _changed_at(value, key, chance.choice(list(value)), chance)
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return [*value[:at], _changed(value[at], chance), *value[at + chance.choice((0, 1, 1)) :]]
    return chance.choice(_VALUES) if chance.random() < 0.4 else _text(chance, [str(value)])


def _changed_at(value: dict[str, Any], key: str, other: str, chance: Random) -> dict[str, Any]:
    how = chance.random()
    if how < 0.1:
        return {name: each for name, each in value.items() if name != key}
    if how < 0.2:
        return value | {key: value[other], other: value[key]}
    if how < 0.25:
        return value | {_text(chance, [key.upper()]): value[key]}
    return value | {key: _changed(value[key], chance)}


def _csv(data: bytes, chance: Random) -> bytes:
    delimiter = "\t" if b"\t" in data else ","
    text = io.StringIO(data.decode("utf-8"), newline="")
    rows = list(csv.reader(text, delimiter=delimiter))
    known = [cell for row in rows for cell in row]
    for _ in _times(chance):
        _change_row(rows, known, chance)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _change_row(rows: list[list[str]], known: list[str], chance: Random) -> None:
    row = chance.choice(rows)
    how = chance.random()
    if how < 0.1:
        rows.insert(chance.randrange(len(rows) + 1), list(row))
    elif how < 0.2 and len(rows) > 1:
        rows.remove(row)
    elif row:
        at = chance.randrange(len(row))
        if how < 0.25:
            row.insert(at, _text(chance, known))
        elif how < 0.3:
            del row[at]
        elif how < 0.4:
            to = chance.randrange(len(row))
            row[at], row[to] = row[to], row[at]
        else:
            row[at] = _text(chance, known)
