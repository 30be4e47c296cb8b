import pytest

from lists.errors import ListError
from lists.parsers.ftm import entities
from lists.parsers.own import files
from lists.parsers.us_ofac import any_format
from lists.registry import look_alikes, parser_of, source_of, sources
from lists.sources import Source


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
    with pytest.raises(ListError, match=r"us_ofac_sdn, .*own:NAME"):
        source_of(source_id)


def test_lists_of_one_format_are_told_apart() -> None:
    for source in sources():
        for other in look_alikes(source):
            assert source.file_names
            assert not set(source.file_names) & set(other.file_names)
    assert [each.id for each in look_alikes(source_of("us_ofac_sdn"))] == ["us_ofac_cons"]
    assert not list(look_alikes(source_of("own:a")))


def test_each_source_has_its_parser() -> None:
    assert all(map(parser_of, sources()))
    assert parser_of(source_of("us_ofac_sdn")) is any_format.parse
    assert parser_of(source_of("own:a")) is files.parse
    assert parser_of(source_of("ftm:a")) is entities.parse


def test_a_source_without_a_parser_is_refused() -> None:
    with pytest.raises(ListError, match="no parser"):
        parser_of(Source(id="xx", authority="", title="", licence=""))
