"""Made-up OFAC sets, and the real ones where they are."""

import os
from pathlib import Path

import pytest

NULL = b"-0- "


def row(*columns: str) -> bytes:
    """Return a row as the publisher writes it; "" is a null."""
    cells = [f'"{text}"'.encode() if text else NULL for text in columns[1:]]
    return b",".join([columns[0].encode(), *cells]) + b"\r\n"


def entry(
    number: str, name: str, kind: str = "", programs: str = "TEST", remarks: str = ""
) -> bytes:
    return row(number, name, kind, programs, "", "", "", "", "", "", "", remarks)


@pytest.fixture
def ofac_set(tmp_path: Path) -> Path:
    """Return a folder with two made-up entries, an organisation and a vessel."""
    folder = tmp_path / "set"
    folder.mkdir()
    heron = "Vessel Registration Identification IMO 9074729; MMSI 123456789."
    egret = "a.k.a. 'THE EGRET'; Tax ID No. 7700000001 (Russia)."
    (folder / "sdn.csv").write_bytes(
        entry("7", "EGRET WORKS LLC", programs="TEST-A] [TEST-B", remarks=egret)
        + row("8", "GREY HERON", "vessel", "TEST-A", "", "5ABC2", "", "", "", "Panama", "", heron)
        + b"\x1a"
    )
    (folder / "alt.csv").write_bytes(
        row("7", "1", "aka", "EGRET FACTORY", "") + row("8", "2", "fka", "WHITE HERON", "")
    )
    (folder / "add.csv").write_bytes(
        row("7", "1", "1 Quay Street", "Moscow", "Russia", "") + row("8", "2", "", "", "", "")
    )
    (folder / "sdn_comments.csv").write_bytes(row("9", "left behind") + b"\x1a")
    return folder


@pytest.fixture(scope="session")
def ofac_data() -> Path:
    """Return the folder of real OFAC versions."""
    default = Path(__file__).parents[4] / "shared" / "data"
    folder = Path(os.environ.get("CUSTOMHOUSE_TEST_DATA", default)) / "lists" / "ofac"
    if not folder.is_dir():
        pytest.skip("needs the real lists: set CUSTOMHOUSE_TEST_DATA")
    return folder
