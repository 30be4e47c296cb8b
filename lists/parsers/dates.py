"""Dates as the British, Canadian and Australian lists write them."""

import re
from datetime import date, timedelta
from typing import Final

from lists.reading.building import Draft
from lists.reading.cleaning import clean
from lists.reading.enumerations import values
from screening.facts.dates import parse_dates

_UNKNOWN: Final = re.compile(r"\b(?:dd|mm)(?=[/-])", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
# Two dates in a cell stand between these; "1965 - 1966" is one.
_BETWEEN: Final = re.compile(r";|,(?=\s*[a-z]\))|>>|\s{3,}|\n|(?<=\d{4})\s{2,}(?=\d)")
# Spreadsheets count days from here; five digits are 1927 to 2173.
_FIRST_DAY: Final = date(1899, 12, 30)
_SERIAL: Final = re.compile(r"[1-9]\d{4}(?:\.0+)?")


def add_dates(draft: Draft, text: str, label: str = "date") -> None:
    """Add every date of a cell; a cell that says more than dates also becomes a remark."""
    before = len(draft.dates)
    for item in values(text):
        for part in _BETWEEN.split(item):
            draft.date(_serial(_UNKNOWN.sub("00", part).strip()))
    read = " ".join(draft.dates[before:])
    if "(" in clean(text) or len(_YEAR.findall(text)) > len(_YEAR.findall(read)):
        draft.remark(text, label=label)


def iso_day(text: str) -> str | None:
    """Return the first whole date of a text as "2022-02-24", None where there is none."""
    found = parse_dates(_serial(clean(text)))
    try:
        return date.fromisoformat(str(found[0])).isoformat() if found else None
    except ValueError:
        return None


def _serial(text: str) -> str:
    """Return a spreadsheet's day number as a date, other text as it is."""
    if _SERIAL.fullmatch(text) is None:
        return text
    return (_FIRST_DAY + timedelta(days=int(text.partition(".")[0]))).isoformat()
