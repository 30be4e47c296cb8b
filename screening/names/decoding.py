"""Text that was read in a wrong encoding, or written for a web page, brought back.

What is right already is left alone: text is only taken for broken where its bytes are valid UTF-8
again, or where words are nothing but the letters that Cyrillic ones turn into.
"""

import html
import re
from typing import Final

_ENTITY: Final = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
# Bytes that begin a letter of UTF-8, read as Western letters, with what may follow them.
_WESTERN: Final = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
# The same read as Cyrillic ones.
_CYRILLIC: Final = re.compile("[РСГДВвЂ][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u2013-\u2122]")
# Cyrillic letters of Windows read as Western ones: "Ðîñ" for "Рос".
_LETTERS: Final = re.compile("[^\\W\\d_]{4,}")
_UPPER_HALF: Final = re.compile("[\u00c0-\u00ff\u00a8\u00b8]+")


def decode_text(text: str) -> str:
    """Return the text as it was meant.

    Example:
        decode_text("MÃ¼ller &amp; Sohn") is "Müller & Sohn"
        decode_text("Ðàäàð") is "Радар"
    """
    if "&" in text and ";" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if text.isascii():
        return text
    if _WESTERN.search(text):
        return _again(text, _western_bytes(text))
    if _CYRILLIC.search(text):
        return _again(text, text.encode("cp1251", "ignore"))
    return _LETTERS.sub(_cyrillic, text) if _UPPER_HALF.search(text) else text


def _again(text: str, read: bytes) -> str:
    try:
        return read.decode("utf-8")
    except UnicodeDecodeError:
        return text


def _western_bytes(text: str) -> bytes:
    """Return the bytes that were read as Western letters; what is none stays as it is."""
    found = bytearray()
    for char in text:
        try:
            found += char.encode("cp1252")
        except UnicodeEncodeError:
            found += (
                char.encode("latin-1") if ord(char) < 256 else char.encode("utf-8", "surrogatepass")
            )
    return bytes(found)


def _cyrillic(word: re.Match[str]) -> str:
    text = word.group()
    return text.encode("latin-1").decode("cp1251") if _UPPER_HALF.fullmatch(text) else text
