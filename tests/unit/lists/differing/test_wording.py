"""A listing in words: nothing that differs is left unsaid."""

from dataclasses import fields, replace

import pytest
from listed import a_listing

from lists.differing.wording import words_of
from screening.listing import (
    CountryRelation,
    CountryTie,
    Designation,
    EntityType,
    Gender,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    Measure,
    NameKind,
    NamePart,
    PartKind,
    Relation,
    RelationKind,
)

PLAIN = a_listing("Quillon Harrow")
OTHERS = {
    "type": EntityType.VESSEL,
    "names": (ListedName(text="Quillon Harrow", kind=NameKind.ALIAS),),
    "identifiers": (ListedIdentifier(scheme="imo", value="9074729"),),
    "addresses": (ListedAddress(text="1 Quay Street"),),
    "countries": ("PA",),
    "programs": ("TEST",),
    "dates": ("1965",),
    "remarks": "kept as text",
    "gender": Gender.FEMALE,
    "ties": (CountryTie(code="PA", relation=CountryRelation.FLAG),),
    "birth_places": ("Tilehaven",),
    "designations": (Designation(program="TEST"),),
    "relations": (Relation(kind=RelationKind.OWNED_BY, name="Kestrel Works"),),
    "measures": (Measure.MENU,),
}


def test_every_field_has_its_words() -> None:
    assert OTHERS.keys() == {field.name for field in fields(Listing)} - {"id", "source", "content"}


@pytest.mark.parametrize("field", OTHERS)
def test_a_field_that_differs_differs_in_words(field: str) -> None:
    assert words_of(replace(PLAIN, **{field: OTHERS[field]})) != words_of(PLAIN)


NAME, NUMBER = ListedName(text="A"), ListedIdentifier(scheme="tax", value="1")
ADDRESS, PROGRAM = ListedAddress(text="A"), Designation(program="A")
RELATION = Relation(kind=RelationKind.OWNS, name="A")


@pytest.mark.parametrize(
    ("field", "plain", "other"),
    [
        ("names", NAME, replace(NAME, script="Cyrl")),
        ("names", NAME, replace(NAME, language="ru")),
        ("names", NAME, replace(NAME, parts=(NamePart(kind=PartKind.GIVEN, text="A"),))),
        ("identifiers", NUMBER, replace(NUMBER, country="RU")),
        ("addresses", ADDRESS, replace(ADDRESS, street="A")),
        ("addresses", ADDRESS, replace(ADDRESS, city="A")),
        ("addresses", ADDRESS, replace(ADDRESS, region="A")),
        ("addresses", ADDRESS, replace(ADDRESS, postal_code="A")),
        ("addresses", ADDRESS, replace(ADDRESS, country="RU")),
        ("designations", PROGRAM, replace(PROGRAM, authority="A")),
        ("designations", PROGRAM, replace(PROGRAM, legal_basis="A")),
        ("designations", PROGRAM, replace(PROGRAM, start="2026-01-01")),
        ("designations", PROGRAM, replace(PROGRAM, end="2026-01-01")),
        ("relations", RELATION, replace(RELATION, kind=RelationKind.OWNED_BY)),
        ("relations", RELATION, replace(RELATION, listing_id="own:test:7")),
    ],
)
def test_a_detail_that_differs_differs_in_words(field: str, plain: object, other: object) -> None:
    assert words_of(replace(PLAIN, **{field: (plain,)})) != words_of(
        replace(PLAIN, **{field: (other,)})
    )


def test_a_wrong_check_digit_is_said() -> None:
    wrong = replace(PLAIN, identifiers=(ListedIdentifier(scheme="imo", value="9074728"),))
    assert words_of(wrong)["identifiers"] == ("imo 9074728 (wrong check digit)",)
