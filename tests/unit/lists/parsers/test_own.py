from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.own import csv_template, parse
from lists.registry import source_of
from screening.listing import EntityType, Gender, ListedAddress, Listing, NameKind
from tests.parsing import read_all

SOURCE = source_of("own:test")
GOOD = '{"id": "1", "type": "vessel", "names": [{"text": "GREY HERON", "kind": "primary"}]}'
HEADER = "id,type,name,aliases,weak_aliases,identifiers,countries,programs\n"


def read(file: Path, content: str | bytes) -> tuple[Listing, ...]:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return tuple(read_all(parse, file, SOURCE).listings.values())


def test_a_json_line_is_a_listing(tmp_path: Path) -> None:
    (heron,) = read(tmp_path / "own.ndjson", GOOD + "\n\n")
    assert (heron.id, heron.type) == ("own:test:1", EntityType.VESSEL)
    assert len(heron.content) == 32


def test_a_json_line_may_say_more(tmp_path: Path) -> None:
    more = (
        '"dates": ["1965"], "gender": "female", "addresses": [{"text": "1 Quay", "country": "mt"}]'
    )
    (heron,) = read(tmp_path / "own.ndjson", f"{GOOD[:-1]}, {more}}}")
    assert (heron.dates, heron.gender) == (("1965",), Gender.FEMALE)
    assert heron.addresses == (ListedAddress(text="1 Quay", country="MT"),)


def test_the_template_is_a_list(tmp_path: Path) -> None:
    (heron,) = read(tmp_path / "own.csv", csv_template())
    assert [name.kind for name in heron.names] == [
        NameKind.PRIMARY,
        NameKind.ALIAS,
        NameKind.ALIAS,
        NameKind.WEAK_ALIAS,
    ]
    assert [i.scheme for i in heron.identifiers] == ["imo", "mmsi"]
    assert heron.countries == ("LR", "PA")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(GOOD + "\n{", "line 2", id="not JSON"),
        pytest.param(GOOD + "\n" + GOOD, "line 2: id '1' stands twice", id="twice"),
        pytest.param(
            '{"id": "1", "names": []}', "line 1: an entry needs a number and a name", id="no name"
        ),
        pytest.param('{"id": "1", "names": [], "x": 1}', "line 1: x", id="unknown field"),
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
        pytest.param("", "line 1: the header", id="empty"),
        pytest.param("id,name\n", "line 1: the header", id="header"),
        pytest.param('"id', "line 1: not CSV", id="broken header"),
        pytest.param(HEADER + "1,vessel\n", "line 2: there must be 8", id="columns"),
        pytest.param(HEADER + "1,boat,X,,,,,\n", "line 2: type", id="type"),
        pytest.param(HEADER + "1,vessel,X,,,imo,,\n", "line 2: identifier", id="identifier"),
        pytest.param(HEADER + '1,vessel,"X', "not CSV", id="open quote"),
    ],
)
def test_a_broken_csv_line_is_refused_with_its_place(
    tmp_path: Path, content: str, message: str
) -> None:
    with pytest.raises(ListError, match=message):
        read(tmp_path / "own.csv", content)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="no such file"):
        read_all(parse, tmp_path / "gone.csv", SOURCE)
