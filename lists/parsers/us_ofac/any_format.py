"""OFAC's lists, SDN and non-SDN, in any of their formats; the file's content tells which."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from lists.errors import ListError
from lists.parsers.us_ofac import advanced, enhanced, legacy_csv, sdn_xml
from lists.reading.files import lone_file
from lists.reading.formats import HEAD, refuse_foreign
from lists.reading.parsed import Parser, Reading
from lists.reading.xml_stream import local_name, root_of
from lists.sources import Source
from screening.listing import Listing

_ZIP: Final = b"PK"
# "<" behind nothing, behind the mark of UTF-8 or UTF-16, or in UTF-16 itself.
_XML: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")
_BY_ROOT: Final[dict[str, Parser]] = {
    "sdnList": sdn_xml.parse,
    "Sanctions": advanced.parse,
    "sanctionsData": enhanced.parse,
}
_BLOCK: Final = 1024 * 1024
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield a list from a folder of CSV files, a lone sdn.csv, an XML file, or a zip of one.

    Raises:
        ListError: it is none of these, or the file cannot be trusted.
    """
    with TemporaryDirectory(prefix="customhouse-") as folder:
        parser, file = _choose(path, source, Path(folder))
        for listing in parser(file, source, reading, allow_incomplete=allow_incomplete):
            # Every format has the programmes; sub-lists are named in two of them only.
            reading.parts.update(listing.programs)
            yield listing


def _choose(path: Path, source: Source, folder: Path) -> tuple[Parser, Path]:
    """Return the parser for a path, and the file or folder for it to read."""
    if path.is_dir() and legacy_csv.has_set(path):
        return legacy_csv.parse, path
    file = lone_file(path, source, (".xml", ".zip"))
    with file.open("rb") as opened:
        head = opened.read(HEAD).lstrip()
    refuse_foreign(head, file, source)
    if head.startswith(_ZIP):
        file = _unpacked(file, source, folder)
    elif not head.startswith(_XML) or b"<" not in head[:64]:
        return legacy_csv.parse, file
    root = local_name(root_of(file, source))
    if root not in _BY_ROOT:
        known = ", ".join(_BY_ROOT)
        raise ListError(source.id, file.name, f"the file is <{root}>, not one of {known}")
    return _BY_ROOT[root], file


def _unpacked(file: Path, source: Source, folder: Path) -> Path:
    """Unpack the one XML file of a zip; a zip bomb is stopped at the source's limit."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = [name for name in packed.namelist() if name.lower().endswith(".xml")]
            if len(names) != 1:
                reason = f"{len(names)} XML files in the zip, where one belongs"
                raise ListError(source.id, file.name, reason)
            # Its path inside the zip could lead out of the folder.
            target = folder / f"{file.stem}.xml"
            with packed.open(names[0]) as member, target.open("wb") as out:
                while block := member.read(_BLOCK):
                    out.write(block)
                    if out.tell() > source.max_bytes:
                        reason = f"more than {source.max_bytes} bytes unpacked: no list is so large"
                        raise ListError(source.id, file.name, reason)
    except _DAMAGED as exc:
        raise ListError(source.id, file.name, f"this zip cannot be read: {exc}") from exc
    return target
