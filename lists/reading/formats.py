"""Files that are no list in a form that is read here: what they are, and what to load instead."""

import re
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.sources import Source

# Bytes of a file that are enough to tell what it is.
HEAD: Final = 512
_BYTE_ORDER: Final = b"\xef\xbb\xbf"
_OFAC: Final = "load sdn.csv with alt.csv, add.csv and sdn_comments.csv, or an XML file"
_FOREIGN: Final = tuple(
    (re.compile(start, re.IGNORECASE), what, instead)
    for start, what, instead in (
        (rb"<!doctype html|<html|<!--", "a web page, not a list", "download the file again"),
        (rb"%pdf-", "a PDF", "load the publisher's data: {format}"),
        (
            rb"version https://git-lfs\.github\.com/spec/",
            "a Git LFS pointer and not the file itself",
            "fetch the file with `git lfs pull`",
        ),
        (
            rb"(?:\.\./)*(?:\.git)?/?annex/objects/",
            "a git-annex pointer and not the file itself",
            "fetch the file with `git annex get`",
        ),
        (rb"\xd0\xcf\x11\xe0", "an old Excel file (.xls)", "save it as .xlsx"),
        (rb"\x1f\x8b|bzh[1-9]|\xfd7zxz|7z\xbc\xaf", "a compressed file", "unpack it first"),
        (rb"\d+\|(?:\"|-0-)", "OFAC's file with | between columns (.pip), retired in 2023", _OFAC),
        (rb"\d+@(?:\"|-0-)", "OFAC's file with @ between columns (.del), retired in 2023", _OFAC),
        (
            rb"\"?(?:fileGenerationDate|Entity_logical_?id)\"?;",
            "the EU's CSV",
            "load its XML 1.1 (xmlFullSanctionsList_1_1.xml)",
        ),
        (
            rb"\"?id\"?,\"?schema\"?,\"?name\"?,\"?aliases\"?",
            "OpenSanctions' targets.simple.csv, which leaves out much of what is known",
            "load entities.ftm.json or targets.nested.json as ftm:NAME",
        ),
        (
            rb"\"?canonical_id\"?,\"?entity_id\"?,",
            "OpenSanctions' statements.csv",
            "load entities.ftm.json or targets.nested.json as ftm:NAME",
        ),
    )
)


def refuse_foreign(head: bytes, file: Path, source: Source) -> None:
    """Return if a file's first bytes are not those of a format that is never read.

    Raises:
        ListError: they are; it says which format, and what to load instead.
    """
    start = head.removeprefix(_BYTE_ORDER).lstrip()
    for pattern, what, instead in _FOREIGN:
        if pattern.match(start):
            advice = instead.format(format=source.format or "CSV or NDJSON")
            raise ListError(source.id, file.name, f"this is {what}; {advice}")


def refuse_foreign_file(file: Path, source: Source) -> None:
    """Do the same for a file that nobody has opened yet.

    Raises:
        ListError: it is of a format that is never read.
    """
    with file.open("rb") as opened:
        refuse_foreign(opened.read(HEAD), file, source)
