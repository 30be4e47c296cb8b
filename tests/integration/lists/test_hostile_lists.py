"""Files made to hurt: each ends in a list or a ListError, soon and in bounded memory."""

import gzip
import io
import re
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from lists.errors import ListError
from lists.reading.parsed import read_list
from lists.reading.territories import country_code
from lists.registry import parser_of, source_of
from tests.list_samples import SAMPLES, Files

XML: Final = (
    "ofac_xml", "ofac_advanced", "ofac_enhanced", "un_sc", "eu_fsf", "ch_seco", "ca_sema",
    "uk_sanctions_xml",
)  # fmt: skip
TABLES: Final = (
    "ofac_csv", "us_csl_csv", "us_bis_dpl", "eu_annexes", "uk_sanctions_csv", "uk_conlist_csv",
    "own_csv",
)  # fmt: skip
ZIPPED: Final = ("ofac_zip", "uk_conlist_xlsx", "au_dfat")
# Of each sample a text that a publisher may write at any length, one that names a country, and
# what else is matched with care.
FIELDS: Final = {
    "ofac_csv": ("Linked To: EGRET WORKS LLC", "Panama"),
    "ofac_xml": ("(Linked To: EGRET WORKS LLC)", "Panama"),
    "ofac_advanced": ("Reedtown, Russia", "Panama"),
    "ofac_enhanced": ("Reedtown, Russia", "Panama"),
    "ofac_zip": ("Reedtown, Russia", "Panama"),
    "us_csl_csv": ("For all items.", "Panama", "Entity List (EL) - Bureau of Industry"),
    "us_csl_json": ("(Linked To: IBIS)", "Panama", "Entity List (EL) - Bureau of Industry"),
    "us_bis_dpl": ("FR NOTICE ADDED", "MT"),
    "un_sc": ("Ship. IMO number: 9074729.", "Chad"),
    "eu_fsf": ("Tax number (INN): 7700000001", "CHAD"),
    "eu_annexes": ("end user", "Russia"),
    "uk_sanctions_xml": ("Likes fish.", "Gabon"),
    "uk_sanctions_csv": ("Likes fish.", "Gabon"),
    "uk_conlist_csv": ("It fished", "Russia"),
    "uk_conlist_xlsx": ("It fished", "Chad"),
    "ch_seco": ("INN: 7700000001", "Belarus"),
    "ca_sema": ("Gray Egret", "Iran"),
    "au_dfat": ("INN: 7700000001.", "Chad"),
    "ftm": ("Director", '"ru"'),
    "ftm_delta": ("Director", '"ru"'),
    "own_csv": ("a; b", "PA"),
    "own_ndjson": ("seen", "PA"),
}
# What costs most where a pattern tries every start, or a text is cut at every sign.
UNITS: Final = ("x", "(1) ", "A; ", "a, b/c or ", "é")
TEN_MB: Final = 10_000_000
# Characters: the square of it is minutes, and CSV takes no longer cells.
LONG: Final = 120_000
# Seconds of processor time: many times what the slowest takes.
SOON_S: Final = 5.0
RESET: Final = Path("/proc/self/clear_refs")
MEMORY_KB: Final = 300 * 1024


def changed(files: Files, change: Callable[[bytes], bytes]) -> Files:
    """Return the files with their text changed, inside a zip as well."""
    return {
        name: _repacked(data, change) if data.startswith(b"PK") else change(data)
        for name, data in files.items()
    }


def _repacked(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            is_data = name == old.namelist()[-1]
            new.writestr(name, change(old.read(name)) if is_data else old.read(name))
    return out.getvalue()


def seconds(name: str, folder: Path, files: Files) -> float:
    """Return the processor time that reading takes, whatever comes of it but a crash."""
    sample = SAMPLES[name]
    source, path = source_of(sample.source), sample.path(folder, files)
    started = time.process_time()
    with suppress(ListError):
        read_list(parser_of(source), path, source)
    return time.process_time() - started


def with_field(name: str, field: str, text: str) -> Files:
    """Return the sample with a text in the place of one of its fields, wherever that stands."""
    old, is_there = field.strip('"').encode(), []

    def put(data: bytes) -> bytes:
        is_there.append(old in data)
        return data.replace(old, text.encode(), 1)

    files = changed(SAMPLES[name].files(3), put)
    assert any(is_there)
    return files


def peak_kb(*, anew: bool = False) -> int:
    """Return the most memory this process has held, since it was last asked to begin anew."""
    if not RESET.exists():
        pytest.skip("needs Linux, which tells the peak of memory")
    if anew:
        RESET.write_text("5", encoding="ascii")
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])  # type: ignore[index]


@pytest.fixture(scope="module", autouse=True)
def _index_of_countries() -> None:
    # It takes a second to build, once in a process.
    country_code("no country")


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_ten_megabytes_is_read_or_refused_soon(name: str, tmp_path: Path) -> None:
    files = with_field(name, FIELDS[name][0], "x" * TEN_MB)
    before = peak_kb(anew=True)
    assert seconds(name, tmp_path, files) < SOON_S
    assert peak_kb() - before < MEMORY_KB


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, fields in FIELDS.items() for field in fields]
)
def test_no_field_costs_the_square_of_its_length(name: str, field: str, tmp_path: Path) -> None:
    for unit in UNITS:
        files = with_field(name, field, unit * (LONG // len(unit)))
        assert seconds(name, tmp_path, files) < SOON_S


@pytest.mark.parametrize("name", TABLES)
def test_a_header_of_a_million_columns_is_refused_soon(name: str, tmp_path: Path) -> None:
    columns = b",".join(b"c%d" % number for number in range(1_000_000))
    files = {file: columns + b"," + data for file, data in SAMPLES[name].files(3).items()}
    assert seconds(name, tmp_path, files) < SOON_S


LAUGHS: Final = '<!DOCTYPE x [<!ENTITY a0 "ha">{}]>'.format(
    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
)
SQUARE: Final = f'<!DOCTYPE x [<!ENTITY a9 "{"ha" * 50_000}">]>'


@pytest.mark.parametrize("name", [*XML, *ZIPPED])
@pytest.mark.parametrize(
    ("doctype", "used"),
    [
        pytest.param(LAUGHS, "&a9;", id="a billion laughs"),
        pytest.param(SQUARE, "&a9;" * 5_000, id="one entity many times"),
        pytest.param('<!DOCTYPE x [<!ENTITY a9 SYSTEM "SECRET">]>', "&a9;", id="a file"),
        pytest.param('<!DOCTYPE x SYSTEM "SECRET">', "", id="a document type outside"),
    ],
)
def test_entities_stay_what_they_are(name: str, doctype: str, used: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Zq7x")
    doctype = doctype.replace("SECRET", secret.as_uri())

    def spoil(data: bytes) -> bytes:
        declaration, end, rest = data.rpartition(b"?>")
        text = rest.replace(FIELDS[name][0].encode(), used.encode(), 1)
        return declaration + end + doctype.encode() + text

    sample = SAMPLES[name]
    source = source_of(sample.source)
    path = sample.path(tmp_path, changed(sample.files(3), spoil))
    with suppress(ListError):
        lines = b"".join(read_list(parser_of(source), path, source).lines)
        assert b"Zq7x" not in lines
        assert len(lines) < 20_000


@pytest.mark.parametrize("name", SAMPLES)
def test_a_compressed_file_is_no_list(name: str, tmp_path: Path) -> None:
    sample = SAMPLES[name]
    packed = {file: gzip.compress(data) for file, data in sample.files(3).items()}
    source = source_of(sample.source)
    with pytest.raises(ListError) as refused:
        read_list(parser_of(source), sample.path(tmp_path, packed), source)
    assert len(str(refused.value)) < 1_000
