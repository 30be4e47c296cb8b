from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lists.differing.losses import Loss, Losses
from lists.errors import ListError
from lists.publication import beginning_of
from lists.reading.parsed import ParsedList, Reading
from lists.registry import source_of
from lists.snapshot import Dating, ListState
from lists.sources import Source
from lists.store.gate import check, missing_of, refusal
from lists.store.incoming import IncomingList, Origin

OFAC = source_of("us_ofac_sdn")
ANY = replace(OFAC, min_entries=1)
OWN = source_of("own:a")
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
NOTHING_LOST = Losses(whole=Loss(had=100, gone=0), parts={})


def a_list(
    entries: int,
    source: Source = ANY,
    *,
    parts: dict[str, int] | None = None,
    counts: dict[str, int] | None = None,
    published: str | None = None,
    downloaded: bool = False,
    allow_incomplete: bool = False,
    **shape: int,
) -> IncomingList:
    named = Counter({name.replace("_", " "): count for name, count in shape.items()})
    reading = Reading(parts=Counter(parts), counts=Counter(counts), published=published)
    return IncomingList(
        source=source,
        origin=Origin(at=NOON, downloaded=downloaded, allow_incomplete=allow_incomplete),
        parsed=ParsedList(lines=(b"{}",) * entries, shape=named, reading=reading),
        state=ListState(
            source=source.id,
            sha256="0" * 64,
            entries=entries,
            shape=named,
            parts=reading.parts,
            counts=reading.counts,
            published=published,
            incomplete=False,
            fetched_at=NOON,
        ),
        data=b"",
    )


def said(found: IncomingList, before: IncomingList | None = None, **what: object) -> str:
    """Return what the gate says of a list that takes the place of another."""
    state = None if before is None else before.state
    return "; ".join(check(found, state, **what))  # type: ignore[arg-type]


HUNDRED = a_list(100)


def test_an_empty_list_never_passes() -> None:
    with pytest.raises(ListError, match="no entry"):
        check(a_list(0, OWN), None)


@pytest.mark.parametrize("downloaded", [True, False], ids=["downloaded", "from disk"])
def test_a_list_must_be_whole_wherever_it_comes_from(downloaded: bool) -> None:
    assert "it has 7,999 entries, a whole list at least 8,000" in said(
        a_list(7_999, OFAC, downloaded=downloaded)
    )
    assert not said(a_list(8_000, OFAC, downloaded=downloaded))


def test_an_excerpt_from_disk_passes_where_that_is_allowed() -> None:
    excerpt = a_list(12, OFAC, allow_incomplete=True)
    assert not said(excerpt)
    assert missing_of(excerpt, None)
    assert "--allow-incomplete" in said(a_list(12, OFAC))


PARTS = replace(ANY, id="us_csl", sub_lists=("EL", "SDN"))


def test_every_part_of_a_first_list_must_be_there() -> None:
    assert "its part 'SDN' is missing" in said(a_list(100, PARTS, parts={"EL": 100}))
    assert not said(a_list(100, PARTS, parts={"EL": 90, "SDN": 10}))


def test_a_part_that_the_list_in_force_has_may_be_renamed() -> None:
    before = a_list(100, PARTS, parts={"EL": 90, "SDN": 10})
    renamed = a_list(100, PARTS, parts={"EL": 90, "Specially Designated": 10})
    assert not said(renamed, before, losses=NOTHING_LOST)
    assert not said(renamed, renamed, losses=NOTHING_LOST)


def test_a_published_list_may_shrink_by_a_tenth_and_no_more() -> None:
    assert not said(a_list(90), HUNDRED, losses=NOTHING_LOST)
    assert "89 entries where the one in force has 100" in said(
        a_list(89), HUNDRED, losses=NOTHING_LOST
    )


@pytest.mark.parametrize(
    ("had", "gone", "is_told"),
    [(20, 2, False), (20, 3, True), (19, 19, False), (50, 50, True)],
)
def test_a_part_is_judged_by_its_entries_that_are_gone(had: int, gone: int, is_told: bool) -> None:
    lost = Losses(whole=Loss(had=1000, gone=gone), parts={"MEU": Loss(had=had, gone=gone)})
    words = said(a_list(1000), a_list(1000), losses=lost)
    assert (f"MEU: {gone} of its {had} entries are gone from the list" in words) == is_told


def test_a_part_may_change_its_name() -> None:
    before = a_list(100, parts={"ALPHA-EO": 60, "BETA": 40})
    after = a_list(100, parts={"ALPHA-EO14038": 60, "BETA": 40})
    lost = Losses(whole=Loss(had=100, gone=0), parts={"ALPHA-EO": Loss(had=60, gone=0)})
    assert not said(after, before, losses=lost)


def test_parts_are_judged_by_name_where_the_list_in_force_is_lost() -> None:
    before = a_list(1000, parts={"EL": 950, "MEU": 50})
    assert "MEU: 0 entries where the one in force has 50" in said(
        a_list(1000, parts={"EL": 1000}), before, losses=None
    )


def test_all_vessels_may_not_become_something_else() -> None:
    assert "type vessel: 200 entries" in said(
        a_list(1000, type_vessel=200), a_list(1000, type_vessel=300), losses=NOTHING_LOST
    )


def test_a_lost_column_shows_as_entries_without_it() -> None:
    whole = a_list(1000, with_addresses=800)
    assert not said(a_list(950, with_addresses=500), whole, losses=NOTHING_LOST)
    assert "10 entries with addresses where the one in force has 800" in said(
        a_list(1000, with_addresses=10), whole, losses=NOTHING_LOST
    )


def test_a_few_unreadable_entries_are_counted_and_many_refused() -> None:
    found = a_list(100)
    for number in range(3):
        found.parsed.reading.problem(f"entry {number}", "no name")
    assert not said(found)
    found.parsed.reading.problem("entry 4", "no name")
    assert "4 entries cannot be read, the first: entry 0: no name" in said(found)


def test_every_reason_is_said() -> None:
    words = said(a_list(89), a_list(100, type_vessel=50), losses=NOTHING_LOST)
    assert words.index("89 entries") < words.index("type vessel: 0 entries")


def test_the_refusal_says_how_to_accept_the_list() -> None:
    words = str(refusal(OFAC, ["one", "two"]))
    assert "one; two" in words
    assert "customhouse lists accept us_ofac_sdn --reason" in words


def test_an_own_list_may_shrink() -> None:
    lost = Losses(whole=Loss(had=100, gone=99), parts={"mine": Loss(had=50, gone=50)})
    assert not said(a_list(1, OWN), a_list(100, OWN), losses=lost)


def test_a_whole_list_takes_the_place_of_an_excerpt_whatever_that_held() -> None:
    excerpt = a_list(100, OFAC)
    before = replace(excerpt, state=replace(excerpt.state, excerpt=True))
    lost = Losses(whole=Loss(had=100, gone=40), parts={"IRAN": Loss(had=50, gone=40)})
    assert not said(a_list(9_000, OFAC), before, losses=lost)
    smaller = a_list(90, OFAC, allow_incomplete=True)
    assert "IRAN: 40 of its 50 entries are gone" in said(smaller, before, losses=lost)


def test_entries_that_others_stand_in_place_of_are_missed() -> None:
    def lost(gone: int) -> Losses:
        return Losses(whole=Loss(had=100, gone=gone), parts={})

    assert "40 of the 100 entries in force are gone" in said(a_list(100), HUNDRED, losses=lost(40))
    assert not said(a_list(100), HUNDRED, losses=lost(30))


@pytest.mark.parametrize("source_id", ["eu_annexes", "ftm:a", "uk_conlist"])
def test_a_list_that_nobody_is_asked_for_must_not_shrink_either(source_id: str) -> None:
    source = replace(source_of(source_id), min_entries=1)
    assert "50 entries where the one in force has 100" in said(a_list(50, source), HUNDRED)


PEOPLE = {"type_person": 100, "letters_of_person": 2_200, "aliases_of_person": 50}


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        ({"letters_of_person": 1_900}, "names of 19.0 letters on average"),
        ({"aliases_of_person": 24}, "person: 24 aliases where the one in force has 50"),
    ],
    ids=["a part of the names", "the aliases of a type"],
)
def test_a_lost_column_of_names_is_told(lost: dict[str, int], words: str) -> None:
    before = a_list(100, **PEOPLE)
    assert not said(a_list(100, **PEOPLE), before, losses=NOTHING_LOST)
    assert words in said(a_list(100, **PEOPLE | lost), before, losses=NOTHING_LOST)


@pytest.mark.parametrize(
    ("source_id", "before", "now", "is_older"),
    [
        pytest.param("un_sc", "2026-02-27T00:00:09Z", "2026-02-26T23:00:00Z", True, id="ISO"),
        pytest.param("un_sc", "2026-02-27T00:00:09Z", "2026-02-27T09:00:00Z", False, id="same day"),
        pytest.param("us_ofac_sdn", "05/06/2024", "02/23/2024", True, id="month first"),
        pytest.param("us_ofac_sdn", "05/06/2024", "06/05/2024", False, id="month first, newer"),
        pytest.param("uk_sanctions", "20/08/2026", "20/08/2025", True, id="day first"),
        pytest.param("uk_sanctions", "20/08/2026", "08-Oct-2026", False, id="month as a word"),
        pytest.param("uk_sanctions", "08-Oct-2026", "20/08/2026", True, id="two forms"),
        pytest.param("un_sc", "2026-02-27", "yesterday", False, id="no date"),
    ],
)
def test_a_list_older_than_the_one_in_force_is_told(
    source_id: str, before: str, now: str, is_older: bool
) -> None:
    source = replace(source_of(source_id), min_entries=1)
    was, found = (a_list(100, source, published=day) for day in (before, now))
    assert ("it is older" in said(found, was, losses=NOTHING_LOST)) == is_older


def test_a_list_without_a_date_is_older_if_it_is_said_to_be() -> None:
    def dated(day: date, dating: Dating) -> IncomingList:
        found = a_list(100)
        state = replace(found.state, as_of=beginning_of(day), dating=dating)
        return replace(found, state=state)

    before = dated(date(2026, 11, 27), Dating.PUBLISHER)
    words = said(dated(date(2026, 11, 26), Dating.SAID), before, losses=NOTHING_LOST)
    assert words == "it is of 2026-11-26, the one in force of 2026-11-27: it is older"
    assert not said(dated(date(2026, 11, 27), Dating.SAID), before, losses=NOTHING_LOST)


def test_a_list_of_tomorrow_is_told_and_one_of_another_zone_is_not() -> None:
    later = NOON + timedelta(days=3)
    assert "still to come" in said(a_list(100, published=later.isoformat()))
    assert not said(a_list(100, published=(NOON + timedelta(hours=13)).isoformat()))


@pytest.mark.parametrize(
    ("what", "count", "is_told"),
    [
        pytest.param("unread element GivenName-Prenom", 50, True, id="an element of names"),
        pytest.param("unread column Aliases", 50, True, id="a column of aliases"),
        pytest.param("unread element GivenName-Prenom", 5, False, id="few entries"),
        pytest.param("unread element Remarks", 100, False, id="no names"),
        pytest.param("unread name type 'good'", 100, False, id="names, read all the same"),
    ],
)
def test_a_first_list_whose_names_no_rule_reads_is_refused(
    what: str, count: int, is_told: bool
) -> None:
    found = a_list(100, counts={what: count})
    assert ("names may be missing" in said(found)) == is_told
    assert "names may be missing" not in said(found, HUNDRED, losses=NOTHING_LOST)


def test_more_entries_than_a_list_ever_had_are_another_list() -> None:
    cons = source_of("us_ofac_cons")
    assert "this list has at most 2,000: it is another one" in said(a_list(8_976, cons))


def test_entries_of_another_list_are_that_list() -> None:
    words = said(HUNDRED, shared={"us_ofac_cons": 60})
    assert words == "60 of its 100 entries are those of us_ofac_cons: it is that list"
    assert not said(HUNDRED, shared={"us_ofac_cons": 50})


def test_files_of_another_list_are_told() -> None:
    words = "cons_prim.csv is a file of us_ofac_cons: load it as that"
    assert said(replace(HUNDRED, mistaken=words)) == words
