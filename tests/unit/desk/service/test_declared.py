from pathlib import Path

import pytest
from desk_runs import Run

from desk.errors import CommandError
from desk.service.declared import list_warnings, refuse_unknown_lists
from worker.settings import Settings


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"refresh_lists": "us_ofac_snd"}, "REFRESH_LISTS: us_ofac_snd is no list; did you mean"),
        ({"required_lists": "own:mine,nowhere"}, "REQUIRED_LISTS: nowhere is no list"),
        ({"refresh_lists": "own:mine"}, "own:mine has no publisher"),
    ],
    ids=["a typo", "an unknown list", "a list of one's own"],
)
def test_a_list_that_cannot_be_kept_is_refused(settings: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        refuse_unknown_lists(Settings(**settings))


def test_known_lists_and_none_are_taken() -> None:
    refuse_unknown_lists(Settings(refresh_lists="un_sc,eu_fsf", required_lists="own:mine"))
    refuse_unknown_lists(Settings(refresh_lists="none"))


def test_without_a_list_that_is_said_first(data: Path) -> None:
    (said,) = list_warnings(Settings(data_dir=data), ())
    assert "every shipment will be UNSCREENED" in said


def test_that_no_list_is_required_is_said_with_what_is_in_force(
    run: Run, data: Path, own_list: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    (said,) = list_warnings(Settings(data_dir=data), ())
    assert "CLEAR rests on whatever is in force (own:test)" in said
    assert not list_warnings(Settings(data_dir=data), ("own:test",))


def test_a_required_list_that_is_not_in_force_is_said(run: Run, data: Path, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    (said,) = list_warnings(Settings(data_dir=data), ("un_sc",))
    assert "required list un_sc is not in force" in said
