from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lists.canonical import from_json, hash_of_list, to_json, with_content
from lists.parsers.us_ofac.legacy_csv import parse
from lists.reading.parsed import Reading
from lists.registry import source_of
from screening.listing import (
    Designation,
    EntityType,
    Gender,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    Measure,
    NameKind,
    Relation,
    RelationKind,
)

EGRET = Listing(
    id="own:a:1", source="own:a", type=EntityType.VESSEL, names=(ListedName(text="EGRET"),)
)


def test_a_listing_survives_the_round_trip(ofac_set: Path) -> None:
    found = list(parse(ofac_set, source_of("us_ofac_sdn"), Reading(), allow_incomplete=False))
    assert [from_json(to_json(listing)) for listing in found] == found


def test_measures_are_kept_and_are_content() -> None:
    menu = (Measure.MENU, Measure.SECTORAL)
    found = replace(EGRET, designations=(Designation(program="X", measures=menu),), measures=menu)
    assert from_json(to_json(found)) == found
    assert with_content(found).content != with_content(replace(found, measures=())).content


ADDRESS = ListedAddress(text="1 Reed Street, Testhaven")
OWNER = Relation(kind=RelationKind.OWNED_BY, name="Heron Works")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"names": (ListedName(text="GREAT EGRET"),)}, id="names"),
        pytest.param({"names": (ListedName(text="EGRET", kind=NameKind.WEAK_ALIAS),)}, id="weak"),
        pytest.param(
            {"identifiers": (ListedIdentifier(scheme="imo", value="9074729"),)}, id="identifiers"
        ),
        pytest.param({"addresses": (ADDRESS,)}, id="addresses"),
        pytest.param({"countries": ("PA",)}, id="countries"),
        pytest.param({"dates": ("1965",)}, id="dates"),
        pytest.param({"type": EntityType.ORGANISATION}, id="type"),
        pytest.param({"programs": ("TEST",)}, id="programmes"),
        pytest.param({"measures": (Measure.ADVISORY,)}, id="measures"),
        pytest.param({"relations": (OWNER,)}, id="relations"),
        pytest.param({"gender": Gender.MALE}, id="gender"),
    ],
)
def test_what_a_clearance_rests_on_is_content(change: dict[str, Any]) -> None:
    assert with_content(replace(EGRET, **change)).content != with_content(EGRET).content


RICH = replace(
    EGRET,
    names=(ListedName(text="EGRET"), ListedName(text="HERON", kind=NameKind.ALIAS)),
    identifiers=(
        ListedIdentifier(scheme="imo", value="9074729"),
        ListedIdentifier(scheme="mmsi", value="123456789"),
    ),
    addresses=(ADDRESS, ListedAddress(text="2 Reed Street")),
    dates=("1965", "1970-01"),
    programs=("A", "B"),
    relations=(OWNER, Relation(kind=RelationKind.OWNS, name="Quill Works")),
)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"remarks": "vessel type: Tanker"}, id="remarks"),
        pytest.param({"birth_places": ("Reedtown",)}, id="birth places"),
        pytest.param({"names": RICH.names[::-1]}, id="order of names"),
        pytest.param({"identifiers": RICH.identifiers[::-1]}, id="order of numbers"),
        pytest.param({"addresses": RICH.addresses[::-1]}, id="order of addresses"),
        pytest.param({"dates": RICH.dates[::-1]}, id="order of dates"),
        pytest.param({"programs": RICH.programs[::-1]}, id="order of programmes"),
        pytest.param({"relations": RICH.relations[::-1]}, id="order of relations"),
        pytest.param(
            {"designations": (Designation(program="A", start="2024-01-01"),)}, id="since when"
        ),
    ],
)
def test_what_no_clearance_rests_on_is_no_content(change: dict[str, Any]) -> None:
    assert with_content(replace(RICH, **change)).content == with_content(RICH).content


def test_what_a_relation_is_counts_where_every_format_says_it() -> None:
    def content(source: str, kind: RelationKind) -> str:
        relation = Relation(kind=kind, name="Heron Works")
        return with_content(replace(EGRET, source=source, relations=(relation,))).content

    linked, owned = RelationKind.LINKED_TO, RelationKind.OWNED_BY
    assert content("un_sc", linked) != content("un_sc", owned)
    assert content("us_ofac_sdn", linked) == content("us_ofac_sdn", owned)


def test_a_listing_is_one_line_the_same_every_time() -> None:
    line = to_json(EGRET)
    assert line == to_json(replace(EGRET))
    assert b"\n" not in line


def test_content_does_not_depend_on_an_earlier_hash() -> None:
    assert with_content(replace(EGRET, content="x")) == with_content(EGRET)


def test_content_is_what_matching_relies_on() -> None:
    noted = with_content(replace(EGRET, remarks="new"))
    assert noted.content == with_content(EGRET).content
    listed = with_content(replace(EGRET, programs=("TEST",)))
    assert listed.content != with_content(EGRET).content


def test_order_case_and_signs_are_not_content() -> None:
    one, two = ListedName(text="Egret, Ltd."), ListedName(text="GREY HERON", kind=NameKind.ALIAS)
    ordered = with_content(replace(EGRET, names=(one, two)))
    turned = replace(EGRET, names=(replace(two, text="grey heron"), replace(one, text="EGRET LTD")))
    assert with_content(turned).content == ordered.content


def test_the_hash_of_a_list_has_64_digits() -> None:
    assert len(hash_of_list(b"")) == 64


def test_a_line_of_before_genders_can_be_read() -> None:
    assert b"gender" not in to_json(EGRET)
    assert from_json(to_json(EGRET)) == EGRET


def test_a_gender_comes_back_and_is_content() -> None:
    heron = replace(EGRET, gender=Gender.FEMALE)
    assert from_json(to_json(heron)) == heron
    assert with_content(heron).content != with_content(EGRET).content


def test_the_order_of_a_names_words_is_not_content() -> None:
    turned = replace(EGRET, names=(ListedName(text="Heron, Grey"),))
    plain = replace(EGRET, names=(ListedName(text="GREY HERON"),))
    assert with_content(turned).content == with_content(plain).content


@pytest.mark.parametrize(("source", "counts"), [("us_ofac_sdn", False), ("un_sc", True)])
def test_a_name_in_its_own_script_is_content_unless_only_some_formats_have_it(
    source: str, counts: bool
) -> None:
    latin = replace(EGRET, source=source)
    native = ListedName(text="Цапля", script="Cyrl")
    both = replace(latin, names=(*latin.names, native))
    assert (with_content(both).content != with_content(latin).content) is counts
