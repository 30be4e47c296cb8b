import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from lists.errors import ListError
from lists.parsers.ftm.entities import parse
from lists.registry import source_of
from screening.listing import (
    CountryRelation,
    Designation,
    EntityType,
    Gender,
    ListedAddress,
    NameKind,
    RelationKind,
)
from tests.parsing import Read, case, read_all, real_list

SOURCE = source_of("ftm:test")
LISTED = ["sanction"]


def an_entity(number: str, schema: str = "Company", /, **properties: Any) -> dict[str, Any]:
    return {
        "id": number,
        "schema": schema,
        "properties": {name: v if isinstance(v, list) else [v] for name, v in properties.items()},
        "datasets": ["xx_list"],
    }


def read(tmp_path: Path, *entities: object) -> Read:
    file = tmp_path / "entities.ftm.json"
    file.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in entities))
    return read_all(parse, file, SOURCE)


def test_a_person_is_read(tmp_path: Path) -> None:
    ada = an_entity(
        "a", "Person", name=["KESTREL, Ada", "Ada Kestrel"], weakAlias="The Tall",
        birthDate="1965-04", nationality="ru", birthCountry="by", gender="female",
        passportNumber="AB123456", birthPlace="Testhaven", position="Director",
        topics=["sanction", "role.pep"], createdAt="2024-01-01",
    )  # fmt: skip
    found = read(tmp_path, {**ada, "caption": "Ada Kestrel"}).listings["a"]
    assert (found.id, found.type) == ("ftm:test:a", EntityType.PERSON)
    assert [name.text for name in found.names] == ["Ada Kestrel", "KESTREL, Ada", "The Tall"]
    assert found.names[2].kind is NameKind.WEAK_ALIAS
    assert (found.dates, found.gender) == (("1965-04",), Gender.FEMALE)
    assert {(tie.code, tie.relation) for tie in found.ties} == {
        ("RU", CountryRelation.NATIONALITY),
        ("BY", CountryRelation.BIRTH),
    }
    assert (found.programs, found.birth_places) == (("xx_list",), ("Testhaven",))
    assert found.remarks == "topics: role.pep; position: Director"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("Organization", EntityType.ORGANISATION), ("PublicBody", EntityType.ORGANISATION),
        ("LegalEntity", EntityType.UNKNOWN), ("Vessel", EntityType.VESSEL),
        ("Airplane", EntityType.AIRCRAFT), ("CryptoWallet", EntityType.UNKNOWN),
    ],
)  # fmt: skip
def test_each_schema_of_a_party_has_its_type(
    tmp_path: Path, schema: str, expected: EntityType
) -> None:
    (found,) = read(tmp_path, an_entity("a", schema, name="X", topics=LISTED)).listings.values()
    assert found.type is expected


def test_a_wallet_is_known_by_its_key(tmp_path: Path) -> None:
    wallet = an_entity("w", "CryptoWallet", publicKey="1BoatSLRHtKNngkdXEeobR76b53LETtpyT")
    wallet["properties"]["topics"] = LISTED
    found = read(tmp_path, wallet).listings["w"]
    assert found.primary_name == found.identifiers[0].value
    assert found.identifiers[0].scheme == "crypto_wallet"


@pytest.mark.parametrize(
    ("schema", "scheme"), [("Vessel", "imo"), ("Company", "imo_company")], ids=["ship", "company"]
)
def test_a_companys_imo_number_is_no_ships(tmp_path: Path, schema: str, scheme: str) -> None:
    entity = an_entity("a", schema, name="X", imoNumber="9074729", topics=LISTED)
    (found,) = read(tmp_path, entity).listings.values()
    assert [number.scheme for number in found.identifiers] == [scheme]


def test_what_is_attached_comes_to_its_owner_wherever_it_stands(tmp_path: Path) -> None:
    sanction = an_entity(
        "s", "Sanction", entity="a", program="TEST", programId="XX-T", authority="Office",
        startDate="2024-02-23", endDate="2030-01-01", reason="It flew.",
    )  # fmt: skip
    address = an_entity("h", "Address", full="1 Quay, Testhaven", city="Testhaven", country="mt")
    passport = an_entity("p", "Passport", holder="a", number="X1234567", country="ru")
    party = an_entity("a", name="Egret", topics=LISTED, addressEntity="h", programId="XX-T")
    found = read(tmp_path, sanction, party, address, passport).listings["a"]
    assert found.designations == (
        Designation(program="TEST", authority="Office", start="2024-02-23", end="2030-01-01"),
    )
    assert found.addresses == (
        ListedAddress(text="1 Quay, Testhaven", city="Testhaven", country="MT"),
    )
    (number,) = found.identifiers
    assert (number.scheme, number.value, number.country) == ("passport", "X1234567", "RU")
    assert "reason: It flew." in found.remarks


def test_an_owner_is_a_relation_with_its_share(tmp_path: Path) -> None:
    owned = an_entity("a", name="Egret", topics=LISTED)
    owner = an_entity("b", name="Heron")
    edge = an_entity("o", "Ownership", owner="b", asset="a", percentage="51")
    found = read(tmp_path, edge, {**owner, "caption": "HERON"}, owned)
    assert set(found.listings) == {"a"}
    (relation,) = found.listings["a"].relations
    assert (relation.kind, relation.name) == (RelationKind.OWNED_BY, "HERON")
    assert relation.listing_id is None
    assert found.listings["a"].remarks.startswith("owned by HERON: percentage 51")


def test_a_relation_to_a_listed_entity_says_which(tmp_path: Path) -> None:
    one, other = (an_entity(number, name=number, topics=LISTED) for number in "ab")
    edge = an_entity("e", "UnknownLink", subject="a", object="b")
    found = read(tmp_path, one, other, edge).listings
    assert [found[n].relations[0].listing_id for n in "ab"] == ["ftm:test:b", "ftm:test:a"]


@pytest.mark.parametrize(
    ("topics", "has_sanction", "expected"),
    [
        pytest.param(["sanction"], False, True, id="sanction"),
        pytest.param(["export.control"], False, True, id="export control"),
        pytest.param(["debarment", "poi"], False, True, id="debarment"),
        pytest.param(["role.pep"], True, False, id="another topic"),
        pytest.param([], True, True, id="no topic, a sanction"),
        pytest.param([], False, False, id="neither"),
    ],
)
def test_a_listed_entity_has_a_topic_or_else_a_sanction(
    tmp_path: Path, topics: list[str], has_sanction: bool, expected: bool
) -> None:
    sanction = an_entity("s", "Sanction", entity="a" if has_sanction else "z", program="TEST")
    found = read(tmp_path, an_entity("a", name="Egret", topics=topics), sanction)
    assert set(found.listings) == ({"a"} if expected else set())
    assert found.reading.counts["related entities"] == (not expected)


def test_namibias_code_is_no_gap(tmp_path: Path) -> None:
    address = an_entity("h", "Address", full="1 Quay", country="na")
    party = an_entity("a", name="Egret", topics=LISTED, jurisdiction="na", addressEntity="h")
    found = read(tmp_path, address, party).listings["a"]
    assert [tie.code for tie in found.ties] == [found.addresses[0].country] == ["NA"]


def test_an_address_may_be_what_is_listed(tmp_path: Path) -> None:
    address = an_entity("h", "Address", full="1 Quay, Testhaven", country="hk", topics=LISTED)
    (found,) = read(tmp_path, address).listings.values()
    assert (found.type, found.primary_name) == (EntityType.ADDRESS, "1 Quay, Testhaven")
    assert found.addresses == (ListedAddress(text="1 Quay, Testhaven", country="HK"),)


def test_a_schema_that_no_rule_knows_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, an_entity("x", "Payment"))
    assert found.reading.counts["unread schema Payment"] == 1


def test_a_listed_entity_without_a_name_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, an_entity("a", topics=LISTED))
    assert found.reading.problems == ["a: this entity has no name"]


def test_the_real_files_are_read() -> None:
    zala = read_all(parse, real_list("opensanctions", "yente_fixtures", "zala"), SOURCE)
    assert (len(zala.listings), zala.reading.counts["related entities"]) == (14, 3)
    assert zala.reading.published == "2026-04-29T12:53:04"
    company = zala.listings["NK-abdzbEBkqyT29GyREbiURZ"]
    assert {"inn", "ogrn"} <= {number.scheme for number in company.identifiers}
    assert len(company.designations) > 10
    assert company.relations
    assert not zala.reading.problems


def test_a_real_set_of_unlisted_entities_has_no_listing() -> None:
    found = read_all(parse, real_list("opensanctions", "yente_fixtures", "parteispenden"), SOURCE)
    assert (len(found.listings), found.reading.counts["related entities"]) == (0, 96)


def test_the_real_deltas_lead_on_from_their_base(tmp_path: Path) -> None:
    fixtures = real_list("opensanctions", "yente_fixtures")
    folder = tmp_path / "set"
    shutil.copytree(fixtures / "t2", folder)
    with pytest.raises(ListError, match="5 deltas without their base"):
        read_all(parse, folder, SOURCE)
    shutil.copy(fixtures / "t1" / "entities.ftm.json", folder)
    before = read_all(parse, fixtures / "t1", SOURCE).listings
    after = read_all(parse, folder, SOURCE).listings
    assert (len(before), len(after)) == (6, 9)
    assert after["NK-2T3S8Hu29ktYnKSTgQp2wL"].primary_name == "Foobar Foobargroup"
    assert "NK-500Poltergeist" not in after


def test_entities_inside_an_entity_are_read(tmp_path: Path) -> None:
    address = {
        "id": "d",
        "schema": "Address",
        "properties": {"full": ["1 Quay"], "country": ["ru"]},
    }
    said = {"program": ["TEST-A"], "startDate": ["2022"]}
    sanction = {"id": "s", "schema": "Sanction", "properties": said}
    passport = {"id": "p", "schema": "Passport", "properties": {"number": ["AB123456"]}}
    ship = {"id": "v", "schema": "Vessel", "caption": "GREY HERON", "properties": {}}
    ownership = {"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": [ship]}}
    heron = an_entity(
        "a", name="Heron Shipping", topics=LISTED, addressEntity=address, sanctions=sanction,
        passports=passport, ownershipOwner=ownership,
    )  # fmt: skip
    found = read(tmp_path, heron).listings
    assert list(found) == ["a"]
    assert [(a.text, a.country) for a in found["a"].addresses] == [("1 Quay", "RU")]
    assert [(d.program, d.start) for d in found["a"].designations] == [("TEST-A", "2022")]
    assert [(i.scheme, i.value) for i in found["a"].identifiers] == [("passport", "AB123456")]
    assert [(r.kind, r.name) for r in found["a"].relations] == [(RelationKind.OWNS, "GREY HERON")]
    assert found["a"].remarks == ""


def test_an_entity_that_is_inside_others_and_listed_itself_is_one_listing(tmp_path: Path) -> None:
    egret = an_entity("b", name="Egret Shipping", topics=LISTED)
    family = {"id": "f", "schema": "Ownership", "properties": {"owner": [egret]}}
    heron = an_entity("a", name="Heron Shipping", topics=LISTED, ownershipAsset=family)
    found = read(tmp_path, heron, egret).listings
    assert sorted(found) == ["a", "b"]
    (relation,) = found["a"].relations
    assert (relation.kind, relation.listing_id) == (RelationKind.OWNED_BY, "ftm:test:b")


def test_the_published_nested_form_is_read_whole() -> None:
    (orelan,) = read_all(parse, case("lists", "07_targets.nested.json"), SOURCE).listings.values()
    assert orelan.addresses == (ListedAddress(text="1 Quay, Testhaven", country="RU"),)
    assert orelan.designations == (
        Designation(program="RUSSIA", authority="X", start="2022-01-01"),
    )
