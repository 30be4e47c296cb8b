import gzip
import io
import json
from pathlib import Path

import pytest
from sheets import write_book

from desk.errors import CommandError
from desk.shipments.files.form import Form, guess_form
from desk.shipments.files.lines import read_lines, read_values
from desk.shipments.files.read import Read
from desk.shipments.files.reading import open_shipments
from desk.shipments.files.rows import csv_rows
from desk.shipments.files.tables import read_table


def a_shipment(number: int = 1) -> dict[str, object]:
    parties = [{"role": "consignee", "names": [{"text": "Example Trading"}]}]
    return {"shipment_id": f"S{number}", "source": "urn:test", "parties": parties}


def read(text: str, form: Form, source: str | None = None) -> list[Read]:
    stream = io.BytesIO(text.encode())
    match form:
        case Form.CSV:
            return list(read_table(csv_rows(stream), source))
        case Form.JSON:
            return list(read_values(stream))
        case _:
            return list(read_lines(stream))


def outcome(reads: list[Read]) -> list[tuple[int, str]]:
    return [
        (each.line, each.record.shipment_id if each.record else str(each.error)) for each in reads
    ]


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("a.csv", b"{", Form.CSV),
        ("-", b'{"a": 1}\n', Form.NDJSON),
        ("-", b"{\n", Form.JSON),
        ("-", b" [", Form.JSON),
        ("-", b"shipment_id,role", Form.CSV),
        ("a.ndjson", b"oops", Form.NDJSON),
        ("a.json", b'{"a": 1}', Form.JSON),
        ("-", b"", Form.NDJSON),
        ("a.csv.gz", b"{", Form.CSV),
        ("a.json.gz", b'{"a": 1}', Form.JSON),
        ("a.csv", b"PK\x03\x04", Form.XLSX),
    ],
)
def test_the_form_of_a_file_is_guessed(name: str, head: bytes, form: Form) -> None:
    assert guess_form(name, head) is form


def test_a_bad_line_refuses_itself_alone() -> None:
    lines = [json.dumps(a_shipment(1)), "{oops", "", json.dumps(a_shipment(2))]
    found = outcome(read("\n".join(lines), Form.NDJSON))
    assert [line for line, _ in found] == [1, 2, 4]
    assert [found[0][1], found[2][1]] == ["S1", "S2"]
    assert "not JSON" in found[1][1]


def test_an_array_larger_than_the_buffer_is_read_object_by_object() -> None:
    text = json.dumps([a_shipment(number) for number in range(2000)], indent=1)
    found = outcome(read(text, Form.JSON))
    assert [name for _, name in found] == [f"S{number}" for number in range(2000)]
    assert text.splitlines()[found[-1][0] - 1].strip() == "{"


def test_an_array_that_breaks_off_keeps_what_came_before() -> None:
    text = json.dumps([a_shipment(1), a_shipment(2)])[:-20]
    found = outcome(read(text, Form.JSON))
    assert found[0] == (1, "S1")
    assert "cannot be read" in found[1][1]


def test_an_array_of_something_else_is_refused() -> None:
    assert "object should begin" in outcome(read("[1, 2]", Form.JSON))[0][1]


def test_csv_rows_of_one_shipment_become_its_parties() -> None:
    text = (
        "shipment_id,source,role,name,country,identifier_scheme,identifier_value,vessel_imo\n"
        "S1,urn:test,consignee,Example Trading,DE,LEI,X1,9074729\n"
        "S1,urn:test,CZ,Example Works,,,,9074729\n"
        "S2,urn:test,consignee,Example Trading,,,,\n"
    )
    first, second = read(text, Form.CSV)
    assert first.record is not None
    assert second.record is not None
    assert [party.role for party in first.record.record().parties] == ["consignee", "consignor"]
    assert first.record.record().parties[0].identifiers[0].value == "X1"
    assert len(first.record.record().transport) == 1
    assert (second.line, second.record.shipment_id) == (4, "S2")


def test_csv_rows_that_do_not_stand_together_are_refused() -> None:
    text = "shipment_id,role,name\nS1,CN,A\nS2,CN,B\nS1,CN,C\n"
    assert outcome(read(text, Form.CSV, "urn:test"))[2] == (
        4,
        "rows of one shipment must stand together",
    )


def test_csv_without_its_columns_says_which() -> None:
    assert "name, source" in outcome(read("shipment_id,role\n", Form.CSV))[0][1]


def test_csv_with_an_unknown_role_says_where() -> None:
    found = outcome(read("shipment_id,role,name\nS1,friend,A\n", Form.CSV, "urn:test"))
    assert found[0][1].startswith("shipment S1: parties.0.role: unknown role")


def test_rows_without_a_source_say_how_to_give_one() -> None:
    text = "shipment_id,source,role,name\nS1,,consignee,Example Trading\n"
    assert "--source" in outcome(read(text, Form.CSV))[0][1]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_table_may_part_its_cells_by_other_marks(mark: str) -> None:
    text = f"shipment_id{mark}role{mark}name\nS1{mark}CN{mark}Example Trading\n"
    assert outcome(read(text, Form.CSV, "urn:test")) == [(2, "S1")]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("shipment_id,role,name,contry", "unknown column 'contry' (did you mean country?)"),
        ("shipment_id,role,name,", "unknown column without a name"),
        ("shipment_id,role,name,name", "column name stands twice"),
    ],
    ids=["a typo", "no name", "twice"],
)
def test_a_column_that_nobody_would_read_refuses_the_table(head: str, said: str) -> None:
    ((line, reason),) = outcome(read(f"{head}\nS1,CN,A,X\n", Form.CSV, "urn:test"))
    assert line == 1
    assert said in reason


def test_a_row_with_more_cells_than_columns_is_refused() -> None:
    text = "shipment_id,role,name\nS1,CN,Heron, Ltd\nS2,CN,Heron\n"
    first, second = read(text, Form.CSV, "urn:test")
    assert (first.line, first.shipment_id) == (2, "S1")
    assert "more cells" in str(first.error)
    assert second.record is not None


def test_a_table_that_is_not_utf_8_says_so_and_where() -> None:
    data = "shipment_id,role,name\nS1,CN,Möller\n".encode("latin-1")
    (found,) = read_table(csv_rows(io.BytesIO(data)), "urn:test")
    assert (found.line, found.shipment_id) == (2, "S1")
    assert "save the file as UTF-8" in str(found.error)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (json.dumps({**a_shipment(), "parties": []}), Form.NDJSON),
        ("shipment_id,role,name\nS1,friend,A\n", Form.CSV),
    ],
    ids=["JSON", "CSV"],
)
def test_a_refused_record_is_named_by_its_shipment(text: str, form: Form) -> None:
    (found,) = read(text, form, "urn:test")
    assert (found.record, found.shipment_id) == (None, "S1")


def opened(path: Path, form: Form = Form.AUTO, source: str | None = None) -> list[Read]:
    with open_shipments(str(path), form) as file:
        return list(file.reads(source))


def test_a_gzipped_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "shipments.dat"
    path.write_bytes(gzip.compress(json.dumps(a_shipment()).encode()))
    assert outcome(opened(path)) == [(1, "S1")]


def test_a_gzip_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(a_shipment(number)) for number in range(5000))
    path = tmp_path / "shipments.ndjson.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-4000])
    found = opened(path)
    assert found[0].record is not None
    assert "gzip is damaged" in str(found[-1].error)


def test_a_sheet_is_a_table_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "shipments.xlsx"
    head = "".join(cell(name) for name in ("shipment_id", "role", "name", "vessel_imo"))
    row = cell("S1") + cell("CN") + cell("Heron") + "<c><v>9074729</v></c>"
    write_book(path, f"<row>{head}</row><row>{row}</row>")
    (found,) = opened(path, source="urn:test")
    assert found.record is not None
    vessel = found.record.record().transport[0].vessel
    assert vessel is not None
    assert vessel.imo == "9074729"


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def test_what_is_no_sheet_is_said(tmp_path: Path) -> None:
    path = tmp_path / "shipments.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(CommandError, match="sheet cannot be read"):
        opened(path)
