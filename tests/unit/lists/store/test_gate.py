import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lists.errors import ListError
from lists.reading.parsed import ParsedList, Reading
from lists.registry import source_of
from lists.snapshot import ListState
from lists.store.gate import check, refusal

OFAC = source_of("us_ofac_sdn")
OWN = source_of("own:a")


def objections(*args: object, **how: object) -> str:
    return "; ".join(check(*args, **how))  # type: ignore[arg-type]


def a_list(entries: int, *, parts: dict[str, int] | None = None, **shape: int) -> ParsedList:
    named = {name.replace("_", " "): count for name, count in shape.items()}
    reading = Reading(parts=Counter(parts or {}))
    return ParsedList(lines=(b"{}",) * entries, shape=Counter(named), reading=reading)


def in_force(parsed: ParsedList) -> ListState:
    return ListState(
        source="us_ofac_sdn",
        sha256="0" * 64,
        entries=len(parsed.lines),
        shape=parsed.shape,
        parts=parsed.reading.parts,
        counts={},
        published=None,
        incomplete=False,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


HUNDRED = in_force(a_list(100))


def test_an_empty_list_never_passes() -> None:
    with pytest.raises(ListError, match="no entry"):
        check(a_list(0), OWN, None)


def test_a_download_must_be_whole() -> None:
    assert re.search(
        "7999 entries; a whole list has at least 8000",
        objections(a_list(7_999), OFAC, None, downloaded=True),
    )
    assert not check(a_list(8_000), OFAC, None, downloaded=True)


def test_files_from_disk_may_be_an_excerpt() -> None:
    assert not check(a_list(1), OFAC, None)


def test_a_published_list_may_shrink_by_a_tenth_and_no_more() -> None:
    assert not check(a_list(90), OFAC, HUNDRED)
    assert re.search(
        "89 entries where the one in force has 100", objections(a_list(89), OFAC, HUNDRED)
    )


def test_a_sub_list_may_not_vanish_behind_the_others() -> None:
    whole = in_force(a_list(1000, parts={"EL": 950, "MEU": 50}))
    assert re.search(
        "MEU: 0 entries where the one in force has 50",
        objections(a_list(1000, parts={"EL": 1000}), OFAC, whole),
    )


def test_the_last_few_of_a_sub_list_may_go() -> None:
    whole = in_force(a_list(1000, parts={"EL": 981, "ISN": 19}))
    assert not check(a_list(981, parts={"EL": 981}), OFAC, whole)


def test_all_vessels_may_not_become_something_else() -> None:
    whole = in_force(a_list(1000, type_vessel=300))
    assert re.search(
        "type vessel: 200 entries", objections(a_list(1000, type_vessel=200), OFAC, whole)
    )


def test_a_lost_column_shows_as_entries_without_it() -> None:
    whole = in_force(a_list(1000, with_addresses=800))
    assert not check(a_list(950, with_addresses=500), OFAC, whole)
    assert re.search(
        "10 entries with addresses where the one in force has 800",
        objections(a_list(1000, with_addresses=10), OFAC, whole),
    )


def test_a_few_unreadable_entries_are_counted_and_many_refused() -> None:
    parsed = a_list(100)
    for number in range(3):
        parsed.reading.problem(f"entry {number}", "no name")
    assert not check(parsed, OFAC, None)
    parsed.reading.problem("entry 4", "no name")
    assert re.search(
        "4 entries cannot be read, the first: entry 0: no name", objections(parsed, OFAC, None)
    )


def test_every_reason_is_said() -> None:
    whole = in_force(a_list(100, type_vessel=50))
    assert re.search(r"89 entries .*; type vessel: 0 entries", objections(a_list(89), OFAC, whole))


def test_every_part_of_a_downloaded_list_must_be_there() -> None:
    csl = replace(OFAC, id="us_csl", sub_lists=("EL", "SDN"), min_entries=1)
    without = a_list(100, parts={"EL": 100})
    assert objections(without, csl, None, downloaded=True) == "its part 'SDN' is missing"
    assert not check(without, csl, None)


def test_the_refusal_says_how_to_accept_the_list() -> None:
    said = str(refusal(OFAC, ["one", "two"]))
    assert "one; two" in said
    assert "customhouse lists accept us_ofac_sdn --reason" in said


def test_an_own_list_may_shrink() -> None:
    assert not check(a_list(1), OWN, replace(HUNDRED, source="own:a"))


def test_entries_that_others_stand_in_place_of_are_missed() -> None:
    assert "40 of the 100 entries in force are gone" in objections(
        a_list(100), OFAC, HUNDRED, gone=40
    )
    assert not check(a_list(100), OFAC, HUNDRED, gone=30)
    assert not check(a_list(100), OWN, replace(HUNDRED, source="own:a"), gone=100)


@pytest.mark.parametrize("source_id", ["eu_annexes", "ftm:a", "uk_conlist"])
def test_a_list_that_nobody_is_asked_for_must_not_shrink_either(source_id: str) -> None:
    assert "50 entries where the one in force has 100" in objections(
        a_list(50), source_of(source_id), HUNDRED
    )


PEOPLE = {"type_person": 100, "letters_of_person": 2_200, "aliases_of_person": 50}


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ({"letters_of_person": 1_900}, "names of 19.0 letters on average"),
        ({"aliases_of_person": 24}, "person: 24 aliases where the one in force has 50"),
    ],
    ids=["a part of the names", "the aliases of a type"],
)
def test_a_lost_column_of_names_is_told(lost: dict[str, int], said: str) -> None:
    before = in_force(a_list(100, **PEOPLE))
    assert not check(a_list(100, **PEOPLE), OFAC, before)
    assert said in objections(a_list(100, **PEOPLE | lost), OFAC, before)


@pytest.mark.parametrize(
    ("published", "is_told"),
    [("2026-02-26T23:00:00Z", True), ("2026-02-27T09:00:00Z", False), ("26/02/2026", False)],
)
def test_a_list_older_than_the_one_in_force_is_told(published: str, is_told: bool) -> None:
    before = replace(in_force(a_list(100)), published="2026-02-27T00:00:09Z")
    older = a_list(100)
    older.reading.published = published
    assert ("it is older" in objections(older, OFAC, before)) == is_told
