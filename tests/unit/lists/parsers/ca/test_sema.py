from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.ca.sema import parse
from lists.registry import source_of
from screening.listing import EntityType, Listing, NameKind, PartKind
from tests.parsing import Read, case, read_all, real_list

SOURCE = source_of("ca_sema")
EGRET = {
    "Country": "Russia / Russie",
    "LastName": "EGRET\u00a0",
    "GivenName": "Grey ",
    "Aliases": "Gray Egret; Серая Цапля",
    "DateOfBirthOrShipBuildDate": "1970-05",
    "Schedule": "1, Part 1",
    "Item": "7",
    "DateOfListing": "44616",
}
SHIP = {
    "Country": "Iran",
    "EntityOrShip": "HERON",
    "TitleOrShip": "Oil Tanker",
    "ShipIMONumber": "9074729",
    "DateOfBirthOrShipBuildDate": "1999",
}


def written(folder: Path, *records: dict[str, str]) -> Path:
    file = folder / "sema.xml"
    rows = ("".join(f"<{k}>{v}</{k}>" for k, v in record.items()) for record in records)
    body = "".join(f"<record>{row}</record>" for row in rows)
    file.write_text(f"<?xml version='1.0'?><data-set>{body}</data-set>", encoding="utf-8")
    return file


def read(folder: Path, *records: dict[str, str]) -> Read:
    return read_all(parse, written(folder, *records), SOURCE)


def only(folder: Path, record: dict[str, str]) -> Listing:
    (listing,) = read(folder, record).listings.values()
    return listing


def test_a_persons_name_has_its_parts_and_aliases(tmp_path: Path) -> None:
    egret = only(tmp_path, EGRET)
    assert [name.text for name in egret.names] == ["Grey EGRET", "Gray Egret", "Серая Цапля"]
    assert [part.kind for part in egret.names[0].parts] == [PartKind.GIVEN, PartKind.FAMILY]
    assert egret.names[1].kind is NameKind.ALIAS
    assert "aliases: Gray Egret; Серая Цапля" in egret.remarks


def test_the_regulations_schedule_and_day_make_the_designation(tmp_path: Path) -> None:
    (found,) = only(tmp_path, EGRET).designations
    assert found.program == "Russia / Russie"
    assert found.legal_basis == "Schedule 1, Part 1, item 7"
    assert found.start == "2022-02-24"


def test_a_ship_has_its_number_type_and_year(tmp_path: Path) -> None:
    ship = only(tmp_path, SHIP)
    assert (ship.type, ship.dates, ship.remarks) == (
        EntityType.VESSEL, ("1999",), "type of ship: Oil Tanker"
    )  # fmt: skip
    assert [(found.scheme, found.value) for found in ship.identifiers] == [("imo", "9074729")]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"Item": "8", "Schedule": "1, Part 2"}, id="renumbered"),
        pytest.param({"LastName": "Egret"}, id="other capitals and blanks"),
        pytest.param({"Country": "Russia"}, id="one language"),
        pytest.param({"Aliases": "Grey Bird", "DateOfListing": "2022-02-25"}, id="other facts"),
    ],
)
def test_an_id_survives_what_does_not_change_the_entry(
    tmp_path: Path, change: dict[str, str]
) -> None:
    assert only(tmp_path, EGRET | change).id == only(tmp_path, EGRET).id


def test_an_id_changes_with_the_name_and_the_country(tmp_path: Path) -> None:
    changed = [EGRET, EGRET | {"GivenName": "Great"}, EGRET | {"Country": "Belarus"}]
    assert len({only(tmp_path, record).id for record in changed}) == 3


def test_a_renamed_ship_keeps_its_id(tmp_path: Path) -> None:
    assert only(tmp_path, SHIP | {"EntityOrShip": "EGRET"}).id == only(tmp_path, SHIP).id


def test_namesakes_are_numbered_by_their_day_whatever_their_order(tmp_path: Path) -> None:
    later = EGRET | {"DateOfListing": "2023-01-01"}
    alone = only(tmp_path, EGRET).id.removeprefix("ca_sema:")
    one, other = read(tmp_path, EGRET, later).listings, read(tmp_path, later, EGRET).listings
    assert one == other
    assert sorted(one) == [alone, f"{alone}-2"]
    assert one[alone].designations[0].start == "2022-02-24"


def test_an_element_that_no_rule_knows_is_counted_and_kept(tmp_path: Path) -> None:
    found = read(tmp_path, SHIP | {"Colour": "grey"})
    assert found.reading.counts["unread element Colour"] == 1
    assert "Colour: grey" in next(iter(found.listings.values())).remarks


def test_an_entry_without_a_name_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, SHIP, {"Country": "Iran", "Item": "3"})
    assert found.reading.counts["errors"] == 1
    assert found.reading.problems[0].startswith("sema.xml, record 2")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"<html><body>Error</body></html>", "web page"),
        (b"<data-set><record><Country>Iran</Country>", "not XML"),
        (b"<data-set/>", "no <record>"),
        (b"PK\x03\x04", "not XML"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "sema.xml"
    file.write_bytes(content)
    with pytest.raises(ListError, match=message):
        read_all(parse, file, SOURCE)


def test_the_real_list_is_read_whole() -> None:
    found = read_all(parse, real_list("ca", "sema-lmes_2025.xml"), SOURCE)
    types = [listing.type for listing in found.listings.values()]
    assert len(types) == 4_759
    assert types.count(EntityType.VESSEL) == 109
    assert sum(found.reading.parts.values()) == 4_759
    assert not found.reading.counts


FRENCH = {
    "Country": "Pays", "LastName": "NomDeFamille", "GivenName": "Prenom", "Aliases": "Pseudonymes",
    "DateOfBirthOrShipBuildDate": "DateDeNaissance", "Schedule": "Annexe",
    "Item": "NumeroDarticle", "DateOfListing": "DateDinscription", "EntityOrShip": "Entite",
    "TitleOrShip": "Titre", "ShipIMONumber": "NumeroOMI",
}  # fmt: skip


def test_elements_named_in_two_languages_are_the_same_elements(tmp_path: Path) -> None:
    bilingual = [
        {f"{name}-{FRENCH[name]}": text for name, text in record.items()}
        for record in (EGRET, SHIP)
    ]
    found = read(tmp_path, *bilingual)
    assert found.reading.not_read == ()
    assert found.listings == read(tmp_path, EGRET, SHIP).listings


def test_an_element_that_no_rule_knows_is_told_with_its_count(tmp_path: Path) -> None:
    found = read(tmp_path, EGRET | {"OtherNames": "Bittern"}, SHIP | {"Colour": "grey"})
    assert [(each.what, each.times, each.may_hold_names) for each in found.reading.not_read] == [
        ("element Colour", 1, False), ("element OtherNames", 1, True),
    ]  # fmt: skip


def test_the_names_of_elements_since_august_2026_are_known() -> None:
    found = read_all(parse, case("ca_sema_2026_names.xml"), SOURCE)
    assert sorted(listing.primary_name for listing in found.listings.values()) == [
        "Arvel Zarinovich Kestrelov", "Talimir Orlanovich Heronin",
        "Veslav Kestrelovich Zarinfamov",
    ]  # fmt: skip
    assert found.reading.not_read == ()
