"""What differs between two versions of a list."""

from dataclasses import replace
from pathlib import Path

import pytest
from listed import a_listing
from parsing import real_list

from lists.canonical import to_json, with_content
from lists.differing.diff import DifferenceKind, FieldDifference, compare_lines
from lists.parsers import un_sc
from lists.parsers.us_ofac import any_format
from lists.reading.parsed import read_list
from lists.registry import source_of
from screening.listing import ListedName, Listing, NameKind

A, B, C = (a_listing(name, id=f"own:test:{name}") for name in ("A", "B", "C"))


def lines(*listings: Listing) -> list[bytes]:
    return [to_json(listing) for listing in listings]


def test_equal_lists_do_not_differ() -> None:
    assert not list(compare_lines(lines(A, B), lines(A, B)))


def test_entries_come_and_go() -> None:
    found = list(compare_lines(lines(A, B), lines(B, C)))
    assert [(each.kind, each.listing) for each in found] == [
        (DifferenceKind.REMOVED, A),
        (DifferenceKind.ADDED, C),
    ]


def test_everything_is_added_to_nothing_and_removed_by_it() -> None:
    assert [each.kind for each in compare_lines([], lines(A, B))] == [DifferenceKind.ADDED] * 2
    assert [each.kind for each in compare_lines(lines(A, B), [])] == [DifferenceKind.REMOVED] * 2


def test_a_remark_changes_an_entry_and_no_result() -> None:
    before, after = replace(B, remarks="one; two"), replace(B, remarks="one; three")
    (found,) = compare_lines(lines(A, before, C), lines(A, after, C))
    assert (found.kind, found.can_alter_results) == (DifferenceKind.CHANGED, False)
    assert found.fields == (FieldDifference(field="remarks", removed=("two",), added=("three",)),)


def test_a_country_changes_results() -> None:
    (found,) = compare_lines(lines(B), lines(with_content(replace(B, countries=("PA",)))))
    assert found.can_alter_results
    assert found.fields == (FieldDifference(field="countries", removed=(), added=("PA",)),)


def test_a_name_that_the_content_hash_leaves_out_can_alter_results() -> None:
    native = ListedName(text="Цапля", kind=NameKind.ALIAS, script="Cyrl")
    before = a_listing("Heron", id="us_ofac_sdn:1", source="us_ofac_sdn")
    after = with_content(replace(before, names=(*before.names, native)))
    (found,) = compare_lines(lines(before), lines(after))
    assert before.content == after.content
    assert found.can_alter_results


def test_another_order_is_no_difference() -> None:
    listing = a_listing("A", "A One", "A Two")
    turned = replace(listing, names=(listing.names[0], *reversed(listing.names[1:])))
    assert not list(compare_lines(lines(listing), lines(turned)))


def sdn(path: Path) -> tuple[bytes, ...]:
    source = source_of("us_ofac_sdn")
    return read_list(any_format.parse, path, source, allow_incomplete=True).lines


def test_the_update_of_february_2024_is_found_whole() -> None:
    before, after = (sdn(real_list("ofac", day, "sdn.csv")) for day in ("2024-02-20", "2024-02-23"))
    found = [each.kind for each in compare_lines(before, after)]
    counts = {kind: found.count(kind) for kind in DifferenceKind}
    assert counts == {
        DifferenceKind.ADDED: 553,
        DifferenceKind.CHANGED: 8,
        DifferenceKind.REMOVED: 0,
    }


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2025-04-19", "2025-11-20"), (132, 10, 9)),
        (("2025-11-20", "2026-02-27"), (4, 2, 1)),
    ],
)
def test_the_updates_of_the_un_list_are_found_whole(
    days: tuple[str, str], expected: tuple[int, int, int]
) -> None:
    source = source_of("un_sc")
    before, after = (
        read_list(un_sc.parse, real_list("un", f"consolidated_{day}.xml"), source).lines
        for day in days
    )
    found = [each.kind for each in compare_lines(before, after)]
    assert tuple(found.count(kind) for kind in DifferenceKind) == expected


def test_a_list_in_another_order_does_not_differ(ofac_set: Path) -> None:
    before = sdn(ofac_set)
    for file in ofac_set.iterdir():
        lines = file.read_bytes().removesuffix(b"\x1a").splitlines(keepends=True)
        file.write_bytes(b"".join(reversed(lines)))
    assert not list(compare_lines(before, sdn(ofac_set)))
