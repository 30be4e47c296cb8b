"""One entity on several lists."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listed import a_listing

from screening.judging.grouping import group_by_number, group_hits
from screening.listing import EntityType, ListedIdentifier, Listing

OGRN = (ListedIdentifier(scheme="ogrn", value="1027700132195"),)
PERSON = {"type": EntityType.PERSON}


def on(source: str, name: str, **rest: Any) -> Listing:
    return a_listing(name, id=f"{source}:{name}", source=source, **rest)


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (on("a", "Grey Gull"), on("b", "GULL, Grey"), True),
        (on("a", "Grey Gull"), on("b", "Grey Heron"), False),
        (on("a", "Grey Gull"), on("a", "Gull Grey"), False),
        (on("a", "Gull", identifiers=OGRN), on("b", "Chaika", identifiers=OGRN), True),
        (on("a", "Gull", identifiers=OGRN), on("a", "Chaika", identifiers=OGRN), True),
        (on("a", "Gull"), on("b", "Gull", **PERSON), False),
        (
            on("a", "Gull", dates=("1965",), **PERSON),
            on("b", "Gull", dates=("1988",), **PERSON),
            False,
        ),
        (on("a", "Gull", type=EntityType.UNKNOWN), on("b", "Gull", **PERSON), True),
        (on("a", "Gull", countries=("IR",)), on("b", "Gull", countries=("SY",)), True),
        (on("a", "---"), on("b", "..."), False),
    ],
    ids=[
        "name", "other name", "twice on one list", "number", "number on one list", "type",
        "born apart", "type unknown", "another country", "no letters",
    ],
)  # fmt: skip
def test_two_listings_are_one_entity_or_two(left: Listing, right: Listing, one: bool) -> None:
    expected = (0, 0) if one else (0, 1)
    assert group_hits((left, right)) == group_hits((right, left)) == expected


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (on("a", "Gull", identifiers=OGRN), on("b", "Chaika", identifiers=OGRN), True),
        (on("a", "Grey Gull"), on("b", "Grey Gull"), False),
    ],
    ids=["number", "name alone"],
)
def test_only_a_number_joins_what_is_shown_as_one(left: Listing, right: Listing, one: bool) -> None:
    assert group_by_number((left, right)) == ((0, 0) if one else (0, 1))


def test_groups_reach_from_one_to_the_next() -> None:
    hits = (on("a", "Gull"), on("b", "Heron"), on("c", "Chaika", identifiers=OGRN))
    bridge = on("d", "Gull", identifiers=OGRN)
    assert group_hits((*hits, bridge)) == (0, 1, 0, 0)


def test_no_hits_are_no_groups() -> None:
    assert group_hits(()) == ()


LISTINGS = st.lists(
    st.builds(
        lambda source, name, numbers: on(source, name, identifiers=numbers),
        st.sampled_from("abc"),
        st.sampled_from(["Gull", "Heron", "Egret"]),
        st.sampled_from([(), OGRN]),
    ),
    max_size=7,
)


@given(LISTINGS, st.randoms())
@settings(deadline=None)
def test_groups_do_not_depend_on_the_order(listings: list[Listing], rng: Any) -> None:
    order = list(range(len(listings)))
    rng.shuffle(order)
    groups, turned = group_hits(listings), group_hits([listings[n] for n in order])
    together = {(a, b) for a in order for b in order if groups[a] == groups[b]}
    assert together == {
        (order[a], order[b])
        for a in range(len(order))
        for b in range(len(order))
        if turned[a] == turned[b]
    }
