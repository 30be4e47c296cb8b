import pytest

from lists.errors import ListError
from lists.gate import check
from lists.parsed import ParsedList
from lists.sources import source_of
from screening.listing import EntityType, ListedName, Listing

OFAC = source_of("us_ofac_sdn")
OWN = source_of("own:a")
ONE = Listing(id="x:1", source="x", type=EntityType.UNKNOWN, names=(ListedName(text="EGRET"),))


def a_list(entries: int) -> ParsedList:
    return ParsedList(listings=(ONE,) * entries)


@pytest.mark.parametrize("force", [False, True])
def test_an_empty_list_never_passes(force: bool) -> None:
    with pytest.raises(ListError, match="no entry"):
        check(a_list(0), OWN, None, force=force)


def test_a_download_must_be_whole() -> None:
    with pytest.raises(ListError, match="7999 entries; a whole list has at least 8000"):
        check(a_list(7_999), OFAC, None, downloaded=True)
    check(a_list(8_000), OFAC, None, downloaded=True)


def test_files_from_disk_may_be_an_excerpt() -> None:
    check(a_list(1), OFAC, None)


def test_a_published_list_may_shrink_by_a_tenth_and_no_more() -> None:
    check(a_list(90), OFAC, 100)
    with pytest.raises(ListError, match="89 entries where the one in force has 100"):
        check(a_list(89), OFAC, 100)


def test_force_lets_a_small_list_pass() -> None:
    check(a_list(1), OFAC, 100, downloaded=True, force=True)


def test_an_own_list_may_shrink() -> None:
    check(a_list(1), OWN, 100)
