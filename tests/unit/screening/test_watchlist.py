"""Which listings a subject may be."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listed import a_listing, a_party, a_vessel, hits

from screening.listing import EntityType, ListedAddress, ListedIdentifier, ListedName, Listing
from screening.names.analysis import analyse
from screening.names.asking import is_placeholder
from screening.policy import REVIEW, Policy
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("CUSTOMHOUSE_TEST_DATA", ROOT.parent / "shared" / "data"))
REAL_NAMES = DATA / "lists" / "ofac" / "DERIVED_sdn_names_2025-11-26.jsonl"
SEEDS = (
    a_listing("AO URAL CIVIL AVIATION FACTORY"),
    a_listing("JOINT STOCK COMPANY AKMETRON"),
    a_listing("MILE HAO XIANG TECHNOLOGY CO LTD"),
    a_listing("PT ELECTRONIC"),
    a_listing("SEQUOIA TREUHAND"),
)
IMO = (ListedIdentifier(scheme="imo", value="9074729"),)
GULL = a_listing("GREY GULL", "WHITE TERN", type=EntityType.VESSEL, identifiers=IMO)
TEXT = st.text(st.characters(), max_size=60)
# No list can hold a lone surrogate, since none is UTF-8.
LISTABLE = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
# 0.98 for one joined string leaves room to rise and to fall.
JOINED = a_party("Quillonharrow")


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Ural Civil Aviation Plant", "AO URAL CIVIL AVIATION FACTORY"),
        ("Akmetron JSC", "JOINT STOCK COMPANY AKMETRON"),
        ("Mile Haoxiang Technology", "MILE HAO XIANG TECHNOLOGY CO LTD"),
        ("PT Elektronik", "PT ELECTRONIC"),
    ],
    ids=str,
)
def test_a_seed_name_hits_its_listing_alone(asked: str, listed: str) -> None:
    assert [hit.listing_name for hit in hits(a_party(asked), *SEEDS)] == [listed]


@pytest.mark.parametrize(
    "asked",
    [
        "Sequoia Capital",
        "Ural Ceramics Ltd",
        "International Trading Company",
        "Deutsche Bahn AG",
        "Joint Stock Company",
        "",
        "…",
    ],
)
def test_an_innocent_name_hits_nothing(asked: str) -> None:
    assert hits(a_party(asked), *SEEDS) == ()


def test_an_equal_imo_number_says_that_the_vessel_was_renamed() -> None:
    (hit,) = hits(a_vessel("Morning Star", imo="IMO 9074729"), GULL)
    assert hit.score >= 0.95
    assert hit.reason == (
        "IMO 9074729 is equal; the name differs: 'Morning Star' asked, 'GREY GULL' listed."
    )


def test_a_common_name_with_its_own_place_behind_it_is_surer_than_with_another() -> None:
    listed = a_listing(
        "Cargo Center", countries=("RU",), addresses=(ListedAddress(text="1 Quay", city="Kolpino"),)
    )
    (own,) = hits(a_party("Cargo Center, Kolpino 196655"), listed)
    (other,) = hits(a_party("Cargo Center, Lindholm 17"), listed, threshold=0.0)
    assert "in Kolpino 196655, as listed" in own.reason
    assert own.score > other.score


@pytest.mark.parametrize("asked", ["KESTRELOV V.N.", "Kestrelov VN", "V. N. Kestrelov"])
def test_a_family_name_with_both_initials_is_a_hit(asked: str) -> None:
    person = a_listing("KESTRELOV, Vadim Nikanorovich", type=EntityType.PERSON)
    assert hits(a_party(asked, type=EntityType.PERSON), person)


@pytest.mark.parametrize("asked", ["KESTRELOV N.V.", "KESTRELOV V.A.", "KESTRELOV P.N."])
def test_other_initials_are_another_person(asked: str) -> None:
    person = a_listing("KESTRELOV, Vadim Nikanorovich", type=EntityType.PERSON)
    assert not hits(a_party(asked, type=EntityType.PERSON), person)


def test_a_ship_in_the_field_of_a_party_is_a_hit() -> None:
    ship = a_listing("GREY GULLINGTON", type=EntityType.VESSEL)
    assert hits(a_party("MV Grey Gullington"), ship)
    assert not hits(a_party("Grey Gullington", type=EntityType.PERSON), ship)


def test_two_words_that_are_one_listed_word_are_a_hit() -> None:
    assert hits(a_party("Quillon Harrowmark"), a_listing("Quillonharrowmark Airlines"))


def test_an_equal_imo_number_hits_above_any_threshold() -> None:
    assert hits(a_vessel("Morning Star", imo="9074729"), GULL, threshold=1.0)


def test_different_imo_numbers_count_against() -> None:
    (without,) = hits(a_vessel("Grey Gull"), GULL, threshold=0.0002)
    (other,) = hits(a_vessel("Grey Gull", imo="9176187"), GULL, threshold=0.0002)
    assert other.score < without.score
    assert other.evidence.contradicts == ("IMO 9176187 asked, 9074729 listed",)


def test_an_equal_call_sign_names_nobody() -> None:
    sign = (ListedIdentifier(scheme="call_sign", value="QXAB123"),)
    listed = a_listing("Quillon Harrow", identifiers=sign)
    assert hits(a_party("Kestrel", identifiers=sign), listed) == ()


def test_a_weak_alias_alone_never_hits() -> None:
    listed = a_listing("Quillon Harrow", weak=("The Tall",))
    assert hits(a_party("The Tall"), listed, threshold=0.0002) == ()


def test_a_weak_alias_supports_another_name() -> None:
    listed = a_listing("Quillon Harrow", weak=("The Tall",))
    (alone,) = hits(JOINED, listed)
    (supported,) = hits(a_party("Quillonharrow", "the tall"), listed)
    assert supported.score > alone.score
    assert supported.evidence.supports == ("a weak alias agrees",)


@pytest.mark.parametrize(
    ("subject", "listed", "is_hit"),
    [
        pytest.param(SubjectKind.VESSEL, EntityType.VESSEL, True, id="vessel, vessel"),
        pytest.param(SubjectKind.VESSEL, EntityType.ORGANISATION, False, id="vessel, firm"),
        pytest.param(SubjectKind.PARTY, EntityType.VESSEL, True, id="party, vessel"),
        pytest.param(SubjectKind.PARTY, EntityType.AIRCRAFT, True, id="party, aircraft"),
        pytest.param(SubjectKind.PARTY, EntityType.ORGANISATION, True, id="party, firm"),
        pytest.param(SubjectKind.PARTY, EntityType.UNKNOWN, True, id="party, unknown"),
    ],
)
def test_a_name_matches_what_it_can_be(
    subject: SubjectKind, listed: EntityType, is_hit: bool
) -> None:
    asked = a_vessel("Grey Gull") if subject is SubjectKind.VESSEL else a_party("Grey Gull")
    assert bool(hits(asked, a_listing("GREY GULL", type=listed))) is is_hit


@pytest.mark.parametrize(
    ("asked", "listed", "change"),
    [
        pytest.param(("RU",), ("BY", "RU"), 1, id="agrees"),
        pytest.param(("DE",), ("RU",), -1, id="contradicts"),
        pytest.param((), ("RU",), 0, id="not asked"),
        pytest.param(("DE",), (), 0, id="not listed"),
    ],
)
def test_a_country_lifts_lowers_or_says_nothing(
    asked: tuple[str, ...], listed: tuple[str, ...], change: int
) -> None:
    (alone,) = hits(a_party("Quillonharrow"), a_listing("Quillon Harrow"), threshold=0.0002)
    subject = a_party("Quillonharrow", countries=asked)
    (hit,) = hits(subject, a_listing("Quillon Harrow", countries=listed), threshold=0.0002)
    assert (hit.score > alone.score) - (hit.score < alone.score) == change


def test_the_best_of_several_names_is_kept() -> None:
    asked = a_party("Kestrel", "Quillon Harow", "Quillon Harrow")
    (hit,) = hits(asked, a_listing("Quillon Harrow", "Quillon Harrow Trading"))
    assert hit.matched_name == "Quillon Harrow"
    assert hit.reason.startswith("'Quillon Harrow' matches")


def test_hits_come_surest_first_then_by_listing_id() -> None:
    listings = [a_listing("Quillon Harrow", id=f"own:test:{sign}") for sign in "cab"]
    found = hits(a_party("Quillon Harrow"), a_listing("Quillon Harow"), *listings)
    ids = [hit.listing_id for hit in found]
    assert ids == ["own:test:a", "own:test:b", "own:test:c", "own:test:Quillon Harow"]


def test_a_hit_carries_what_the_listing_says() -> None:
    listing = a_listing("Quillon Harrow", programs=("TEST-1",))
    (hit,) = hits(a_party("Quillon Harrow"), listing)
    assert (hit.source, hit.programs) == ("own:test", ("TEST-1",))
    assert (hit.listing_id, hit.listing_content) == (listing.id, listing.content)


def test_a_score_does_not_depend_on_the_rest_of_the_list() -> None:
    asked = a_party("Ural Civil Aviation Plant")
    assert hits(asked, *SEEDS) == hits(asked, SEEDS[0])


def test_an_empty_watchlist_hits_nothing() -> None:
    assert len(Watchlist.of(())) == 0
    assert hits(a_vessel("Grey Gull", imo="9074729")) == ()


@pytest.mark.parametrize("name", ["…", ""], ids=["signs", "empty"])
def test_a_listed_name_without_words_hits_nothing(name: str) -> None:
    assert hits(a_party(name), a_listing(name), threshold=0.0) == ()


@given(LISTABLE)
@settings(deadline=None, max_examples=60)
def test_a_copy_of_a_listed_name_always_hits(name: str) -> None:
    found = hits(a_party(name), a_listing(name))
    assert bool(found) is (bool(analyse(name).tokens) and not is_placeholder(name))


@given(TEXT, st.sampled_from([0.0, REVIEW, 0.5]))
@settings(deadline=None, max_examples=60)
def test_any_text_gives_the_same_json_hits_twice(name: str, threshold: float) -> None:
    first, second = (hits(a_party(name), *SEEDS, threshold=threshold) for _ in range(2))
    assert first == second
    assert all(0.0 <= hit.score == round(hit.score, 4) <= 1.0 for hit in first)
    assert orjson.loads(orjson.dumps([hit.evidence for hit in first])) is not None


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("q" * 512, id="one repeated letter"),
        pytest.param("harrow " * 73, id="512 characters"),
        pytest.param(" ".join(f"harrow{n}" for n in range(100)), id="100 words"),
        pytest.param("Quillon" + "\u0301" * 10_000, id="10,000 combining marks"),
    ],
)
def test_a_hard_name_hits_itself_alone(name: str) -> None:
    found = hits(a_party(name), a_listing(name, id="own:test:hard"), *SEEDS)
    assert [hit.listing_id for hit in found] == ["own:test:hard"]


PROGRAM = """
from listed import a_listing, a_party, hits
names = ["Quillon Harrow", "Quillon Harow Trading", "Harrow Quillon Ltd", "Kestrel Plant"]
listings = [a_listing(name, countries=("DE", "RU")) for name in names]
for asked in ("Quillon Harrow Trade", "Kestrel Zavod", "Quillonharrow"):
    print(hits(a_party(asked, countries=("RU",)), *listings, threshold=0.001))
"""


def test_another_hash_seed_in_another_process_changes_nothing() -> None:
    said = []
    for seed in ("0", "1", "4242"):
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        call = [sys.executable, "-c", PROGRAM]
        said.append(subprocess.run(call, env=env, check=True, capture_output=True).stdout)
    assert b"Hit(" in said[0]
    assert said[0] == said[1] == said[2]


def a_real_listing(entry: dict[str, Any]) -> Listing:
    names = sorted(entry["names"], key=lambda name: not name["is_primary"])
    return Listing(
        id=f"us_ofac_sdn:{entry['entity_id']}",
        source="us_ofac_sdn",
        type=EntityType.UNKNOWN,
        names=tuple(ListedName(text=name["full_name"]) for name in names),
    )


@cache
def the_real_list() -> Watchlist:
    lines = REAL_NAMES.read_text(encoding="utf-8").splitlines()
    return Watchlist.of(a_real_listing(json.loads(line)) for line in lines)


@pytest.mark.skipif(not REAL_NAMES.exists(), reason="needs the OFAC names under shared/data")
@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("Ural Civil Aviation Plant", 40236),
        ("Akmetron", 49964),
        ("Mile Haoxiang Technology", 49412),
    ],
    ids=str,
)
def test_the_real_list_knows_a_listed_party(asked: str, number: int) -> None:
    subject = Subject(kind=SubjectKind.PARTY, names=(asked,))
    found = the_real_list().screen_subject(subject, Policy())
    assert f"us_ofac_sdn:{number}" in [hit.listing_id for hit in found]


@pytest.mark.parametrize("asked", ["김성호", "金成浩", "Ким Сон Хо", "Kim Sung-ho", "KIM, Song Ho"])
def test_a_korean_person_is_found_in_any_letters(asked: str) -> None:
    person = a_listing("KIM, Song Ho", type=EntityType.PERSON)
    assert hits(a_party(asked, type=EntityType.PERSON), person)
