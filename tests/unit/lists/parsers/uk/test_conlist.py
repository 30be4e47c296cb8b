import csv
from itertools import permutations
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.uk.conlist import parse
from lists.registry import source_of
from screening.listing import EntityType, Gender, NameKind
from tests.parsing import Read, read_all, real_list
from tests.sheets import write_sheet

SOURCE = source_of("uk_conlist")
COLUMNS = [
    "Name 6", "Name 1", "Name 2", "Title", "Name Non-Latin Script", "Non-Latin Script Type",
    "Non-Latin Script Language", "DOB", "Town of Birth", "Country of Birth", "Nationality",
    "Passport Number", "Passport Details", "Address 1", "Address 6", "Post/Zip Code", "Country",
    "Other Information", "Group Type", "Alias Type", "Alias Quality", "Regime", "Listed On",
    "UK Sanctions List Date Designated", "Last Updated", "Group ID",
]  # fmt: skip
EGRET = {
    "Name 6": "EGRET", "Name 1": "Grey", "Group Type": "Individual", "Alias Type": "Primary name",
    "DOB": "00/00/1980", "Regime": "Russia", "Listed On": "04/08/2017", "Group ID": "13524",
    "UK Sanctions List Date Designated": "31/12/2020",
}  # fmt: skip
SHIP = EGRET | {
    "Name 6": "HERON", "Name 1": "", "Group Type": "Ship", "DOB": "", "Group ID": "7",
    "Other Information": "(UK Sanctions List Ref):DPR0100. It carried oil (IMO number):9074729 "
    "(Current owners):Egret Works (Flag of ship):North Korea (Previous flags):Chad "
    "(Year built):1975",
}  # fmt: skip


def read(folder: Path, *rows: dict[str, str], kind: str = "xlsx") -> Read:
    table = [["Last Updated", "14/04/2025"], COLUMNS]
    table += [[row.get(name, "") for name in COLUMNS] for row in rows]
    file = folder / f"ConList.{kind}"
    if kind == "xlsx":
        write_sheet(file, table)
    else:
        with file.open("w", newline="", encoding="utf-8") as opened:
            csv.writer(opened).writerows(table)
    return read_all(parse, file, SOURCE)


def test_rows_of_a_group_are_one_entry_wherever_they_stand(tmp_path: Path) -> None:
    alias = EGRET | {"Name 1": "White", "Alias Type": "AKA", "Alias Quality": "Good quality"}
    weak = alias | {"Name 1": "Big", "Alias Quality": "Low quality"}
    old = alias | {"Name 1": "Old", "Alias Type": "FKA"}
    found = read(tmp_path, weak, SHIP, alias, EGRET, old).listings
    assert [(name.text, name.kind) for name in found["13524"].names] == [
        ("Grey EGRET", NameKind.PRIMARY),
        ("White EGRET", NameKind.ALIAS),
        ("Old EGRET", NameKind.PREVIOUS),
        ("Big EGRET", NameKind.WEAK_ALIAS),
    ]


def test_the_order_of_a_groups_rows_does_not_matter(tmp_path: Path) -> None:
    first = EGRET | {"Address 1": "1 Quay", "Country": "Mali", "Other Information": "It fishes."}
    second = EGRET | {"Name 1": "White", "Alias Type": "AKA", "Address 1": "2 Quay"}
    third = second | {"Name 1": "Big", "Other Information": "A bird.", "Nationality": "Chad"}
    found = [read(tmp_path, *rows).listings for rows in permutations([first, second, third])]
    assert all(listings == found[0] for listings in found)


def test_xlsx_and_csv_of_one_list_come_out_equal(tmp_path: Path) -> None:
    assert read(tmp_path, EGRET, SHIP) == read(tmp_path, EGRET, SHIP, kind="csv")


def test_the_designation_begins_on_the_day_of_the_uk_list(tmp_path: Path) -> None:
    found = read(tmp_path, EGRET)
    listing = found.listings["13524"]
    assert [(d.program, d.start) for d in listing.designations] == [("Russia", "2020-12-31")]
    assert "listed on: 04/08/2017" in listing.remarks
    assert (listing.dates, found.reading.published) == (("1980",), "14/04/2025")


def test_what_hides_behind_labels_is_read(tmp_path: Path) -> None:
    ship = read(tmp_path, SHIP).listings["7"]
    assert (ship.type, ship.dates, ship.countries) == (EntityType.VESSEL, ("1975",), ("KP", "TD"))
    assert [(i.scheme, i.value) for i in ship.identifiers] == [("imo", "9074729")]
    assert ship.relations[0].name == "Egret Works"
    assert "other information: It carried oil" in ship.remarks


def test_numbered_passports_take_the_countries_of_their_details(tmp_path: Path) -> None:
    cells = {
        "Passport Number": "(1) D001 (2) P002",
        "Passport Details": "(1) Chad number, issued 2012 (2) (Libya)",
        "Nationality": "(1) Chad. (2) Libya",
        "Other Information": "(Gender):Male",
    }
    person = read(tmp_path, EGRET | cells).listings["13524"]
    assert [(i.value, i.country) for i in person.identifiers] == [("D001", "TD"), ("P002", "LY")]
    assert (person.gender, person.countries) == (Gender.MALE, ("LY", "TD"))


def test_a_weak_aliass_other_script_is_weak(tmp_path: Path) -> None:
    weak = EGRET | {
        "Name 1": "Big", "Name Non-Latin Script": "Цапля", "Non-Latin Script Type": "Cyrillic",
        "Non-Latin Script Language": "Russian", "Alias Type": "AKA", "Alias Quality": "Low quality",
    }  # fmt: skip
    name = read(tmp_path, EGRET, weak).listings["13524"].names[-1]
    assert (name.kind, name.script, name.language) == (NameKind.WEAK_ALIAS, "Cyrl", "ru")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param([["dated"], ["Name 6", "Group ID"], ["X", "1"]], "no column for", id="column"),
        pytest.param([["dated"], COLUMNS, ["X"] * len(COLUMNS)], "no Group ID", id="shifted"),
    ],
)
def test_a_sheet_of_another_shape_is_refused(
    tmp_path: Path, rows: list[list[str]], message: str
) -> None:
    with pytest.raises(ListError, match=message):
        read_all(parse, write_sheet(tmp_path / "a.xlsx", rows), SOURCE)


@pytest.mark.parametrize(
    ("file", "groups", "weak", "in_brackets"),
    [("ConList_2023-06-05.xlsx", 3_993, 618, 58), ("ConList_2025-04-14.xlsx", 4_688, 642, 61)],
)
def test_a_real_list_is_read_whole(file: str, groups: int, weak: int, in_brackets: int) -> None:
    found = read_all(parse, real_list("uk", file), SOURCE)
    names = [name for listing in found.listings.values() for name in listing.names]
    assert len(found.listings) == groups
    assert sum(name.kind is NameKind.WEAK_ALIAS for name in names) == weak + in_brackets
    # One row gives "Cyrillic" as a language.
    assert dict(found.reading.counts) == {"unread language 'cyrillic'": 1}
