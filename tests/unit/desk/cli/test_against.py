from datetime import UTC, datetime

import pytest

from desk.cli.against import lists_data, print_lists
from desk.lists.screened import ScreenedList

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def a_list(**changes: object) -> ScreenedList:
    values = {
        "source": "un_sc", "current_at": AT, "published": None, "incomplete": False,
        "excerpt": False, "entries": 3,
    }  # fmt: skip
    return ScreenedList(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "un_sc, 3 entries, current at 2026-01-02 03:04 UTC"),
        ({"current_at": None}, "age unknown"),
        ({"published": "2026-01-01"}, "published 2026-01-01"),
        ({"excerpt": True}, "an excerpt"),
        ({"entries": 0}, "no entry at all"),
    ],
    ids=["whole", "nobody knows how old", "dated", "a part of it", "empty"],
)
def test_a_list_is_named_with_all_that_matters(
    capsys: pytest.CaptureFixture[str], changes: dict[str, object], said: str
) -> None:
    print_lists([a_list(**changes)])
    assert said in capsys.readouterr().out


def test_that_no_list_holds_anything_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_lists([a_list(entries=0), a_list(entries=0)])
    assert "nothing can be a hit" in capsys.readouterr().out
    print_lists([a_list(entries=0), a_list()])
    assert "nothing can be a hit" not in capsys.readouterr().out


def test_lists_that_the_store_has_lost_are_not_left_out_in_silence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_lists([])
    assert "not known any more" in capsys.readouterr().out
    assert lists_data([]) == []
