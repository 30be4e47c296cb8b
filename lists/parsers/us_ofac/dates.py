"""Dates of OFAC's ADVANCED XML: given in parts, and as ranges for the start and for the end."""

from calendar import monthrange
from datetime import date

from lists.reading.xml_stream import Element, local_name


def date_of(element: Element) -> str | None:
    """Return a Date of Year, Month and Day as ISO date, None where it is none."""
    day = _day(element)
    return None if day is None else day.isoformat()


def period_of(period: Element) -> str:
    """Return a DatePeriod as people write it: "1976-08-30", "1976", "circa 1976", "1976 to 1978".

    A period gives the first and last possible day of its start and of its end. "" without any.
    """
    days = [day for bound in period.iterdescendants("{*}From", "{*}To") if (day := _day(bound))]
    if not days:
        return ""
    circa = any(bound.get("Approximate") == "true" for bound in period.iterchildren("{*}*"))
    return f"{'circa ' if circa else ''}{_span(min(days), max(days))}"


def _span(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    has_whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if has_whole_years and first.year == last.year:
        return str(first.year)
    has_whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if has_whole_months and first.replace(day=1) == last.replace(day=1):
        return f"{first:%Y-%m}"
    return f"{first.year} to {last.year}" if has_whole_years else f"{first} to {last}"


def _day(element: Element) -> date | None:
    parts = {local_name(part): part.text or "" for part in element.iterchildren("{*}*")}
    try:
        return date(*(int(parts[name]) for name in ("Year", "Month", "Day")))
    except (KeyError, ValueError, OverflowError):
        return None
