from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.eu.annexes import parse, shipped_file
from lists.parsers.eu.annexes_csv import COLUMNS
from lists.registry import source_of
from screening.facts.identifiers import read_number
from screening.listing import CountryRelation, EntityType, Listing, NameKind
from tests.parsing import Read, read_all

SOURCE = source_of("eu_annexes")
LINE = {
    "regulation": "833/2014",
    "annex": "IV",
    "entry": "12",
    "name": "EGRET WORKS LLC",
    "listed_on": "2025-10-24",
    "source": "OJ L, 2025/1",
}


def read(folder: Path, *lines: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Read:
    file = folder / "annexes.csv"
    rows = [columns, *([line.get(column, "") for column in columns] for line in lines)]
    file.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows))
    return read_all(parse, file, SOURCE)


def one(folder: Path, **cells: str) -> Listing:
    (found,) = read(folder, LINE | cells).listings.values()
    return found


def test_the_shipped_file_holds_what_the_financial_sanctions_files_do_not() -> None:
    found = read_all(parse, shipped_file(), SOURCE).listings.values()
    numbers = {listing.primary_name: listing.identifiers[0] for listing in found}
    assert numbers["Sequoia JSC"].value == "9703014733"
    assert numbers["UNIKOM LLC"].value == "7814813801"
    assert all(read_number(number).valid for number in numbers.values())


def test_every_line_of_the_shipped_file_cites_its_source() -> None:
    for listing in read_all(parse, shipped_file(), SOURCE).listings.values():
        (designation,) = listing.designations
        assert designation.start == "2025-10-24"
        assert "2025/2033" in (designation.legal_basis or "")


def test_a_line_is_read_into_a_listing(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        aliases="EGRET FACTORY; EGRET",
        native_names="Цапля",
        identifiers="inn=7700000001; ogrn=1027700000005",
        addresses="1 Quay, Moscow; 2 Quay, Tver",
        country="Russia",
        remarks="end user",
    )
    assert found.id == "eu_annexes:833/2014-IV-12"
    assert [name.text for name in found.names[1:]] == ["EGRET", "EGRET FACTORY", "Цапля"]
    assert (found.names[3].kind, found.names[3].script) == (NameKind.ALIAS, "Cyrl")
    assert [number.scheme for number in found.identifiers] == ["inn", "ogrn"]
    assert [address.text for address in found.addresses] == ["1 Quay, Moscow", "2 Quay, Tver"]
    assert (found.ties[0].code, found.ties[0].relation) == ("RU", CountryRelation.REGISTRATION)
    assert (found.type, found.remarks) == (EntityType.ORGANISATION, "end user")


def test_the_programme_is_the_annex_and_starts_when_it_takes_effect(tmp_path: Path) -> None:
    found = one(tmp_path, effective_from="2099-01-26")
    (designation,) = found.designations
    assert (designation.program, designation.start) == ("EU 833/2014 Annex IV", "2099-01-26")
    assert designation.legal_basis == "OJ L, 2025/1"
    assert found.remarks == "listed on: 2025-10-24"


def test_without_an_entry_the_number_is_made_of_the_name(tmp_path: Path) -> None:
    first = one(tmp_path, entry="", name="EGRET WORKS LLC")
    assert first.id == one(tmp_path, entry="", name="Egret Works, LLC").id
    assert first.id != one(tmp_path, entry="", name="HERON WORKS LLC").id


def test_columns_may_stand_in_any_order_and_others_are_kept(tmp_path: Path) -> None:
    columns = ("note", *reversed(COLUMNS))
    found = read(tmp_path, LINE | {"note": "checked twice"}, columns=columns)
    assert found.listings["833/2014-IV-12"].remarks == "note: checked twice"
    assert found.reading.counts["unread column note"] == 1


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"name": " "}, "line 2: nothing stands under name"),
        ({"source": ""}, "line 2: nothing stands under source"),
        ({"name": "-0-"}, "line 2: an entry needs"),
        ({"type": "club"}, "line 2: unknown type 'club'; use person"),
        ({"identifiers": "7700000001"}, "line 2: identifier '7700000001' must read scheme=value"),
        ({"listed_on": "24.10.2025"}, "line 2: '24.10.2025' is no date"),
        ({"listed_on": "2025-02-30"}, "line 2: '2025-02-30' is no date"),
        ({"effective_from": "20251024"}, "line 2: '20251024' is no date"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(
    tmp_path: Path, cells: dict[str, str], message: str
) -> None:
    with pytest.raises(ListError, match=message):
        read(tmp_path, LINE | cells)


def test_a_line_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ListError, match=r"line 3: this entry stands twice: see annexes\.csv, line 2"
    ):
        read(tmp_path, LINE, LINE)


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="the header lacks 'source'"):
        read(tmp_path, LINE, columns=COLUMNS[:4])
