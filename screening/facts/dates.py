"""Dates as lists and records write them: whole, in part, about, or between two years."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

# "Circa" is taken as this many years around.
_ABOUT: Final = 2
_FIRST_YEAR: Final = 1850
_LAST_YEAR: Final = 2100
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier januar enero", "feb february fevrier februar febrero",
            "mar march mars marz marzo", "apr april avril abril", "may mai mayo",
            "jun june juin juni junio", "jul july juillet juli julio", "aug august aout agosto",
            "sep sept september septembre septiembre", "oct october octobre oktober octubre",
            "nov november novembre noviembre", "dec december decembre dezember diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_NUMERIC: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_COMPACT: Final = re.compile(r"((?:18|19|20)\d{2})([01]\d)([0-3]\d)")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]+)?([a-z]{3,10})[ .,-]+(\d{4})")
_MONTH_FIRST: Final = re.compile(r"([a-z]{3,10})[ .]+(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d{4})")
_YEAR: Final = re.compile(r"(\d{4})(s)?")
_YEARS: Final = re.compile(r"(\d{4})\s?[-/]\s?(\d{4})")
_ABOUT_WORDS: Final = re.compile(
    r"\b(?:circa|ca|c|about|approx|approximately|around|early|mid|late|between)\b"
)
_SPAN: Final = re.compile(r"\s+(?:to|and|until|bis)\s+|\s*[–—]\s*|(?<=\d{4})\s+-\s+")


class DateMatch(StrEnum):
    """How near two dates are, the nearest first."""

    DAY = "day"
    MONTH = "month"
    SWAPPED = "swapped"
    YEAR = "year"
    YEAR_OTHER_DAY = "year, other day"
    YEAR_SLIP = "same day, year a slip"
    ABOUT = "about"
    NEAR = "near"
    SLIP = "year a slip"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date, as far as it is known.

    Attributes:
        year: of a span, the first.
        last_year: of a span, the last; else equal to year.
        month: 1 to 12; a placeholder such as 1 January is kept as it is.
        day: 1 to 31; only with a month.
        about: the publisher says "circa" or "between".
    """

    year: int
    last_year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __str__(self) -> str:
        """Return "1965-04-30", "1965-04", "1965", "about 1965" or "1960 to 1965"."""
        if self.last_year != self.year:
            return f"{self.year} to {self.last_year}"
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return f"about {self.year}" if self.about else "-".join(parts)


@lru_cache(maxsize=20_000)
def parse_dates(text: str) -> tuple[PartialDate, ...]:
    """Return the dates of a text, in its order; what cannot be read is left out.

    Shape: "1965", "1965-04-30", "30 Apr 1965", "00/00/1980", "30/04/1965" (day first unless
    only month first is possible), "circa 1965", "1960 to 1965", "1970s"; several stand between
    ";", "|" or " or ".
    """
    plain = _plain(text)
    found = (_parse(part) for part in re.split(r"[;|]|\bor\b|\balt\.? dob\b", plain))
    return tuple(dict.fromkeys(date for date in found if date is not None))


def compare_dates(left: PartialDate, right: PartialDate) -> DateMatch:
    """Return how near two dates are; the same either way round."""
    if left.about or right.about:
        return DateMatch.ABOUT if _gap(left, right) == 0 else DateMatch.DIFFERENT
    months = left.month, right.month
    days = left.day, right.day
    if left.year == right.year:
        return _within_year(months, days)
    slip = _is_slip(left.year, right.year)
    if slip and _is_same_day(left, right):
        return DateMatch.YEAR_SLIP
    if abs(left.year - right.year) == 1:
        return DateMatch.NEAR
    return DateMatch.SLIP if slip else DateMatch.DIFFERENT


def _is_same_day(left: PartialDate, right: PartialDate) -> bool:
    """Tell whether both give the same day of a month, and one that is no placeholder."""
    known = left.day is not None and not _is_placeholder(left.month, left.day)
    return known and (left.month, left.day) == (right.month, right.day)


def _within_year(
    months: tuple[int | None, int | None], days: tuple[int | None, int | None]
) -> DateMatch:
    if None in months or _is_placeholder(months[0], days[0]) or _is_placeholder(months[1], days[1]):
        whole = None not in days and months[0] == months[1] and days[0] == days[1]
        # Two equal placeholders, both "1 January", say no more than the year.
        return DateMatch.MONTH if whole else DateMatch.YEAR
    if None in days:
        return DateMatch.MONTH if months[0] == months[1] else DateMatch.YEAR_OTHER_DAY
    if months[0] == months[1] and days[0] == days[1]:
        return DateMatch.DAY
    if months[0] == days[1] and days[0] == months[1]:
        return DateMatch.SWAPPED
    return DateMatch.MONTH if months[0] == months[1] else DateMatch.YEAR_OTHER_DAY


def _is_placeholder(month: int | None, day: int | None) -> bool:
    """Tell whether it stands for a day that is not known: 1 January."""
    return month == 1 and day == 1


def _gap(left: PartialDate, right: PartialDate) -> int:
    """Return how many years lie between two spans; 0 where they meet."""
    (left_first, left_last), (right_first, right_last) = _span(left), _span(right)
    return max(0, left_first - right_last, right_first - left_last)


def _span(date: PartialDate) -> tuple[int, int]:
    around = _ABOUT if date.about and date.year == date.last_year else 0
    return date.year - around, date.last_year + around


def _is_slip(left: int, right: int) -> bool:
    """Tell whether one digit is another or two neighbours are swapped: 1978 and 1987."""
    pairs = [(a, b) for a, b in zip(str(left), str(right), strict=True) if a != b]
    if len(pairs) == 1:
        return True
    swapped = len(pairs) == 2 and pairs[0] == pairs[1][::-1]
    return swapped and abs(left - right) < 90


def _plain(text: str) -> str:
    wide = unicodedata.normalize("NFKD", text[:400]).lower()
    kept = wide
    if not wide.isascii():
        kept = "".join(
            str(unicodedata.decimal(char, char)) for char in wide if not unicodedata.combining(char)
        )
    return re.sub(r"\b(?:dob|born|date of birth)\b[:. ]*", "", kept)


def _parse(text: str) -> PartialDate | None:
    about = _ABOUT_WORDS.search(text) is not None
    bare = _ABOUT_WORDS.sub(" ", text).strip(" .,()~?")
    if len(sides := [side for side in _SPAN.split(bare) if side.strip()]) == 2:
        first, last = _one(sides[0], about=True), _one(sides[1], about=True)
        return _spanned(first, last)
    if (years := _YEARS.fullmatch(bare)) is not None:
        return _spanned(_one(years[1], about=True), _one(years[2], about=True))
    return _one(bare, about=about or text.strip().startswith("~"))


def _spanned(first: PartialDate | None, last: PartialDate | None) -> PartialDate | None:
    if first is None or last is None:
        return first or last
    years = sorted((first.year, last.last_year))
    if years[0] == years[1]:
        return PartialDate(years[0], years[0])
    return PartialDate(years[0], years[1], about=True)


def _one(text: str, *, about: bool) -> PartialDate | None:
    text = text.strip(" .,")
    if (found := _ISO.match(text) or _COMPACT.fullmatch(text)) is not None:
        return _date(found[1], found[2], found[3], about)
    if (found := _NUMERIC.search(text)) is not None:
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if second > 12 >= first else (first, second)
        return _date(found[3], month, day, about)
    return _worded(text, about=about) or _year(text, about=about)


def _worded(text: str, *, about: bool) -> PartialDate | None:
    if (found := _MONTH_FIRST.search(text)) is not None and found[1] in _MONTHS:
        return _date(found[3], _MONTHS[found[1]], found[2], about)
    if (found := _DAY_FIRST.search(text)) is not None and found[2] in _MONTHS:
        return _date(found[3], _MONTHS[found[2]], found[1], about)
    return None


def _year(text: str, *, about: bool) -> PartialDate | None:
    found = _YEAR.search(text)
    date = _date(found[1], None, None, about) if found is not None else None
    if date is not None and found is not None and found[2]:
        return PartialDate(date.year, date.year + 9, about=True)
    return date


def _date(
    year: str, month: str | int | None, day: str | int | None, about: bool
) -> PartialDate | None:
    number = int(year)
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    known_month = int(month or 0) if 1 <= int(month or 0) <= 12 else None
    known_day = int(day or 0) if known_month and 1 <= int(day or 0) <= 31 else None
    if about:
        return PartialDate(number, number, about=True)
    return PartialDate(number, number, known_month, known_day)
