import pytest
from lxml import etree

from lists.parsers.us_ofac.dates import date_of, period_of
from tests.ofac_samples import bounds


def day(year: str, month: str = "1", day: str = "1") -> str:
    return f"<Year>{year}</Year><Month>{month}</Month><Day>{day}</Day>"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (day("1976", "8", "30"), day("1976", "8", "30"), "1976-08-30"),
        (day("1976"), day("1976", "12", "31"), "1976"),
        (day("1976", "2"), day("1976", "2", "29"), "1976-02"),
        (day("1976"), day("1978", "12", "31"), "1976 to 1978"),
        (day("1976", "3"), day("1978", "4"), "1976-03-01 to 1978-04-01"),
        (day("1976", "13"), day("1976", "0"), ""),
        (day("-1976"), day("9" * 5000), ""),
        ("", "", ""),
    ],
    ids=["day", "year", "month", "years", "days", "no month", "no year", "nothing"],
)
def test_a_period_is_written_as_people_do(first: str, last: str, expected: str) -> None:
    assert period_of(etree.fromstring(bounds(first, last))) == expected


def test_an_approximate_period_is_about() -> None:
    period = bounds(day("1976"), day("1976", "12", "31"), about="true")
    assert period_of(etree.fromstring(period)) == "circa 1976"


@pytest.mark.parametrize(
    ("content", "expected"),
    [(day("2024", "2", "23"), "2024-02-23"), (day("2024", "2", "31"), None), ("<Year/>", None)],
    ids=["day", "31 February", "empty"],
)
def test_a_date_is_iso(content: str, expected: str | None) -> None:
    assert date_of(etree.fromstring(f"<Date>{content}</Date>")) == expected
