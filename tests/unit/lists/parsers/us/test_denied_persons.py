from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.us.denied_persons import parse
from lists.registry import source_of
from screening.listing import CountryRelation, CountryTie, Designation, EntityType, Measure
from tests.parsing import Read, read_all, real_list

SOURCE = source_of("us_bis_dpl")
HEADER = (
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date",
    "Expiration_Date", "Standard_Order", "Last_Update", "Action", "FR_Citation",
)  # fmt: skip
EGRET = (
    " EGRET WORKS", "1 QUAY STREET", "TESTHAVEN", "TX", "", "75001", "06/19/2003",
    "06/29/2056", "Y", "2007-01-31", "FR NOTICE ADDED", "68 F.R. 1 6/27/03",
)  # fmt: skip
HERON = (
    "HERON LTD", "7 ROAD", "VALLETTA", "", "MT", "", "08/24/2022", "", "Y", "3033-09-30", "", "",
)  # fmt: skip


def text(*rows: tuple[str, ...], delimiter: str = "\t") -> str:
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\n" for row in rows)


def read(tmp_path: Path, content: str | bytes, name: str = "dpl.txt") -> Read:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_all(parse, file, SOURCE)


def test_a_row_is_a_listing(tmp_path: Path) -> None:
    (egret,) = read(tmp_path, text(HEADER, EGRET)).listings.values()
    assert (egret.primary_name, egret.type) == ("EGRET WORKS", EntityType.UNKNOWN)
    (address,) = egret.addresses
    assert address.text == "1 QUAY STREET, TESTHAVEN, TX, 75001"
    assert (address.city, address.region, address.postal_code) == ("TESTHAVEN", "TX", "75001")
    assert egret.ties == (CountryTie(code="US", relation=CountryRelation.ADDRESS),)
    assert egret.designations == (
        Designation(
            program="Denied Persons List",
            legal_basis="68 F.R. 1 6/27/03",
            start="2003-06-19",
            end="2056-06-29",
            measures=(Measure.EXPORT_DENIAL,),
        ),
    )
    assert egret.remarks == "standard order: Y; last update: 2007-01-31; action: FR NOTICE ADDED"


def test_an_order_without_an_end_has_none_and_a_slip_is_kept(tmp_path: Path) -> None:
    (heron,) = read(tmp_path, text(HEADER, HERON)).listings.values()
    assert (heron.designations[0].start, heron.designations[0].end) == ("2022-08-24", None)
    assert "last update: 3033-09-30" in heron.remarks
    assert heron.countries == ("MT",)


def test_a_date_of_an_order_that_is_none_is_counted_and_kept(tmp_path: Path) -> None:
    found = read(tmp_path, text(HEADER, (*EGRET[:7], "99/99/2056", *EGRET[8:])))
    (egret,) = found.listings.values()
    assert found.reading.counts["unread date in expiration_date"] == 1
    assert "expiration date: 99/99/2056" in egret.remarks


def test_order_of_rows_and_columns_and_the_delimiter_do_not_matter(tmp_path: Path) -> None:
    turned = [tuple(reversed(row)) for row in (HEADER, HERON, EGRET)]
    first = read(tmp_path, text(HEADER, EGRET, HERON))
    again = read(tmp_path, text(*turned, delimiter=","), "dpl.csv")
    assert first.listings == again.listings


def test_an_order_that_is_renewed_keeps_its_number(tmp_path: Path) -> None:
    renewed = (*EGRET[:6], "01/02/2024", "07/02/2024", *EGRET[8:])
    before, after = (read(tmp_path, text(HEADER, row)).listings for row in (EGRET, renewed))
    assert before.keys() == after.keys()
    assert before != after


def test_equal_rows_are_two_entries(tmp_path: Path) -> None:
    first, second = (
        read(tmp_path, text(HEADER, EGRET, HERON, EGRET)).listings.keys()
        - read(tmp_path, text(HEADER, HERON)).listings.keys()
    )
    assert {first, second} == {min(first, second), f"{min(first, second)}-2"}


def test_of_two_orders_at_one_address_the_earlier_keeps_the_number(tmp_path: Path) -> None:
    early, late = ((*EGRET[:6], date, *EGRET[7:]) for date in ("12/01/2003", "01/02/2010"))
    (number,) = read(tmp_path, text(HEADER, early)).listings
    both = read(tmp_path, text(HEADER, late, early)).listings
    assert both[number].designations[0].start == "2003-12-01"
    assert both[f"{number}-2"].designations[0].start == "2010-01-02"


def test_a_new_column_is_counted_and_kept(tmp_path: Path) -> None:
    found = read(tmp_path, text((*HEADER, "Beneficial Owner"), (*EGRET, "GREY HERON")))
    assert found.reading.counts["unread column beneficial_owner"] == 1
    assert "beneficial_owner: GREY HERON" in next(iter(found.listings.values())).remarks


def test_a_row_without_a_name_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, text(HEADER, ("", *EGRET[1:]), HERON))
    assert len(found.listings) == 1
    assert found.reading.problems == ["dpl.txt, line 2: there is no name"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param("<html>", "web page", id="web page"),
        pytest.param(b"PK\x03\x04\x00x", "no text file", id="zip"),
        pytest.param("a\n1\n", "the header lacks action, city", id="another file"),
        pytest.param(text(HEADER[1:], EGRET[1:]), "the header lacks name", id="lost column"),
        pytest.param(text(HEADER), "no entry", id="header alone"),
        pytest.param(text((*HEADER, "name"), (*EGRET, "X")), "column twice", id="column twice"),
        pytest.param(
            text((*HEADER[:-1], "Note"), (*EGRET[:-1], "FR_Citation")).replace("\n", "\r", 1),
            "the header lacks fr_citation",
            id="a lone carriage return behind the header",
        ),
        pytest.param(text(HEADER, EGRET[1:]), "line 2: 11 columns where 12", id="shifted row"),
        pytest.param(text(HEADER, EGRET)[:-40], "not CSV", id="cut off"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(ListError, match=message):
        read(tmp_path, content)


@pytest.mark.parametrize(("file", "entries"), [("dpl_2022-09.txt", 581), ("dpl_2023-11.txt", 665)])
def test_the_real_list_is_read_whole(file: str, entries: int) -> None:
    found = read_all(parse, real_list("us_bis", file), SOURCE)
    assert len(found.listings) == entries
    assert not found.reading.counts
    endless = [f for f in found.listings.values() if f.designations[0].end is None]
    assert len(endless) == 53


def test_most_real_entries_keep_their_number_for_a_year() -> None:
    before, after = (
        read_all(parse, real_list("us_bis", file), SOURCE).listings
        for file in ("dpl_2022-09.txt", "dpl_2023-11.txt")
    )
    assert len(before.keys() & after.keys()) == 487
