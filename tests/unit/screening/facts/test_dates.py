"""Dates as they are written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.facts.dates import DateMatch, compare_dates, parse_dates


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1965", ["1965"]),
        ("1965-04", ["1965-04"]),
        ("1965-04-30", ["1965-04-30"]),
        ("1965-04-30T00:00:00", ["1965-04-30"]),
        ("19650430", ["1965-04-30"]),
        ("30 Apr 1965", ["1965-04-30"]),
        ("Apr 1965", ["1965-04"]),
        ("April 30, 1965", ["1965-04-30"]),
        ("30-APR-1965", ["1965-04-30"]),
        ("30/04/1965", ["1965-04-30"]),
        ("04/30/1965", ["1965-04-30"]),
        ("00/00/1980", ["1980"]),
        ("00/05/1980", ["1980-05"]),
        ("٣٠/٠٤/١٩٦٥", ["1965-04-30"]),
        ("circa 1965", ["about 1965"]),
        ("1960 to 1965", ["1960 to 1965"]),
        ("1960-1965", ["1960 to 1965"]),
        ("between 1960 and 1965", ["1960 to 1965"]),
        ("01 Jan 1960 to 31 Dec 1965", ["1960 to 1965"]),
        ("1970s", ["1970 to 1979"]),
        ("DOB 1980; alt. DOB 11 Mar 1981", ["1980", "1981-03-11"]),
        ("1980 or 1982", ["1980", "1982"]),
        ("1980; 1980", ["1980"]),
        ("31/02/9999", []),
        ("unknown", []),
        ("", []),
    ],
    ids=str,
)
def test_a_date_is_read(text: str, read: list[str]) -> None:
    assert [str(date) for date in parse_dates(text)] == read


@pytest.mark.parametrize(
    ("left", "right", "match"),
    [
        ("1965-04-30", "30 Apr 1965", DateMatch.DAY),
        ("1965-04", "1965-04-30", DateMatch.MONTH),
        ("1965-04-11", "1965-04-30", DateMatch.MONTH),
        ("1965-04-03", "1965-03-04", DateMatch.SWAPPED),
        ("1965", "1965-04-30", DateMatch.YEAR),
        ("1965-01-01", "1965-04-30", DateMatch.YEAR),
        ("1965-04-30", "1965-09-12", DateMatch.YEAR_OTHER_DAY),
        ("1978-04-30", "1987-04-30", DateMatch.YEAR_SLIP),
        ("1965-04-30", "1966-04-30", DateMatch.YEAR_SLIP),
        ("1965", "1966", DateMatch.NEAR),
        ("circa 1965", "1967", DateMatch.ABOUT),
        ("1960 to 1965", "1963-02-02", DateMatch.ABOUT),
        ("1978", "1987", DateMatch.SLIP),
        ("1958", "1988", DateMatch.SLIP),
        ("1965", "1988-01-06", DateMatch.DIFFERENT),
        ("circa 1965", "1968", DateMatch.DIFFERENT),
    ],
    ids=str,
)
def test_two_dates_are_as_near_as_they_are(left: str, right: str, match: DateMatch) -> None:
    (one,), (other,) = parse_dates(left), parse_dates(right)
    assert compare_dates(one, other) is compare_dates(other, one) is match


def test_a_placeholder_says_no_more_than_its_year_and_month() -> None:
    (date,) = parse_dates("1965-01-01")
    assert compare_dates(date, date) is DateMatch.MONTH


DATES = st.dates().map(str) | st.integers(1900, 2030).map(str) | st.text(max_size=30)


@given(DATES, DATES)
@settings(deadline=None)
def test_comparing_takes_any_text_and_is_symmetric(left: str, right: str) -> None:
    for one in parse_dates(left):
        for other in parse_dates(right):
            assert compare_dates(one, other) is compare_dates(other, one)
