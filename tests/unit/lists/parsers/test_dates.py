import pytest

from lists.parsers.dates import add_dates, iso_day
from lists.reading.building import Draft


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("dd/mm/1945", ["1945"]),
        ("dd/03/1945", ["1945-03"]),
        ("00/00/1980", ["1980"]),
        ("a) Approximately 1955- 1958 b) 1 Jan. 1964", ["1955 to 1958", "1964-01-01"]),
        ("5/06/1953   15/06/1953", ["1953-06-05", "1953-06-15"]),
        ("12 May 1960 >> 13 May 1960", ["1960-05-12", "1960-05-13"]),
        ("1972-08-10 or 1972-08-11", ["1972-08-10", "1972-08-11"]),
        ("26543", ["1972-09-01"]),
        ("Sep-99", ["Sep-99"]),
        ("31/02/0001", ["31/02/0001"]),
    ],
)
def test_every_form_of_a_date_is_read_or_kept(text: str, dates: list[str]) -> None:
    draft = Draft()
    add_dates(draft, text)
    assert (draft.dates, draft.remarks) == (dates, [])


def test_a_cell_that_says_more_than_dates_is_kept_as_text() -> None:
    draft = Draft()
    add_dates(draft, "15 May 1968 (as one) 1970 (as another)", "born")
    assert draft.dates == ["1968-05-15"]
    assert draft.remarks == ["born: 15 May 1968 (as one) 1970 (as another)"]


@pytest.mark.parametrize(
    ("text", "day"),
    [("29/06/2012", "2012-06-29"), ("08-Oct-2026", "2026-10-08"), ("44616", "2022-02-24"),
     ("2022", None), ("31/02/2020", None), ("-0-", None)],
)  # fmt: skip
def test_only_a_whole_and_possible_day_is_one(text: str, day: str | None) -> None:
    assert iso_day(text) == day
