from pathlib import Path

import pytest
from lxml import etree

from lists.errors import ListError
from lists.parsers.ch.seco import parse
from lists.parsers.ch.treatment import TREATMENT
from lists.reading.parsed import read_list
from lists.registry import source_of
from screening.listing import (
    CountryRelation,
    EntityType,
    Gender,
    Listing,
    NameKind,
    PartKind,
    RelationKind,
)
from tests.parsing import Read, case, read_all, real_list
from tests.xml_samples import lost, marked_entry

SOURCE = source_of("ch_seco")
PROGRAM = (
    '<sanctions-program ssid="20"><program-key lang="ger">Quai</program-key>'
    '<program-key lang="eng">Quay</program-key><program-name lang="eng">Ordinance</program-name>'
    '<sanctions-set ssid="43" lang="eng">article 12</sanctions-set><origin>EU</origin>'
    "</sanctions-program>"
)
PLACE = (
    '<place ssid="29"><location>Minsk</location><location-variant>Mensk</location-variant>'
    '<area>Centre</area><country iso-code="BY">Belarus</country></place>'
)
BODIES = {"individual", "entity", "object"}
# What only chooses between words has no word of its own.
CODED = {
    "identity/address@current",
    "identity/name/name-part@order",
    "identity/name@quality",
    "identity@main",
}


def part(value: str, kind: str = "whole-name", order: int = 1, more: str = "") -> str:
    return (
        f'<name-part order="{order}" name-part-type="{kind}"><value>{value}</value>{more}'
        "</name-part>"
    )


def name(parts: str, kind: str = "primary-name", quality: str = "good") -> str:
    return f'<name name-type="{kind}" quality="{quality}" lang="eng">{parts}</name>'


EGRET = name(part("EGRET WORKS"))


def change(kind: str, day: str) -> str:
    return f'<modification modification-type="{kind}" effective-date="{day}"/>'


def target(
    identity: str = EGRET, *, body: str = "entity", more: str = "", after: str = "", ssid: str = "7"
) -> str:
    tag, _, _ = body.partition(" ")
    return (
        f'<target ssid="{ssid}"><sanctions-set-id>43</sanctions-set-id><{body}>'
        f'<identity main="true">{identity}</identity>{more}</{tag}>{after}</target>'
    )


def read(folder: Path, *elements: str, kind: str = "whole-list", partly: bool = False) -> Read:
    file = folder / "list.xml"
    head = f'<swiss-sanctions-list list-type="{kind}" date="2026-08-27">'
    file.write_text(f"{head}{''.join(elements)}</swiss-sanctions-list>")
    return read_all(parse, file, SOURCE, allow_incomplete=partly)


def one(folder: Path, *elements: str) -> Listing:
    return read(folder, PROGRAM, PLACE, *elements).listings["7"]


def test_the_parts_of_a_name_are_joined_in_their_order(tmp_path: Path) -> None:
    parts = part("Grey", "given-name", 2) + part("Heron", "family-name", 1) + part("Dr", "title", 3)
    found = one(tmp_path, target(name(parts), body="individual")).names[0]
    assert (found.text, found.kind) == ("Heron Grey", NameKind.PRIMARY)
    assert [each.kind for each in found.parts] == [PartKind.FAMILY, PartKind.GIVEN, PartKind.TITLE]


@pytest.mark.parametrize(
    ("kind", "quality", "expected"),
    [
        ("alias", "good", NameKind.ALIAS),
        ("alias", "low", NameKind.WEAK_ALIAS),
        ("formerly-known-as", "good", NameKind.PREVIOUS),
        ("nickname", "good", NameKind.ALIAS),
    ],
)
def test_type_and_quality_are_the_kind_of_a_name(
    tmp_path: Path, kind: str, quality: str, expected: NameKind
) -> None:
    found = one(tmp_path, target(EGRET + name(part("ARDEA"), kind, quality)))
    assert [each.kind for each in found.names] == [NameKind.PRIMARY, expected]


def test_each_spelling_is_an_alias_of_no_script_where_it_is_mixed(tmp_path: Path) -> None:
    def spelt(text: str, script: str) -> str:
        return f'<spelling-variant lang="RUS" script="{script}">{text}</spelling-variant>'

    both = spelt("Цапля", "CYRL") + spelt("Tsaplya", "LATN") + spelt("Caplja", "LATN")
    parts = part("Caplya", "family-name", 1, both) + part("Gray", "given-name", 2)
    found = one(tmp_path, target(name(parts), body="individual")).names
    assert [(each.text, each.language, each.kind) for each in found] == [
        ("Caplya Gray", "eng", NameKind.PRIMARY),
        ("Caplja Gray", "rus", NameKind.ALIAS),
        ("Tsaplya Gray", "rus", NameKind.ALIAS),
        ("Цапля Gray", "rus", NameKind.ALIAS),
    ]
    assert {each.script for each in found} == {None}


def test_a_name_wholly_spelt_in_a_script_says_which(tmp_path: Path) -> None:
    spelt = '<spelling-variant lang="RUS" script="CYRL">Цапля</spelling-variant>'
    found = one(tmp_path, target(name(part("Caplya", more=spelt)))).names[1]
    assert (found.text, found.script) == ("Цапля", "Cyrl")


@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
def test_places_may_stand_before_or_after_the_targets(tmp_path: Path, is_before: bool) -> None:
    said = '<address place-id="29"><address-details>1 Quay</address-details></address>'
    said += '<place-of-birth place-id="29"/>'
    elements = [PROGRAM, PLACE, target(EGRET + said)]
    found = read(tmp_path, *(elements if is_before else reversed(elements))).listings["7"]
    assert found.addresses[0].text == "1 Quay, Minsk, Centre, Belarus"
    assert (found.birth_places, found.countries) == (("Minsk, Centre, Belarus",), ("BY",))
    assert (found.programs, "Minsk also: Mensk" in found.remarks) == (("Quay",), True)


def test_a_place_that_is_missing_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, PROGRAM, target(EGRET + '<place-of-birth place-id="30"/>'))
    assert found.reading.counts["unread reference to a place"] == 1


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ('year="1980" month="3" day="23"', "1980-03-23"),
        ('year="1980" month="3"', "1980-03"),
        ('year="1980" day="23" calendar="Gregorian"', "1980"),
    ],
)
def test_a_date_stays_as_exact_as_it_is(tmp_path: Path, said: str, date: str) -> None:
    assert one(tmp_path, target(f"{EGRET}<day-month-year {said}/>")).dates == (date,)


@pytest.mark.parametrize(
    ("body", "kind", "relation"),
    [
        ('individual sex="male"', EntityType.PERSON, CountryRelation.NATIONALITY),
        ("entity", EntityType.ORGANISATION, CountryRelation.NATIONALITY),
        ('object object-type="vessel"', EntityType.VESSEL, CountryRelation.FLAG),
        ('object object-type="aircraft"', EntityType.AIRCRAFT, CountryRelation.FLAG),
        ("object", EntityType.UNKNOWN, CountryRelation.NATIONALITY),
    ],
)
def test_the_body_of_a_target_is_its_type(
    tmp_path: Path, body: str, kind: EntityType, relation: CountryRelation
) -> None:
    country = '<nationality><country iso-code="BY">Belarus</country></nationality>'
    found = one(tmp_path, target(EGRET + country, body=body))
    assert (found.type, found.ties[0].relation) == (kind, relation)
    assert found.gender is (Gender.MALE if "sex" in body else None)


def test_a_document_becomes_an_identifier(tmp_path: Path) -> None:
    said = '<issuer code="BY">Belarus</issuer><expiry-date>2019-01-01</expiry-date>'
    document = (
        '<identification-document document-type="diplomatic-passport"><number>D7</number>'
        f"{said}</identification-document>"
    )
    found = one(tmp_path, target(EGRET + document))
    (number,) = found.identifiers
    assert (number.scheme, number.value, number.country) == ("passport", "D7", "BY")
    assert "diplomatic-passport: D7, Belarus, BY, 2019-01-01" in found.remarks


def test_justification_and_other_information_are_kept_with_their_numbers(tmp_path: Path) -> None:
    more = (
        "<justification>Builds quays.</justification>"
        "<other-information>IMO Number: 9074729</other-information>"
    )
    ship = one(tmp_path, target(body='object object-type="vessel"', more=more))
    assert [(each.scheme, each.value) for each in ship.identifiers] == [("imo", "9074729")]
    assert "Builds quays.; IMO Number: 9074729" in ship.remarks


def test_a_relation_names_the_other_target(tmp_path: Path) -> None:
    more = '<relation target-id="8" relation-type="owned-by"/><relation target-id="9"/>'
    other = target(name(part("HERON HOLDING")), ssid="8")
    owner, unknown = one(tmp_path, target(more=more), other).relations
    assert (owner.kind, owner.name, owner.listing_id) == (
        RelationKind.OWNED_BY,
        "HERON HOLDING",
        "ch_seco:8",
    )
    assert (unknown.name, unknown.listing_id) == ("target 9", None)


def test_the_designation_starts_with_the_last_listing(tmp_path: Path) -> None:
    after = change("amended", "2024-01-02") + change("listed", "2020-05-06")
    found = read(tmp_path, PROGRAM, target(after=after))
    (designation,) = found.listings["7"].designations
    assert (designation.program, designation.start) == ("Quay", "2020-05-06")
    assert designation.legal_basis == "Ordinance; article 12"
    assert found.reading.parts == {"Quay": 1}


@pytest.mark.parametrize(
    ("changes", "is_listed"),
    [
        ([("de-listed", "2020-01-01"), ("listed", "2015-01-01")], False),
        ([("de-listed", "2020-01-01")], False),
        ([("listed", "2020-01-01"), ("de-listed", "2015-01-01")], True),
        ([("amended", "2020-01-01"), ("de-listed", "2020-06-01")], False),
        ([("amended", "2020-06-01"), ("de-listed", "2020-01-01")], True),
        ([("listed", "2020-01-01"), ("de-listed", "2020-01-01")], True),
        ([("de-listed", "2020-01-01"), ("listed", "2021-01-01")], True),
        ([("de-listed", "2026-09-01"), ("listed", "2015-01-01")], True),
        ([], True),
    ],
)
def test_the_latest_change_decides_whether_a_target_is_listed(
    tmp_path: Path, changes: list[tuple[str, str]], is_listed: bool
) -> None:
    found = read(tmp_path, PROGRAM, target(after="".join(change(*each) for each in changes)))
    assert (len(found.listings), found.reading.counts["de-listed"]) == (is_listed, not is_listed)


def test_a_coming_end_stays_visible(tmp_path: Path) -> None:
    found = one(tmp_path, target(after=change("de-listed", "2026-09-01")))
    assert found.designations[0].end == "2026-09-01"


def test_what_a_change_repeats_is_not_read(tmp_path: Path) -> None:
    old = f"<modification modification-type='amended'><removed>{target(ssid='8')}</removed>"
    found = read(tmp_path, PROGRAM, target(after=f"{old}</modification>"))
    assert list(found.listings) == ["7"]
    assert not found.reading.counts


def test_a_list_of_changes_alone_needs_to_be_allowed(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="not the whole list"):
        read(tmp_path, target(), kind="delta")
    assert read(tmp_path, target(), kind="delta", partly=True).reading.incomplete


@pytest.mark.parametrize("body", sorted(BODIES))
def test_nothing_that_the_table_names_is_lost(tmp_path: Path, body: str) -> None:
    others = BODIES - {body}
    read_so = {
        path: how
        for path, how in TREATMENT.items()
        if path.partition("/")[0].partition("@")[0] not in others
    }
    entry, words = marked_entry("target", read_so)
    read(tmp_path, etree.tostring(entry, encoding="unicode"))
    (line,) = read_list(parse, tmp_path / "list.xml", SOURCE).lines
    coded = {f"{body}/{path}" for path in CODED} | {f"{body}@object-type"}
    assert lost(words, read_so, line.decode()) <= coded


def test_a_target_that_stands_twice_says_what_either_says(tmp_path: Path) -> None:
    found = read(tmp_path, PROGRAM, target(), target())
    assert (list(found.listings), found.reading.counts["repeated_entities"]) == (["7"], 1)


def test_a_target_of_no_kind_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, '<target ssid="7"/>', '<target ssid="8"><entity/></target>')
    assert (found.listings, found.reading.counts["errors"]) == ({}, 2)


def test_an_amendment_that_stands_before_a_later_delisting_keeps_nobody_listed() -> None:
    found = read_all(parse, case("lists", "10_seco_order.xml"), SOURCE)
    assert (sorted(found.listings), found.reading.counts["de-listed"]) == (["64393"], 1)


def test_the_start_is_the_day_of_the_latest_listing(tmp_path: Path) -> None:
    changes = change("listed", "2015-01-01") + change("listed", "2021-05-06")
    (designation,) = one(tmp_path, target(after=changes)).designations
    assert designation.start == "2021-05-06"


def test_the_real_sample_is_read_whole() -> None:
    file = real_list("ch", "swiss-sanctions-list_2026-08-27_TRIMMED3.xml")
    found = read_all(parse, file, SOURCE)
    assert sorted(found.listings) == ["34461", "46130"]
    assert found.reading.counts == {"de-listed": 1}
    assert found.listings["34461"].identifiers[0].value == "8405270"
