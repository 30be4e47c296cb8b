"""What of two snapshots can make a difference to somebody."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from rescreened_book import ListsInMemory, a_list

from lists.differing.altering import Alteration, alteration_of
from screening.listing import Listing, Measure

HERON, GULL = "Heron Works", "Gull Works"


def between(
    before: Mapping[str, Mapping[str, Listing]], after: Mapping[str, Mapping[str, Listing]]
) -> Alteration:
    store = ListsInMemory()
    return alteration_of(store.bring(before), store.bring(after), store.lines)


def with_heron(**changes: object) -> dict[str, dict[str, Listing]]:
    found = a_list(HERON, GULL)
    listings = found["own:a"]
    listings["own:a:heron"] = replace(listings["own:a:heron"], **changes)  # type: ignore[arg-type]
    return found


def test_a_listing_that_comes_may_be_hit() -> None:
    found = between(a_list(HERON), a_list(HERON, GULL))
    assert ([each.id for each in found.come], found.gone) == (["own:a:gull"], frozenset())


def test_hits_on_a_listing_that_goes_are_in_doubt() -> None:
    found = between(a_list(HERON, GULL), a_list(HERON))
    assert (found.come, found.gone) == ((), {"own:a:gull"})


@pytest.mark.parametrize(
    "changes",
    [{"countries": ("RU",)}, {"measures": (Measure.SECTORAL,)}, {"programs": ("P",)}],
    ids=["country", "measure", "programme"],
)
def test_a_listing_that_says_something_else_goes_and_comes(changes: dict[str, object]) -> None:
    found = between(a_list(HERON, GULL), with_heron(**changes))
    assert ([each.id for each in found.come], found.gone) == (["own:a:heron"], {"own:a:heron"})


def test_a_remark_alters_nothing() -> None:
    assert between(a_list(HERON, GULL), with_heron(remarks="seen in port")) == Alteration()


def test_a_list_that_is_dropped_puts_all_its_hits_in_doubt() -> None:
    found = between({**a_list(HERON), "own:b": {}}, {"own:b": {}})
    assert found.gone == {"own:a:heron"}
