"""Listings as entities of FollowTheMoney."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from listed import a_listing
from parsing import read_all

from lists.ftm.export import entities_of
from lists.ftm.ids import entity_id
from lists.parsers.ftm import entities
from lists.reading.building import Draft
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
    Measure,
    NameKind,
    NamePart,
    PartKind,
    Relation,
    RelationKind,
)


def properties(listing: Listing) -> dict[str, list[str]]:
    found: dict[str, list[str]] = next(entities_of(listing))["properties"]
    return found


def beside(listing: Listing, schema: str) -> list[dict[str, list[str]]]:
    """Return the properties of the entities of a schema beside the listing's own."""
    return [each["properties"] for each in entities_of(listing) if each["schema"] == schema][
        schema == "Address" and listing.type is EntityType.ADDRESS :
    ]


def read_back(listing: Listing, folder: Path) -> Listing:
    path = folder / "entities.ftm.json"
    path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in entities_of(listing)))
    (found,) = read_all(entities.parse, path, source_of("ftm:a")).listings.values()
    return found


def test_names_go_by_their_kind() -> None:
    found = properties(a_listing("Kestrel Works", weak=("The Bird",)))
    assert found == {
        "name": ["Kestrel Works"], "weakAlias": ["The Bird"], "topics": ["sanction"],
    }  # fmt: skip


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
        "notes": ["date: about 1965"],
        "topics": ["sanction"],
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
        "dates": ("1960 to 1965",),
        "birth_places": ("Tilehaven",),
        "relations": (Relation(kind=RelationKind.OWNED_BY, name="Heron"),),
        "remarks": "kept as text",
    }
    notes = properties(a_listing("Kestrel Works", **details))["notes"]
    assert notes == [
        "date: 1960 to 1965", "birth place: Tilehaven", "owned by Heron", "kept as text",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "schema", "expected"),
    [
        (("crypto_wallet", "bc1q", None), "Identification", {"type": ["crypto_wallet"]}),
        (("inn", "7700000001", "RU"), "Identification", {"type": ["inn"], "country": ["ru"]}),
        (("national_id", "X1", None), "Identification", {"type": ["national_id"]}),
        (("passport", "AB1", "TD"), "Passport", {"country": ["td"]}),
    ],
)
def test_a_number_that_a_property_cannot_hold_whole_has_a_document(
    number: tuple[str, str, str | None], schema: str, expected: dict[str, list[str]]
) -> None:
    scheme, value, country = number
    listed = ListedIdentifier(scheme=scheme, value=value, country=country)
    (found,) = beside(a_listing("Kestrel Works", identifiers=(listed,)), schema)
    assert found == {"holder": [entity_id("own:test:Kestrel Works")], "number": [value], **expected}


def test_a_number_that_its_property_holds_whole_has_no_document() -> None:
    number = ListedIdentifier(scheme="inn", value="7700000001")
    assert beside(a_listing("Kestrel Works", identifiers=(number,)), "Identification") == []


def test_an_address_is_written_with_its_parts() -> None:
    address = ListedAddress(
        text="1 Quay, Reed, Mali", street="1 Quay", city="Reed", region="R", postal_code="7",
        country="ML",
    )  # fmt: skip
    listing = a_listing("Kestrel Works", addresses=(address,), countries=("ML",))
    assert beside(listing, "Address") == [
        {
            "full": ["1 Quay, Reed, Mali"], "street": ["1 Quay"], "city": ["Reed"],
            "region": ["R"], "postalCode": ["7"], "country": ["ml"],
        }
    ]  # fmt: skip
    assert properties(listing)["address"] == ["1 Quay, Reed, Mali"]
    assert "country" not in properties(listing)


def test_an_address_alone_is_written_in_full() -> None:
    where = (ListedAddress(text="1 Quay Street"),)
    found = properties(a_listing("1 Quay Street", type=EntityType.ADDRESS, addresses=where))
    assert found["full"] == ["1 Quay Street"]


def test_each_designation_is_a_sanction_of_the_entity() -> None:
    listing = a_listing("A", designations=(Designation(program="TEST", start="2026-01-01"),))
    assert beside(listing, "Sanction") == [
        {
            "entity": [entity_id(listing.id)],
            "program": ["TEST"],
            "startDate": ["2026-01-01"],
            "provisions": ["freeze"],
        }
    ]


def test_an_id_has_the_letters_that_the_model_allows() -> None:
    assert entity_id("us_ofac_sdn:7157") == "us-ofac-sdn-7157"
    found = [entity_id(f"own:a:{number}") for number in ("b c", "b-c", "b_c")]
    assert len(set(found)) == 3
    assert all(re.fullmatch(r"[0-9a-zA-Z.-]+", each) for each in found)


def test_what_is_exported_reads_back_the_same(tmp_path: Path) -> None:
    draft = Draft(type=EntityType.ORGANISATION)
    draft.name("Blue Egret Works (BLEGWO)")
    draft.name("The Bird", NameKind.WEAK_ALIAS)
    draft.name("Egret Yard", NameKind.PREVIOUS)
    for scheme in ("inn", "crypto_wallet", "national_id", "imo_company", "bik", "passport"):
        draft.number(scheme, "9074729", "RU")
        draft.number(scheme, "5571322")
    draft.address("1 Quay", city="Reed", region="North", postal_code="7", country="Mali")
    draft.whole_address("2 Quay")
    for date in ("1965-03", "about 1970", "1960 to 1965"):
        draft.date(date)
    draft.tie("PA", CountryRelation.REGISTRATION)
    draft.birth_places.append("Tilehaven")
    draft.program("TEST-A", authority="X", legal_basis="Order 7", start="2020-01-01", end="2030")
    draft.program("TEST-B")
    draft.remark("kept as text")
    listing = draft.finish("us_bis_dpl", "7")
    found = read_back(listing, tmp_path)
    same = {"id": listing.id, "source": listing.source}
    assert replace(found, **same) == listing


@pytest.mark.parametrize("measure", Measure)
def test_what_a_listing_means_reads_back_the_same(tmp_path: Path, measure: Measure) -> None:
    draft = Draft(measures=(measure,))
    draft.name("Blue Egret")
    draft.program("TEST")
    assert read_back(draft.finish("own:a", "7"), tmp_path).measures == (measure,)


@pytest.mark.parametrize(
    ("measures", "topics"),
    [
        ((Measure.FREEZE,), ["sanction"]),
        ((Measure.MENU, Measure.SECTORAL), ["sanction"]),
        ((Measure.EXPORT_LICENCE,), ["export.control"]),
        ((Measure.EXPORT_DENIAL, Measure.FREEZE), ["export.control", "sanction"]),
        ((Measure.UNVERIFIED,), ["export.risk"]),
        ((Measure.ADVISORY,), ["trade.risk"]),
    ],
)
def test_measures_give_the_topics(measures: tuple[Measure, ...], topics: list[str]) -> None:
    assert properties(a_listing("A", measures=measures))["topics"] == topics
