import struct
from dataclasses import replace
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.reading.tabular import sheet_rows
from lists.reading.workbooks import refuse_bomb
from lists.registry import source_of
from tests.sheets import write_book, write_sheet

SOURCE = source_of("au_dfat")
SMALL = replace(SOURCE, max_bytes=100_000)


def test_a_sheet_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    file = write_sheet(tmp_path / "a.xlsx", [["dated"], ["A", "B"], ["1", "x"]])
    skipped: list[str] = []
    rows = list(sheet_rows(file, SOURCE, ["B"], skip=1, skipped=skipped))
    assert rows == [("a.xlsx, row 3", {"A": "1", "B": "x"})]
    assert skipped[0] == "dated"


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    file = write_sheet(tmp_path / "a.xlsx", [["x" * 200_000]])
    assert file.stat().st_size < 10_000
    with pytest.raises(ListError, match="more than 100,000 bytes"):
        refuse_bomb(file, SMALL)


def test_a_size_that_the_zip_understates_is_found_out(tmp_path: Path) -> None:
    file = write_sheet(tmp_path / "a.xlsx", [["x" * 200_000]])
    raw = file.read_bytes()
    start = raw.rindex(b"PK\x01\x02")
    said = raw[:start] + raw[start : start + 24] + struct.pack("<I", 100) + raw[start + 28 :]
    file.write_bytes(said)
    with pytest.raises(ListError, match="more than 100,000 bytes"):
        refuse_bomb(file, SMALL)


def test_a_cell_far_away_is_refused_before_the_rectangle_is_made(tmp_path: Path) -> None:
    cell = '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
    file = write_book(tmp_path / "a.xlsx", f'<row r="1048576">{cell}</row>')
    with pytest.raises(ListError, match="1,048,576 rows and 16,384 columns"):
        refuse_bomb(file, SOURCE)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"PK\x03\x04 and no more", "cannot be read", id="cut zip"),
        pytest.param(b"<!DOCTYPE html><html>", "web page", id="web page"),
        pytest.param(b"a,b\r\n", "no xlsx", id="CSV"),
        pytest.param(b"", "no xlsx", id="empty"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    with pytest.raises(ListError, match=message):
        list(sheet_rows(file, SOURCE, []))


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = write_sheet(tmp_path / "a.xlsx", [["A", "A"], ["1", "x"]])
    with pytest.raises(ListError, match="'A' twice"):
        list(sheet_rows(file, SOURCE, []))
