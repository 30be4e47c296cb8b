from pathlib import Path

import orjson
import pytest

from lists.errors import ListError
from lists.parsers.own.files import csv_template, ndjson_template, own_entry_schema, parse
from lists.registry import source_of
from screening.listing import EntityType, Gender, ListedAddress, Listing, NameKind
from tests.parsing import read_all

SOURCE = source_of("own:test")
GOOD = '{"id": "1", "type": "vessel", "names": [{"text": "GREY HERON", "kind": "primary"}]}'
HEADER = "id,type,name,aliases,weak_aliases,identifiers,countries,programs\n"
LONG_HEADER = HEADER[:-1] + ",gender,dates,addresses,remarks,previous_names\n"


def read(file: Path, content: str | bytes) -> tuple[Listing, ...]:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return tuple(read_all(parse, file, SOURCE).listings.values())


def test_a_json_line_is_a_listing(tmp_path: Path) -> None:
    (heron,) = read(tmp_path / "own.ndjson", GOOD + "\n\n")
    assert (heron.id, heron.type) == ("own:test:1", EntityType.VESSEL)
    assert len(heron.content) == 32


def test_a_json_line_may_say_more(tmp_path: Path) -> None:
    more = (
        '"dates": ["1965"], "gender": "female", "remarks": "seen", '
        '"addresses": [{"text": "1 Quay", "country": "mt"}]'
    )
    (heron,) = read(tmp_path / "own.ndjson", f"{GOOD[:-1]}, {more}}}")
    assert (heron.dates, heron.gender, heron.remarks) == (("1965",), Gender.FEMALE, "seen")
    assert heron.addresses == (ListedAddress(text="1 Quay", country="MT"),)


def test_the_old_header_is_still_a_list_in_any_order(tmp_path: Path) -> None:
    text = "programs,countries,identifiers,weak_aliases,aliases,name,type,id\nX,PA,,,,HERON,,7\n"
    (heron,) = read(tmp_path / "own.csv", text)
    assert (heron.id, heron.programs, heron.countries) == ("own:test:7", ("X",), ("PA",))


def test_the_further_columns_are_read(tmp_path: Path) -> None:
    row = '1,person,A B,,,,,,female,1965;about 1970,"1 Quay; 2 Quay",a; b,C D;E F\n'
    (found,) = read(tmp_path / "own.csv", LONG_HEADER + row)
    assert (found.gender, found.dates) == (Gender.FEMALE, ("1965", "about 1970"))
    assert [address.text for address in found.addresses] == ["1 Quay", "2 Quay"]
    assert found.remarks == "a; b"
    assert [n.text for n in found.names if n.kind is NameKind.PREVIOUS] == ["C D", "E F"]


def test_both_templates_are_the_same_list(tmp_path: Path) -> None:
    (heron,) = read(tmp_path / "own.csv", csv_template())
    assert read(tmp_path / "own.ndjson", ndjson_template()) == (heron,)
    kinds = [name.kind.value for name in heron.names]
    assert kinds == ["primary", "alias", "alias", "previous", "weak"]
    assert [i.scheme for i in heron.identifiers] == ["imo", "mmsi"]
    assert heron.countries == ("LR", "PA")


def test_the_schema_of_a_line_knows_each_field() -> None:
    schema = own_entry_schema()
    fields = schema["properties"]
    assert isinstance(fields, dict)
    assert orjson.loads(ndjson_template()).keys() < fields.keys()
    assert schema["required"] == ["id", "names"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(GOOD + "\n{", "line 2: not JSON", id="not JSON"),
        pytest.param("[" * 100_000, "line 1: not JSON", id="deep"),
        pytest.param("7", "line 1: .*dictionary", id="no object"),
        pytest.param(GOOD + "\n" + GOOD, "line 2: id '1' stands twice: see line 1", id="twice"),
        pytest.param('{"id": "1", "names": []}', "line 1, names: write one name", id="no name"),
        pytest.param(
            '{"id": "1", "names": [{"text": "X", "kind": "weak"}]}',
            "line 1, names: write one name that is not weak",
            id="weak",
        ),
        pytest.param(
            '{"id": "1", "names": [{"text": "X"}], "x": 1}',
            "line 1, x: there is no such field: write id, type",
            id="unknown field",
        ),
        pytest.param('{"names": [{"text": "X"}]}', "line 1, id: it is missing", id="missing"),
        pytest.param(
            '{"id": "1", "names": [{"text": "X"}], "countries": ["PA", "Panana"]}',
            r"line 1, countries\.1: 'Panana' is no country: write",
            id="country",
        ),
        pytest.param(b"\n\xff", "byte 1: the file is not UTF-8", id="not UTF-8"),
    ],
)
def test_a_broken_json_line_is_refused_with_its_place(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(ListError, match=message):
        read(tmp_path / "own.ndjson", content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "line 1: the header lacks id", id="empty"),
        pytest.param("id,name\n", "line 1: the header lacks type", id="header"),
        pytest.param(HEADER[:-1] + ",adress\n", "line 1: column 'adress'; write id", id="column"),
        pytest.param(HEADER[:-1] + ",name\n", "line 1: column 'name'", id="twice"),
        pytest.param('"id', "not CSV", id="broken header"),
        pytest.param(HEADER + "1,vessel\n", "line 2: there must be 8", id="columns"),
        pytest.param(HEADER + "1,vessel,X,,,,,,9\n", "line 2: there must be 8", id="too many"),
        pytest.param(
            HEADER + "1,boat,X,,,,,\n",
            "line 2, type: 'boat' is none of these: write 'person'",
            id="type",
        ),
        pytest.param(
            HEADER + "1,vessel,X,,,imo,,\n",
            "line 2, identifiers: 'imo' must read scheme=value, as imo=9074729",
            id="identifier",
        ),
        pytest.param(HEADER + "1,vessel,,,,,,\n", "line 2, name: it is empty", id="no name"),
        pytest.param(HEADER + "1,,X,,,,Panana,\n", "line 2, countries: 'Panana'", id="country"),
        pytest.param(
            LONG_HEADER + '1,,"X\nY",,,,,,,,,,\n2,,"X\nY",,,,,,,soon,,,\n',
            "line 4, dates: 'soon' is no date: write 1965-04-30",
            id="date, in cells of two lines",
        ),
        pytest.param(HEADER + '1,vessel,"X', "line 2: not CSV", id="open quote"),
    ],
)
def test_a_broken_csv_line_is_refused_with_line_and_column(
    tmp_path: Path, content: str, message: str
) -> None:
    with pytest.raises(ListError, match=message):
        read(tmp_path / "own.csv", content)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="no such file"):
        read_all(parse, tmp_path / "gone.csv", SOURCE)


def test_an_address_without_its_column_is_its_name(tmp_path: Path) -> None:
    line = '{"id": "1", "type": "address", "names": [{"text": "12 Heron Quay, Moscow"}]}\n'
    file = tmp_path / "own.ndjson"
    file.write_text(line, encoding="utf-8")
    (listing,) = read_all(parse, file, SOURCE).listings.values()
    assert [address.text for address in listing.addresses] == ["12 Heron Quay, Moscow"]
