"""Dates as US authorities write them."""

import re
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_US: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def us_date(text: str) -> str | None:
    """Return "2003-06-19" for "2003-06-19" or "06/19/2003", None for anything else."""
    if (found := _ISO.fullmatch(text)) is not None:
        year, month, day = found.groups()
    elif (found := _US.fullmatch(text)) is not None:
        month, day, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
