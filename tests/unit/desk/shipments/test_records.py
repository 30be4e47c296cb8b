import io
import json

import pytest

from desk.shipments.records import Form, Read, guess_form, read_records


def a_shipment(number: int = 1) -> dict[str, object]:
    parties = [{"role": "consignee", "names": [{"text": "Example Trading"}]}]
    return {"shipment_id": f"S{number}", "source": "urn:test", "parties": parties}


def read(text: str, form: Form, source: str | None = None) -> list[Read]:
    return list(read_records(io.BytesIO(text.encode()), form, source))


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
    assert [party.role for party in first.record.parties] == ["consignee", "consignor"]
    assert first.record.parties[0].identifiers[0].value == "X1"
    assert len(first.record.transport) == 1
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
    assert found[0][1].startswith("parties.0.role: unknown role")


def test_rows_without_a_source_say_how_to_give_one() -> None:
    text = "shipment_id,source,role,name\nS1,,consignee,Example Trading\n"
    assert "--source" in outcome(read(text, Form.CSV))[0][1]
