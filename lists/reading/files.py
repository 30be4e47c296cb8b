"""Finds and opens a publisher's files, and refuses what is no list at all."""

from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.reading.formats import HEAD, refuse_foreign, refuse_foreign_file
from lists.sources import Source

# The end that DOS programs wrote into a file, and what may follow it.
_ENDINGS: Final = b"\x1a\r\n \x00"
# How many names of other files a message gives.
_MOST_NAMED: Final = 5


def lone_file(path: Path, source: Source, endings: tuple[str, ...]) -> Path:
    """Return the file, or the only one in a folder with one of these endings (".xml").

    Raises:
        ListError: there is none, or more than one.
    """
    if path.is_file():
        return path
    if not path.is_dir():
        raise ListError(source.id, str(path), "there is no such file")
    here = sorted(file for file in path.iterdir() if file.is_file())
    found = [file for file in here if file.name.lower().endswith(endings)]
    if len(found) == 1:
        return found[0]
    if not found:
        for file in here:
            refuse_foreign_file(file, source)
    named = ", ".join(file.name for file in (found or here)[:_MOST_NAMED]) or "nothing"
    reason = f"{len(found)} files end in {' or '.join(endings)}; name the one to load"
    raise ListError(source.id, str(path), f"{reason}. Here is {named}")


def read_text(file: Path, source: Source) -> str:
    """Return a text file's characters: UTF-8, or Windows-1252 where it is not.

    Raises:
        ListError: it is empty, of a format that is never read, or no text.
    """
    raw = file.read_bytes().rstrip(_ENDINGS)
    if not raw:
        raise ListError(source.id, file.name, "the file is empty")
    refuse_foreign(raw[:HEAD], file, source)
    if b"\x00" in raw:
        raise ListError(source.id, file.name, "this is no text file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
