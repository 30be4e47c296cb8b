import pytest

from lists.parsers.us.dates import us_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2003-06-19", "2003-06-19", id="ISO"),
        pytest.param("2003-06-19T04:15:00+00:00", "2003-06-19", id="ISO with a time"),
        pytest.param("06/19/2003", "2003-06-19", id="month first"),
        pytest.param("6/9/2003", "2003-06-09", id="month first, short"),
        pytest.param("3033-09-30", "3033-09-30", id="a slip of the publisher stays"),
        pytest.param("19/06/2003", None, id="no such month"),
        pytest.param("0000-00-00", None, id="no such year"),
        pytest.param("soon", None, id="words"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_date_is_iso_or_none(text: str, expected: str | None) -> None:
    assert us_date(text) == expected
