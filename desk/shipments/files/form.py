"""How a file of shipments is written."""

from enum import StrEnum
from typing import Final

_ZIP: Final = b"PK\x03\x04"


class Form(StrEnum):
    """How a file of shipments is written."""

    AUTO = "auto"
    NDJSON = "ndjson"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def guess_form(name: str, head: bytes) -> Form:
    """Return the form that a file's name and its first bytes point at.

    Args:
        name: its ending may be followed by ".gz".
        head: what is in it, unpacked.
    """
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    if head.startswith(_ZIP):
        return Form.XLSX
    if ending == "csv":
        return Form.CSV
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        return Form.JSON
    if not text.startswith(b"{"):
        # A broken first line does not make a table of a file that says what it is.
        says_json = ending in ("ndjson", "jsonl", "json")
        return Form.NDJSON if says_json or not text else Form.CSV
    # A brace alone on its line opens an object that is written over many lines.
    first = text.split(b"\n", 1)[0].strip()
    return Form.JSON if first == b"{" or ending == "json" else Form.NDJSON
