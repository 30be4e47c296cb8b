"""Entities of FollowTheMoney."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.matching.followthemoney import read_entity, subject_of
from screening.judging.entities import compare_entities
from screening.listing import EntityType, Gender

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def an_entity(schema: str = "Company", **properties: list[str]) -> dict[str, Any]:
    return {"id": "x", "schema": schema, "properties": properties}


def score(left: dict[str, Any], right: dict[str, Any]) -> float:
    return compare_entities(subject_of(read_entity(left)), read_entity(right))


def test_all_that_an_entity_says_is_read() -> None:
    found = read_entity(
        an_entity(
            "Person", name=["Ada Kestrel"], weakAlias=["The Tall"], country=["ru"],
            birthDate=["1965-04-30"], gender=["female"], passportNumber=["AB123456"],
            address=["1 Harbour Street, Testhaven"],
        )
    )  # fmt: skip
    assert found.type is EntityType.PERSON
    assert [name.text for name in found.names] == ["Ada Kestrel", "The Tall"]
    assert (found.countries, found.dates, found.gender) == (("RU",), ("1965-04-30",), Gender.FEMALE)
    assert found.identifiers[0].value == "AB123456"
    assert subject_of(found).names == ("Ada Kestrel",)


def test_a_person_without_a_name_has_the_name_of_its_parts() -> None:
    found = read_entity(an_entity("Person", lastName=["Kestrel"], firstName=["Ada"]))
    assert found.primary_name == "Ada Kestrel"


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"birthDate": ["1965-04-30"]}, {"birthDate": ["1988-01-06"]}),
        ({"country": ["ru"]}, {"country": ["nz"]}),
        ({"gender": ["female"]}, {"gender": ["male"]}),
        ({"taxNumber": ["7707083893"]}, {}),
    ],
    ids=["birth date", "country", "gender", "number"],
)
def test_what_agrees_lifts_a_pair(more: dict[str, list[str]], less: dict[str, list[str]]) -> None:
    one = an_entity("Person", name=["Ada Kestrell"], **more)
    assert score(an_entity("Person", name=["Ada Kestrel"], **more), one) > score(
        an_entity("Person", name=["Ada Kestrel"], **less), one
    )


def test_an_equal_number_makes_other_names_one() -> None:
    left = an_entity("Vessel", name=["Morning Star"], imoNumber=["9074729"])
    right = an_entity("Vessel", name=["Grey Gull"], imoNumber=["9074729"])
    assert score(left, right) > 0.5 > score(left, an_entity("Vessel", name=["Grey Gull"]))


@given(JSON)
def test_any_json_object_is_read(properties: object) -> None:
    entity = {"schema": properties, "properties": properties}
    assert 0.0 <= score(entity, an_entity(name=["Kestrel"])) <= 1.0
