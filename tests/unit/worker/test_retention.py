"""How long things are kept, as a setting says it."""

import pytest

from worker.retention import read_retention


def test_what_is_not_named_takes_the_first_span() -> None:
    days = read_retention("10y, clear=5y, dead=90d").days
    assert days == {"CLEAR": 1826.25, "FLAGGED": 3652.5, "UNSCREENED": 3652.5, "dead": 90}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "begin with how long everything is kept"),
        ("CLEAR=5y", "begin with how long everything is kept"),
        ("10y, 5y", "only the first span is without a name"),
        ("ten years", "ten years: write years or days: 10y, 90d"),
        ("10y, FLAGED=5y", "FLAGED: there is no such state; did you mean FLAGGED?"),
        ("0d", "0d: keep things for a day at least"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_retention(text)
