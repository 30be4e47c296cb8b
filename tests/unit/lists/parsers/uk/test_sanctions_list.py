import csv
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.uk.sanctions_list import parse
from lists.registry import source_of
from screening.listing import Gender, Listing, NameKind, RelationKind
from tests.parsing import Read, read_all, real_list

SOURCE = source_of("uk_sanctions")
HEADER = """
Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,
Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,
Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,
Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,
Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,
Website,Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,
National Identifier additional information,Passport number,Passport additional information,
Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,
Business registration number (s),IMO number,Current owner/operator (s),
Previous owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,
Tonnage of ship,Length of ship,Year Built,Hull identification number (HIN)
"""
COLUMNS = HEADER.replace("\n", "").split(",")
# One made-up entry in both formats: everything that a person, a company or a ship may carry.
COMMON = {
    "Last Updated": "31/07/2024", "Unique ID": "RUS9999", "OFSI Group ID": "7",
    "UN Reference Number": "TAi.999", "Regime Name": "The Heron (Sanctions) Regulations 2019",
    "Designation Type": "Individual", "Designation source": "UK", "Date Designated": "29/06/2012",
    "Sanctions Imposed": "Asset freeze|Travel Ban", "Other Information": "Likes fish.",
    "UK Statement of Reasons": "It fishes.", "D.O.B": "dd/mm/1945", "Nationality(/ies)": "Chad",
    "Passport number": "D001", "Passport additional information": "Chad number", "Gender": "Female",
    "National Identifier number": "INN 7700000000", "Position": "Wader",
    "Town of birth": "Quay", "Country of birth": "Mali", "Phone number": "+7 495 0000000",
    "Website": "egret.example", "Email address": "a@egret.example", "Title": "Dr",
    "Type of entity": "JSC", "Subsidiaries": "Chick Ltd", "Parent company": "Heron plc",
    "Business registration number (s)": "OGRN: 5167746407054", "IMO number": "IMO9074729",
    "Current owner/operator (s)": "Stork LLC", "Previous owner/operator (s)": "Crane LLC",
    "Current believed flag of ship": "Gabon", "Previous flags": "Panama", "Tonnage of ship": "9",
    "Type of ship": "Tanker", "Length of ship": "8", "Year Built": "2019",
    "Hull identification number (HIN)": "HIN1",
}  # fmt: skip
NAMES = [
    {"Name 6": "EGRET", "Name 1": "Grey", "Name 2": "Great", "Name type": "Primary Name"},
    {"Name 6": "EGRETTE", "Name 1": "Grey", "Name type": "Primary Name Variation"},
    {"Name 6": "BIRD", "Name type": "Alias", "Alias strength": "Low Quality a.k.a."},
]
FOREIGN = {
    "Name non-latin script": "Цапля", "Non-latin script type": "Cyrillic",
    "Non-latin script language": "Russian",
}  # fmt: skip
ADDRESSES = [
    {"Address Line 1": "1 Quay", "Address Line 6": "Moscow", "Address Postal Code": "103265",
     "Address Country": "Russia"},
    {"Address Line 6": "Dubai", "Address Country": "United Arab Emirates"},
]  # fmt: skip


def tag(column: str) -> str:
    """Return "AddressLine1", the element of "Address Line 1"."""
    words = column.replace("(/ies)", "").replace(" (s)", "").replace("D.O.B", "DOB").split("(")[0]
    return "".join(char for char in words.title() if char.isalnum())


def elements(cells: dict[str, str]) -> str:
    return "".join(f"<{tag(name)}>{text}</{tag(name)}>" for name, text in cells.items())


def wrapped(name: str, *groups: dict[str, str]) -> str:
    return f"<{name}s>" + "".join(f"<{name}>{elements(g)}</{name}>" for g in groups) + f"</{name}s>"


def as_xml(folder: Path, more: str = "") -> Path:
    file = folder / "list.xml"
    common = elements(COMMON).replace("DesignationType>", "IndividualEntityShip>")
    body = common + wrapped("Name", *NAMES) + wrapped("NonLatinName", FOREIGN)
    body += wrapped("Address", *ADDRESSES) + more
    text = f"<DateGenerated>08/10/2026</DateGenerated><Designation>{body}</Designation>"
    file.write_text(f"<Designations>{text}</Designations>", encoding="utf-8")
    return file


def as_csv(folder: Path, *, columns: list[str] = COLUMNS) -> Path:
    rows = [COMMON | name | FOREIGN | address for name in NAMES for address in ADDRESSES]
    file = folder / "list.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        opened.write("Report Date: 08-Oct-2026\r\n")
        writer = csv.writer(opened)
        writer.writerow(columns)
        writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return file


def read(file: Path) -> Read:
    return read_all(parse, file, SOURCE)


@pytest.fixture
def egret(tmp_path: Path) -> Listing:
    return read(as_csv(tmp_path)).listings["RUS9999"]


def test_xml_and_csv_of_one_entry_come_out_equal(tmp_path: Path) -> None:
    from_xml, from_csv = read(as_xml(tmp_path)), read(as_csv(tmp_path))
    assert from_xml.listings == from_csv.listings
    assert not from_xml.reading.counts
    assert not from_csv.reading.counts


def test_the_order_of_columns_does_not_matter(tmp_path: Path, egret: Listing) -> None:
    assert read(as_csv(tmp_path, columns=COLUMNS[::-1])).listings["RUS9999"] == egret


def test_names_have_their_kind_parts_script_and_language(egret: Listing) -> None:
    assert [(name.text, name.kind) for name in egret.names] == [
        ("Grey Great EGRET", NameKind.PRIMARY),
        ("Grey EGRETTE", NameKind.ALIAS),
        ("Цапля", NameKind.ALIAS),
        ("BIRD", NameKind.WEAK_ALIAS),
    ]
    assert [part.text for part in egret.names[0].parts] == ["Grey", "Great", "EGRET"]
    assert (egret.names[2].script, egret.names[2].language) == ("Cyrl", "ru")


def test_numbers_addresses_and_countries_are_read(egret: Listing) -> None:
    assert [(i.scheme, i.value, i.country) for i in egret.identifiers] == [
        ("hull", "HIN1", None), ("imo", "9074729", None), ("inn", "7700000000", None),
        ("ogrn", "5167746407054", None), ("passport", "D001", "TD"),
    ]  # fmt: skip
    assert [(a.city, a.country) for a in egret.addresses] == [("Moscow", "RU"), ("Dubai", "AE")]
    assert egret.countries == ("AE", "GA", "ML", "PA", "RU", "TD")
    assert (egret.gender, egret.dates) == (Gender.FEMALE, ("1945", "2019"))


def test_the_regime_its_source_and_day_make_the_designation(egret: Listing) -> None:
    (found,) = egret.designations
    assert (found.program, found.authority) == ("The Heron (Sanctions) Regulations 2019", "UK")
    assert (found.legal_basis, found.start) == (found.program, "2012-06-29")


def test_companies_around_it_are_relations_and_text(egret: Listing) -> None:
    assert [(relation.kind, relation.name) for relation in egret.relations] == [
        (RelationKind.OWNED_BY, "Stork LLC"),
        (RelationKind.OWNS, "Chick Ltd"),
        (RelationKind.SUBSIDIARY_OF, "Heron plc"),
    ]
    assert "previous owner or operator: Crane LLC" in egret.remarks


def test_nothing_that_the_file_says_is_dropped(egret: Listing) -> None:
    kept = f"{egret}"
    said = [*COMMON.values(), *FOREIGN.values()]
    understood = {
        "29/06/2012", "dd/mm/1945", "Individual", "Female", "Gabon", "Panama", "Chad", "Mali",
        "IMO9074729", "Asset freeze|Travel Ban", "Cyrillic", "Russian", "RUS9999",
    }  # fmt: skip
    assert [text for text in said if text not in understood and text not in kept] == []


def test_what_no_rule_knows_is_counted_and_kept(tmp_path: Path) -> None:
    found = read(as_xml(tmp_path, "<Birds><Bird colour='grey'>Heron</Bird></Birds>"))
    remarks = found.listings["RUS9999"].remarks
    assert ("Bird: Heron" in remarks, "Bird colour: grey" in remarks) == (True, True)
    assert found.reading.counts["unread field Bird"] == 1


def test_elements_that_stand_twice_are_each_read(tmp_path: Path) -> None:
    more = "<DOBs><DOB>dd/mm/1950</DOB><DOB>02/03/1951</DOB></DOBs>"
    more += "<Nationalities><Nationality>Niger|Togo</Nationality></Nationalities>"
    found = read(as_xml(tmp_path, more)).listings["RUS9999"]
    assert found.dates == ("1945", "1950", "1951-03-02", "2019")
    assert {"NE", "TG"} < set(found.countries)


def test_a_row_without_a_number_is_a_problem(tmp_path: Path) -> None:
    file = as_csv(tmp_path)
    file.write_text(file.read_text("utf-8") + "," * (len(COLUMNS) - 2) + "x,\r\n", "utf-8")
    assert read(file).reading.problems == ["list.csv, line 9: the row has no Unique ID"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"<Designations><Designation><UniqueID>RUS1", "not XML"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>", "no <Designation>"),
        (b"Report Date: x\r\nUnique ID,Name 6\r\nRUS1,X\r\n", "no column for"),
        (b"Report Date: x\r\nUnique ID,Name 6\r\nRUS1\r\n", "1 columns where 2 belong"),
        (b"PK\x03\x04\x00\x00x", "no text file"),
        (b"Report Date: x\r\n", "no entry"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "list.xml"
    file.write_bytes(content)
    with pytest.raises(ListError, match=message):
        read(file)


@pytest.mark.parametrize(
    ("file", "entries", "date"),
    [
        ("UK-Sanctions-List_2026-09-02_TRIMMED2.xml", 2, "02/09/2026"),
        ("UK-Sanctions-List_2026-10-08_TRIMMED1.csv", 1, "08-Oct-2026"),
    ],
)
def test_every_column_and_element_of_a_real_file_is_known(
    file: str, entries: int, date: str
) -> None:
    found = read(real_list("uk", file))
    assert (len(found.listings), found.reading.published) == (entries, date)
    assert not found.reading.counts


def test_an_entry_that_stands_twice_says_what_either_says(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    twice = "".join(
        f"<Designation><UniqueID>RUS7</UniqueID><Names><Name><Name6>{name}</Name6>"
        f"<NameType>{kind}</NameType></Name></Names><RegimeName>R</RegimeName>"
        "<IndividualEntityShip>Entity</IndividualEntityShip></Designation>"
        for name, kind in (("EGRET", "Primary Name"), ("HERON", "Alias"))
    )
    file.write_text(f"<Designations>{twice}</Designations>")
    (found,) = read_all(parse, file, SOURCE).listings.values()
    assert [name.text for name in found.names] == ["EGRET", "HERON"]
