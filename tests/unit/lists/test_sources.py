import pytest

from lists.errors import ListError
from lists.sources import source_of


def test_a_published_list_has_all_four_files() -> None:
    assert set(source_of("us_ofac_sdn").urls) == {
        "sdn.csv",
        "alt.csv",
        "add.csv",
        "sdn_comments.csv",
    }


def test_an_own_list_has_no_publisher_and_no_age() -> None:
    source = source_of("own:my-list_2")
    assert (dict(source.urls), source.max_age_s) == ({}, None)


@pytest.mark.parametrize("source_id", ["", "eu", "own:", "own:Capital", "own:../up", "own:a\n"])
def test_an_unknown_list_is_refused_with_the_known_ones(source_id: str) -> None:
    with pytest.raises(ListError, match="us_ofac_sdn, own:NAME"):
        source_of(source_id)
