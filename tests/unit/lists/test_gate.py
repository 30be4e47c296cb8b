from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lists.errors import ListError
from lists.gate import check
from lists.parsed import ParsedList, Reading
from lists.registry import source_of
from lists.snapshot import ListState

OFAC = source_of("us_ofac_sdn")
OWN = source_of("own:a")


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


@pytest.mark.parametrize("force", [False, True])
def test_an_empty_list_never_passes(force: bool) -> None:
    with pytest.raises(ListError, match="no entry"):
        check(a_list(0), OWN, None, force=force)


def test_a_download_must_be_whole() -> None:
    with pytest.raises(ListError, match="7999 entries; a whole list has at least 8000"):
        check(a_list(7_999), OFAC, None, downloaded=True)
    check(a_list(8_000), OFAC, None, downloaded=True)


def test_files_from_disk_may_be_an_excerpt() -> None:
    check(a_list(1), OFAC, None)


def test_a_published_list_may_shrink_by_a_tenth_and_no_more() -> None:
    check(a_list(90), OFAC, HUNDRED)
    with pytest.raises(ListError, match="89 entries where the one in force has 100"):
        check(a_list(89), OFAC, HUNDRED)


def test_a_sub_list_may_not_vanish_behind_the_others() -> None:
    whole = in_force(a_list(1000, parts={"EL": 950, "MEU": 50}))
    with pytest.raises(ListError, match="MEU: 0 entries where the one in force has 50"):
        check(a_list(1000, parts={"EL": 1000}), OFAC, whole)


def test_the_last_few_of_a_sub_list_may_go() -> None:
    whole = in_force(a_list(1000, parts={"EL": 981, "ISN": 19}))
    check(a_list(981, parts={"EL": 981}), OFAC, whole)


def test_all_vessels_may_not_become_something_else() -> None:
    whole = in_force(a_list(1000, type_vessel=300))
    with pytest.raises(ListError, match="type vessel: 200 entries"):
        check(a_list(1000, type_vessel=200), OFAC, whole)


def test_a_lost_column_shows_as_entries_without_it() -> None:
    whole = in_force(a_list(1000, with_addresses=800))
    check(a_list(950, with_addresses=500), OFAC, whole)
    with pytest.raises(ListError, match="10 entries with addresses where the one in force has 800"):
        check(a_list(1000, with_addresses=10), OFAC, whole)


def test_a_few_unreadable_entries_are_counted_and_many_refused() -> None:
    parsed = a_list(100)
    for number in range(3):
        parsed.reading.problem(f"entry {number}", "no name")
    check(parsed, OFAC, None)
    parsed.reading.problem("entry 4", "no name")
    with pytest.raises(ListError, match="4 entries cannot be read, the first: entry 0: no name"):
        check(parsed, OFAC, None)


def test_every_reason_is_said() -> None:
    whole = in_force(a_list(100, type_vessel=50))
    with pytest.raises(ListError, match=r"89 entries .*; type vessel: 0 entries"):
        check(a_list(89), OFAC, whole)


def test_force_lets_a_small_list_pass() -> None:
    check(a_list(1), OFAC, HUNDRED, downloaded=True, force=True)


def test_an_own_list_may_shrink() -> None:
    check(a_list(1), OWN, replace(HUNDRED, source="own:a"))
