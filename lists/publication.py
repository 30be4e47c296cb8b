"""When a list was published, read from the publisher's own words."""

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from screening.facts.dates import parse_dates

_NUMERIC: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
# "2026-11-28"; what follows it may be no time that we know.
_DAY: Final = len("2026-11-28")
# It is tomorrow already where a publisher is ahead of UTC.
_AHEAD: Final = timedelta(days=1)


class DateOrder(StrEnum):
    """What a publisher means by 05/06/2024."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def published_at(said: str | None, order: DateOrder | None) -> datetime | None:
    """Return the moment of publication, None if it is not said or not understood.

    A day without a time is its beginning, a time without a zone is UTC. So a list is never taken
    for younger than it is, but by the hours that its publisher's clock is behind UTC.

    Args:
        said: "2026-02-27T00:00:09Z", "2024-12-11T21:24:35.826+01:00", "08-Oct-2026", "05/06/2024".
        order: how the publisher writes days in figures; None: it does not, and they are not read.
    """
    text = (said or "").strip()
    found = _iso(text) or _in_figures(text, order)
    if found is not None or _NUMERIC.match(text):
        return found
    dates = parse_dates(text)
    return _iso(str(dates[0])) if dates else None


def beginning_of(day: date) -> datetime:
    """Return the first moment of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def is_still_to_come(moment: datetime, now: datetime) -> bool:
    """Tell whether a moment lies ahead for every publisher, however far ahead of UTC."""
    return moment > now + _AHEAD


def _iso(text: str) -> datetime | None:
    for part in (text, text[:_DAY]):
        try:
            moment = datetime.fromisoformat(part)
        except ValueError:
            continue
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None


def _in_figures(text: str, order: DateOrder | None) -> datetime | None:
    found = _NUMERIC.match(text)
    if found is None or order is None:
        return None
    first, second, year = map(int, found.groups())
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
