"""Listings as entities of FollowTheMoney."""

import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from listed import a_listing
from parsing import read_all

from lists.ftm.export import entities_of, entity_id
from lists.parsers.ftm import entities
from lists.registry import source_of
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
    NamePart,
    PartKind,
    Relation,
    RelationKind,
)


def properties(listing: Listing, *measures: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = next(entities_of(listing, measures))["properties"]
    return found


def test_names_go_by_their_kind() -> None:
    found = properties(a_listing("Kestrel Works", weak=("The Bird",)))
    assert found == {"name": ["Kestrel Works"], "weakAlias": ["The Bird"]}


def test_a_persons_details_have_their_properties() -> None:
    parts = (NamePart(kind=PartKind.GIVEN, text="Quillon"),)
    person = Listing(
        id="own:test:1",
        source="own:test",
        type=EntityType.PERSON,
        names=(ListedName(text="Quillon Harrow", parts=parts),),
        dates=("1965-03", "about 1965"),
        gender=Gender.FEMALE,
        birth_places=("Tilehaven",),
        ties=(CountryTie(code="PA", relation=CountryRelation.NATIONALITY),),
        countries=("PA",),
    )
    assert properties(person) == {
        "name": ["Quillon Harrow"],
        "firstName": ["Quillon"],
        "birthDate": ["1965-03"],
        "birthPlace": ["Tilehaven"],
        "gender": ["female"],
        "nationality": ["pa"],
        "notes": ["about 1965"],
    }


@pytest.mark.parametrize(
    ("kind", "scheme", "expected"),
    [
        (EntityType.VESSEL, "imo", "imoNumber"),
        (EntityType.ORGANISATION, "imo_company", "imoNumber"),
        (EntityType.PERSON, "passport", "passportNumber"),
        (EntityType.UNKNOWN, "inn", "innCode"),
        (EntityType.AIRCRAFT, "tail", "registrationNumber"),
    ],
)
def test_a_number_has_the_property_of_its_scheme(
    kind: EntityType, scheme: str, expected: str
) -> None:
    number = ListedIdentifier(scheme=scheme, value="9074729")
    found = properties(a_listing("Heron", type=kind, identifiers=(number,)))
    assert found[expected] == ["9074729"]


def test_what_the_model_lacks_is_a_note() -> None:
    details: dict[str, Any] = {
        "identifiers": (ListedIdentifier(scheme="crypto_wallet", value="bc1q"),),
        "relations": (Relation(kind=RelationKind.OWNED_BY, name="Heron"),),
        "remarks": "kept as text",
    }
    notes = properties(a_listing("Kestrel Works", **details))["notes"]
    assert notes == ["crypto_wallet bc1q", "owned by Heron", "kept as text"]


def test_an_address_alone_is_written_in_full() -> None:
    where = (ListedAddress(text="1 Quay Street"),)
    found = properties(a_listing("1 Quay Street", type=EntityType.ADDRESS, addresses=where))
    assert found["full"] == ["1 Quay Street"]


def test_each_designation_is_a_sanction_of_the_entity() -> None:
    listing = a_listing("A", designations=(Designation(program="TEST", start="2026-01-01"),))
    _, sanction = entities_of(listing, ())
    assert sanction["schema"] == "Sanction"
    assert sanction["properties"] == {
        "entity": [entity_id(listing.id)],
        "program": ["TEST"],
        "startDate": ["2026-01-01"],
    }


def test_an_id_has_the_letters_that_the_model_allows() -> None:
    assert entity_id("us_ofac_sdn:7157") == "us-ofac-sdn-7157"
    found = [entity_id(f"own:a:{number}") for number in ("b c", "b-c", "b_c")]
    assert len(set(found)) == 3
    assert all(re.fullmatch(r"[0-9a-zA-Z.-]+", each) for each in found)


def test_what_is_exported_reads_back_the_same(tmp_path: Path) -> None:
    listing = a_listing(
        "Blue Egret",
        weak=("The Bird",),
        type=EntityType.VESSEL,
        identifiers=(ListedIdentifier(scheme="imo", value="9074729"),),
        ties=(CountryTie(code="PA", relation=CountryRelation.FLAG),),
        countries=("PA",),
        programs=("TEST",),
        designations=(Designation(program="TEST"),),
    )
    path = tmp_path / "entities.ftm.json"
    path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in entities_of(listing, ())))
    (found,) = read_all(entities.parse, path, source_of("ftm:a")).listings.values()
    assert found.content == listing.content


@pytest.mark.parametrize(
    ("measures", "topics"),
    [
        ((), []),
        (("asset freeze",), ["sanction"]),
        (("export licence",), ["export.control"]),
        (("export licence", "asset freeze"), ["export.control", "sanction"]),
    ],
)
def test_measures_give_the_topics(measures: tuple[str, ...], topics: list[str]) -> None:
    assert properties(a_listing("A"), *measures).get("topics", []) == topics
