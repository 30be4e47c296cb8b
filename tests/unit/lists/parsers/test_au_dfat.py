from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.au_dfat import parse
from lists.registry import source_of
from screening.listing import CountryRelation, CountryTie, EntityType, Listing, NameKind
from tests.parsing import Read, read_all, real_list
from tests.sheets import write_sheet

SOURCE = source_of("au_dfat")
COLUMNS = [
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth",
    "Place of Birth", "Citizenship", "Address", "Additional Information", "Listing Information",
    "Committees", "Control Date",
]  # fmt: skip
NEW = ["IMO Number", "Alias Strength", "Travel Ban", "Instrument of Designation", "Colour"]
EGRET = {
    "Reference": "7",
    "Name of Individual or Entity": "Egret Works_x000D_\n",
    "Type": "Entity ",
    "Name Type": "Primary Name ",
    "Listing Information": "Listed on: 25 Apr. 2006 (amended on 1 May 2019)",
    "Committees": "Autonomous (Russia)",
}
ALIAS = EGRET | {
    "Reference": "7b1", "Name of Individual or Entity": "White Egret", "Name Type": "Aka"
}  # fmt: skip
PERSON = EGRET | {"Reference": "8", "Type": "individual", "Committees": "1267 (ISIL)"}


def read(folder: Path, *rows: dict[str, str]) -> Read:
    header = COLUMNS + [name for name in NEW if any(name in row for row in rows)] + [""]
    cells = [[row.get(name, "") for name in header] for row in rows]
    return read_all(parse, write_sheet(folder / "dfat.xlsx", [header, *cells]), SOURCE)


def only(folder: Path, *rows: dict[str, str]) -> Listing:
    (listing,) = read(folder, *rows).listings.values()
    return listing


def test_names_are_joined_by_reference_wherever_they_stand(tmp_path: Path) -> None:
    found = read(tmp_path, ALIAS, PERSON, EGRET).listings
    assert [(name.text, name.kind) for name in found["7"].names] == [
        ("Egret Works", NameKind.PRIMARY),
        ("White Egret", NameKind.ALIAS),
    ]
    assert set(found) == {"7", "8"}


@pytest.mark.parametrize(
    ("kind", "strength", "found"),
    [
        ("Original Script", "", NameKind.ALIAS),
        ("Formerly known as", "", NameKind.PREVIOUS),
        ("aka", "Weak", NameKind.WEAK_ALIAS),
        ("aka", "Strong", NameKind.ALIAS),
    ],
)
def test_each_type_of_name_has_its_kind(
    tmp_path: Path, kind: str, strength: str, found: NameKind
) -> None:
    alias = ALIAS | {"Name Type": kind, "Alias Strength": strength}
    assert only(tmp_path, EGRET, alias).names[1].kind is found


def test_the_committee_and_the_day_make_the_designation(tmp_path: Path) -> None:
    own, un = read(tmp_path, EGRET, PERSON).listings.values()
    assert [(d.program, d.authority, d.start) for d in own.designations + un.designations] == [
        ("Autonomous (Russia)", "Australia", "2006-04-25"),
        ("1267 (ISIL)", "UN Security Council", "2006-04-25"),
    ]


def test_enumerated_countries_and_dates_are_told_apart(tmp_path: Path) -> None:
    cells = {
        "Citizenship": "a) Russian and Ukrainian b) Trinidad and Tobago",
        "Date of Birth": "a) 1957 b) 3 May 1960",
        "Place of Birth": "a) Port, Chad b) Nowhere",
    }
    person = only(tmp_path, PERSON | cells)
    assert person.countries == ("RU", "TD", "TT", "UA")
    assert CountryTie(code="TD", relation=CountryRelation.BIRTH) in person.ties
    assert (person.dates, person.birth_places) == (
        ("1957", "1960-05-03"),
        ("Nowhere", "Port, Chad"),
    )


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a) 1 Quay, Chad b) 2 Quay, Mali (as of 2016)",
         [("1 Quay, Chad", "TD"), ("2 Quay, Mali (as of 2016)", "ML")]),
        ("1 Quay, Chad;\n\nNo. 2;\nQuay, Mali",
         [("1 Quay, Chad", "TD"), ("No. 2, Quay, Mali", "ML")]),
        ("1 Quay; Tel: 1", [("1 Quay, Tel: 1", None)]),
        ("NA", []),
    ],
)  # fmt: skip
def test_addresses_end_with_their_country(
    tmp_path: Path, cell: str, found: list[tuple[str, str | None]]
) -> None:
    addresses = only(tmp_path, EGRET | {"Address": cell}).addresses
    assert [(address.text, address.country) for address in addresses] == found


def test_numbers_come_from_their_column_and_the_text(tmp_path: Path) -> None:
    text = "Company identification number: 1037700000000. IMO number: 5145892"
    vessel = EGRET | {"Reference": "9", "Type": "Vessel", "IMO Number": "IMO9074729"}
    works, ship = read(tmp_path, EGRET | {"Additional Information": text}, vessel).listings.values()
    assert {(i.scheme, i.value) for i in works.identifiers} == {
        ("registration", "1037700000000"), ("imo_company", "5145892")
    }  # fmt: skip
    assert [(ship.type, i.scheme, i.value) for i in ship.identifiers] == [
        (EntityType.VESSEL, "imo", "9074729")
    ]


def test_measures_and_unknown_columns_are_kept_as_text(tmp_path: Path) -> None:
    row = EGRET | {"Travel Ban": "Yes", "Instrument of Designation": "Act 7", "Colour": "grey"}
    found = read(tmp_path, row)
    listing = found.listings["7"]
    assert listing.designations[0].legal_basis == "Act 7"
    assert listing.remarks.endswith("travel ban: Yes; Colour: grey")
    assert found.reading.counts["unread column Colour"] == 1


def test_a_row_without_a_reference_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, EGRET, ALIAS | {"Reference": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"})
    assert found.reading.counts["errors"] == 1
    assert "dfat.xlsx, row 3" in found.reading.problems[0]


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    file = write_sheet(tmp_path / "a.xlsx", [["Reference", "Type"], ["1", "Entity"]])
    with pytest.raises(ListError, match="lacks a column for 'name'"):
        read_all(parse, file, SOURCE)


def test_the_real_list_is_read_whole() -> None:
    found = read_all(parse, real_list("au", "regulation8_consolidated_2024-12.xlsx"), SOURCE)
    listings = found.listings.values()
    assert len(listings) == 3_062
    assert all(listing.names[0].kind is NameKind.PRIMARY for listing in listings)
    assert not found.reading.counts
