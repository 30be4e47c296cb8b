"""Files spoilt at random: what a bad disk, a bad network, a bad publisher or an enemy may send.

A mutation takes a file's bytes and a source of chance, and is the same for the same chance.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Final

from tests.tokens import DATES, NUMBERS, TOKENS
from tests.tree_mutations import respoken

Mutation = Callable[[bytes, Random], bytes]
# What stands between the values of XML, CSV, JSON and OFAC's remarks.
_VALUES: Final = re.compile(rb"[^<>\"{}\[\],;:|=\t\r\n]+")
_TAGS: Final = re.compile(rb"<[^<>]*>")
_NAMES: Final = re.compile(rb"[A-Za-z][\w-]{3,}")
_DIGITS: Final = re.compile(rb"\d+")
_DOCTYPES: Final = (
    b'<!DOCTYPE a [<!ENTITY x "y">]>',
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    b"<!DOCTYPE a>",
)
_MARKS: Final = (
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\n",
    b" ",
    b"\x00",
    b"<!DOCTYPE html>",
)
_ENCODINGS: Final = ("utf-16", "utf-16-be", "utf-32", "utf-7", "cp1252", "cp037", "utf-8-sig")
# Bytes: what a broken program writes again and again, and still quick to read a million times.
_HUGE: Final = 30_000
_DEEP: Final = (3, 50, 260, 2000)


def mutated(data: bytes, chance: Random) -> bytes:
    """Return the file with one to four things wrong with it."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        return _inside_zip(data, chance)
    if chance.random() < 0.5 and (said := respoken(data, chance)) is not None:
        return said
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        data = chance.choice(_MUTATIONS)(data, chance)
    return data


def renamed(data: bytes, chance: Random) -> bytes:
    """Return the file with a word, such as the name of a tag or a column, changed everywhere."""
    names = _NAMES.findall(data)
    if not names:
        return data
    old = chance.choice(names)
    new = chance.choice((chance.choice(names), b"x" + old, b"", old.upper(), old.lower()))
    return data.replace(old, new)


def without_column(data: bytes, chance: Random) -> bytes:
    """Return the file without one of the cells of each line."""
    mark = b"\t" if b"\t" in data else b","
    lines = [line.split(mark) for line in data.split(b"\n")]
    column = chance.randrange(max(map(len, lines)))
    return b"\n".join(mark.join(cells[:column] + cells[column + 1 :]) for cells in lines)


def with_columns_swapped(data: bytes, chance: Random) -> bytes:
    """Return the file with two cells of each line but the first in each other's place."""
    mark = b"\t" if b"\t" in data else b","
    head, *lines = data.split(b"\n")
    one, other = (chance.randrange(head.count(mark) + 1) for _ in range(2))
    spoilt = [head]
    for line in lines:
        cells = line.split(mark)
        if max(one, other) < len(cells):
            cells[one], cells[other] = cells[other], cells[one]
        spoilt.append(mark.join(cells))
    return b"\n".join(spoilt)


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    """Return the ends of a piece: most are short, some are half of the file."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(2 ** chance.uniform(0, len(data).bit_length())))


def _flip(data: bytes, chance: Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(min(len(data), chance.choice((1, 1, 2, 5)))):
        spoilt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _overwrite(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.randbytes(min(end - start, 40)) + data[end:]


def _truncate(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _delete(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _duplicate(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 5)) + data[end:]


def _move(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    rest = data[:start] + data[end:]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + data[start:end] + rest[to:]


def _insert(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(TOKENS) + data[at:]


def _replace(pattern: re.Pattern[bytes], data: bytes, chance: Random, by: bytes) -> bytes:
    """Put something in the place of what the pattern finds from somewhere on."""
    found = pattern.search(data, chance.randrange(len(data) + 1)) or pattern.search(data)
    return data if found is None else data[: found.start()] + by + data[found.end() :]


def _value(data: bytes, chance: Random) -> bytes:
    return _replace(_VALUES, data, chance, chance.choice(TOKENS))


def _number(data: bytes, chance: Random) -> bytes:
    return _replace(_DIGITS, data, chance, chance.choice(NUMBERS + DATES))


def _huge(data: bytes, chance: Random) -> bytes:
    if chance.random() < 0.9:
        return data
    unit = chance.choice((b"x", b"(", b"a, ", b"1;", b"A;B/C or ", b"(1) ", b"a.k.a. 'X'; ", b" "))
    return _replace(_VALUES, data, chance, unit * (_HUGE // len(unit)))


def _every_value(data: bytes, chance: Random) -> bytes:
    """Write one thing, such as "-0-", into every value, or into about half of them."""
    by, share = chance.choice(TOKENS[:20]), chance.choice((1.0, 0.5))
    return _VALUES.sub(lambda found: by if chance.random() < share else found[0], data)


def _swap(pattern: re.Pattern[bytes], data: bytes, chance: Random) -> bytes:
    found = list(pattern.finditer(data))
    if len(found) < 2:
        return data
    one, other = sorted(chance.sample(found, 2), key=lambda each: each.start())
    between = data[one.end() : other.start()]
    return data[: one.start()] + other[0] + between + one[0] + data[other.end() :]


def _swap_values(data: bytes, chance: Random) -> bytes:
    return _swap(_VALUES, data, chance)


def _swap_tags(data: bytes, chance: Random) -> bytes:
    return _swap(_TAGS if b"</" in data else _NAMES, data, chance)


def _lines(data: bytes, chance: Random) -> bytes:
    """Delete, repeat, shuffle or join lines."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    how = chance.randrange(4)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(at, chance.choice(lines))
    elif how == 2:
        chance.shuffle(lines)
    elif at:
        lines[at - 1 : at + 1] = [lines[at - 1] + lines[at]]
    return b"\n".join(lines)


def _line_ends(data: bytes, chance: Random) -> bytes:
    bare = data.replace(b"\r\n", b"\n")
    end = chance.choice((b"\r\n", b"\r", b"\n\n", b"\r\r\n", b"\x1a\r\n"))
    return bare.replace(b"\n", end) + chance.choice((b"", b"\x1a", b"\x1a\x00\r\n"))


def _encode(data: bytes, chance: Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def _mark(data: bytes, chance: Random) -> bytes:
    return chance.choice(_MARKS) + data


def _doctype(data: bytes, chance: Random) -> bytes:
    """Put a document type behind the XML declaration, and use what it declares."""
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    whole = data[:at] + chance.choice(_DOCTYPES) + data[at:]
    return _replace(_VALUES, whole, chance, b"&x;") if chance.random() < 0.5 else whole


def _deepen(data: bytes, chance: Random) -> bytes:
    depth = chance.choice(_DEEP)
    mark = b"<" if b"</" in data else b"["
    at = data.find(mark, chance.randrange(len(data) + 1))
    first, last = (b"<a>", b"</a>") if mark == b"<" else (b"[", b"]")
    cut = depth if chance.random() < 0.7 else 0
    return data[:at] + first * depth + last * cut + data[at:] if at >= 0 else data


def _element(data: bytes, chance: Random) -> bytes:
    """Put a whole element, object or row into another place, or twice into its own."""
    starts = [found.start() for found in _TAGS.finditer(data)] or [
        found.start() for found in re.finditer(rb"[{\n]", data)
    ]
    if len(starts) < 3:
        return data
    one, other, to = (chance.choice(starts) for _ in range(3))
    piece = data[min(one, other) : max(one, other)]
    return data[:to] + piece + data[to:]


_MUTATIONS: Final[tuple[Mutation, ...]] = (
    _flip, _overwrite, _truncate, _delete, _duplicate, _move, _insert, _insert, _value, _value,
    _value, _number, _huge, _every_value, _swap_values, _swap_values, _swap_tags, _swap_tags,
    _lines, _lines, _line_ends, _encode, _mark, _doctype, _deepen, _element, renamed,
    without_column, with_columns_swapped,
)  # fmt: skip


def _inside_zip(data: bytes, chance: Random) -> bytes:
    """Spoil one of the files in a zip, or what the zip says of it, and pack them again."""
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
            names = old.namelist()
            # The last one has the data; the others say where it is.
            spoilt = names[-1] if chance.random() < 0.8 else chance.choice(names)
            for name in names:
                inside = old.read(name)
                new.writestr(name, mutated(inside, chance) if name == spoilt else inside)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError):
        return _flip(data, chance)
    return packed.getvalue()
