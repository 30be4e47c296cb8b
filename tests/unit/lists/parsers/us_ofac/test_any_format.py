import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.us_ofac.any_format import parse
from lists.sources import Source
from screening.listing import Listing
from tests.ofac_samples import as_advanced, as_csv, as_enhanced, as_xml
from tests.parsing import Read, read_all, real_list

SDN = Source(id="us_ofac_sdn", authority="x", title="x", licence="x", max_bytes=1_000_000)
CONS = Source(id="us_ofac_cons", authority="x", title="x", licence="x")
FORMATS = {"csv": as_csv, "xml": as_xml, "enhanced": as_enhanced, "advanced": as_advanced}


def read(path: Path, source: Source = SDN, *, allow_incomplete: bool = False) -> Read:
    return read_all(parse, path, source, allow_incomplete=allow_incomplete)


def zipped(folder: Path, *names: str, content: bytes = b"<sdnList/>") -> Path:
    path = folder / "list.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, content)
    return path


def said(listing: Listing) -> dict[str, object]:
    """Return what every format carries, in an order of its own; None and Latin are one script."""
    latin = [name for name in listing.names if name.script in (None, "Latn")]
    return {
        "type": listing.type,
        "names": {(words(name.text), name.kind) for name in latin},
        "identifiers": {(i.scheme, i.value) for i in listing.identifiers},
        "addresses": {words(address.text) for address in listing.addresses},
        "countries": listing.countries,
        "dates": listing.dates,
        "programs": listing.programs,
        "gender": listing.gender,
    }


def words(text: str) -> frozenset[str]:
    # The CSV turns quotation marks into single ones.
    return frozenset(re.findall(r"\w+", text.casefold()))


def differences(left: Read, right: Read) -> set[tuple[str, str]]:
    """Return (number, field) of what two readings of one list say apart."""
    return {
        (number, field)
        for number in left.listings.keys() & right.listings.keys()
        for field, value in said(left.listings[number]).items()
        if value != said(right.listings[number])[field]
    }


def unequal(left: Read, right: Read) -> set[str]:
    both = left.listings.keys() & right.listings.keys()
    return {n for n in both if left.listings[n].content != right.listings[n].content}


def with_other_measures(left: Read, right: Read) -> set[str]:
    both = left.listings.keys() & right.listings.keys()
    return {n for n in both if left.listings[n].measures != right.listings[n].measures}


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS.keys())
def test_an_entry_reads_the_same_from_every_format(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    (tmp_path / "set").mkdir()
    legacy, other = read(as_csv(tmp_path / "set")), read(write(tmp_path))
    assert len(legacy.listings) == len(other.listings) == 3
    assert differences(legacy, other) == set()
    assert unequal(legacy, other) == set()


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS.keys())
def test_each_programme_is_a_part(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    assert read(write(tmp_path)).reading.parts == {"TEST-A": 3, "TEST-B": 1}


def test_a_zip_of_one_xml_file_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path, "t/data/sdn.xml", content=as_xml(tmp_path).read_bytes())
    assert len(read(path).listings) == 3


def test_a_folder_with_one_xml_file_is_read(tmp_path: Path) -> None:
    assert len(read(as_advanced(tmp_path).parent).listings) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n", "empty", id="blanks"),
        pytest.param(b"<!DOCTYPE html><html>", "web page", id="error page"),
        pytest.param(b"<other/>", "the file is <other>", id="another XML"),
        pytest.param(b"<sdnList><sdnEntry>", "not XML", id="cut off"),
        pytest.param(b"<sdnList/>", "no entries", id="no entries"),
        pytest.param(b"<Sanctions/>", "no parties", id="no parties"),
        pytest.param(b"<sanctionsData/>", "no entities", id="no entities"),
        pytest.param(b"PK\x03\x04 no zip at all", "zip", id="damaged zip"),
        pytest.param(b'<?xml version="1.0" encoding="x"?><sdnList/>', "not XML", id="encoding"),
        pytest.param(b"\x80\x81,\x82", "columns", id="no text"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "sdn"
    file.write_bytes(content)
    with pytest.raises(ListError, match=message):
        read(file, allow_incomplete=True)


@pytest.mark.parametrize(
    "entities",
    ['<!ENTITY a "LOL"><!ENTITY b "&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/hostname">'],
    ids=["bomb", "external"],
)
@pytest.mark.parametrize("write", [as_xml, as_enhanced, as_advanced])
def test_entities_are_refused(tmp_path: Path, write: Callable[[Path], Path], entities: str) -> None:
    file = write(tmp_path)
    declaration, _, rest = file.read_text(encoding="utf-8").partition("?>")
    body = rest.replace("GREY HERON", "&b;")
    file.write_text(f"{declaration}?><!DOCTYPE x [{entities}]>{body}", encoding="utf-8")
    with pytest.raises(ListError):
        read(file)


@pytest.mark.parametrize("names", [(), ("a.txt",), ("a.xml", "b.xml")], ids=["0", "text", "two"])
def test_a_zip_of_something_else_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(ListError, match="XML files in the zip"):
        read(zipped(tmp_path, *names))


def test_a_zip_bomb_is_stopped(tmp_path: Path) -> None:
    bomb = zipped(tmp_path, "sdn.xml", content=b" " * 2_000_000)
    with pytest.raises(ListError, match="more than 1000000 bytes unpacked"):
        read(bomb)


@pytest.mark.parametrize("write", [as_xml, as_enhanced, as_advanced])
def test_a_file_that_is_cut_off_anywhere_is_refused(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    file = write(tmp_path)
    whole = file.read_bytes()
    for end in range(200, len(whole) - 2, len(whole) // 20):
        file.write_bytes(whole[:end])
        with pytest.raises(ListError):
            read(file, allow_incomplete=True)


@pytest.mark.parametrize("write", [as_xml, as_enhanced, as_advanced])
def test_a_number_that_stands_twice_is_refused(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    file = write(tmp_path)
    text = file.read_text(encoding="utf-8")
    for number in ("<uid>8</uid>", 'entity id="8"', 'Profile ID="8"'):
        text = text.replace(number, number.replace("8", "7"))
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ListError, match="us_ofac_sdn:7: this entry stands twice"):
        read(file)


@pytest.mark.parametrize("write", [as_xml, as_enhanced, as_advanced])
@pytest.mark.parametrize(
    "empty", ["-0-", "\u00a0", "\u200b", ""], ids=["null", "NBSP", "zero width", "none"]
)
def test_an_entry_without_a_name_is_a_problem_of_its_own(
    tmp_path: Path, write: Callable[[Path], Path], empty: str
) -> None:
    file = write(tmp_path)
    text = file.read_text(encoding="utf-8").replace(">GREY HERON<", f">{empty}<")
    file.write_text(text, encoding="utf-8")
    found = read(file)
    assert sorted(found.listings) == ["7", "9"]
    assert found.reading.counts["errors"] == 1


@pytest.mark.parametrize(
    ("path", "source", "entries"),
    [
        ("2021-07-07", SDN, 8_976),
        ("2024-02-20", SDN, 13_931),
        ("non_sdn_2025-12-19", CONS, 442),
        ("non_sdn_xml/consolidated_2020-03-17.xml", CONS, 375),
        ("non_sdn_xml/consolidated_2025-03-28.xml", CONS, 443),
        ("non_sdn_xml/CONS_ENHANCED_2025-02.ZIP", CONS, 443),
        ("schemas/sample_ofac_sdn.zip", SDN, 8),
        ("schemas/sdn_advanced_2024-02-23_CUT37.xml", SDN, 37),
    ],
)
def test_a_real_file_is_read_whole(path: str, source: Source, entries: int) -> None:
    found = read(real_list("ofac", *path.split("/")), source, allow_incomplete=True)
    assert len(found.listings) == entries
    assert found.reading.counts["errors"] == 0
    assert not [name for name in found.reading.counts if name.startswith("unread")]


def non_sdn(path: str) -> Read:
    return read(real_list("ofac", *path.split("/")), CONS)


def test_the_real_non_sdn_xml_and_enhanced_files_say_the_same_of_every_entry() -> None:
    xml = non_sdn("non_sdn_xml/consolidated_2025-03-28.xml")
    enhanced = non_sdn("non_sdn_xml/CONS_ENHANCED_2025-02.ZIP")
    assert xml.listings.keys() == enhanced.listings.keys()
    assert differences(xml, enhanced) == set()
    # Only the enhanced file says which measures are imposed on each entry; what a listing means is
    # content, so a clearance does not outlive a format that says something else of it.
    assert unequal(xml, enhanced) == with_other_measures(xml, enhanced)


# Between 28 March and 19 December 2025 OFAC designated LUKOIL, ROSNEFT and its companies under
# RUSSIA-EO14024, with new names, numbers and addresses, ended SYRIA, and took 26182 off.
_CHANGED = {
    "17022", "17248", "18267", "18269", "18271", "18274", "18276", "18282", "18284", "18290",
    "18292", "18782",
}  # fmt: skip


def test_the_real_non_sdn_xml_and_csv_files_differ_only_in_what_ofac_changed() -> None:
    xml = non_sdn("non_sdn_xml/consolidated_2025-03-28.xml")
    legacy = non_sdn("non_sdn_2025-12-19")
    assert xml.listings.keys() - legacy.listings.keys() == {"26182"}
    assert {number for number, _ in differences(xml, legacy)} == _CHANGED
    assert unequal(xml, legacy) == _CHANGED


# The excerpt lacks the documents, sanctions entries and, but for one, the places of its parties.
_LACKING = {"identifiers", "addresses", "countries", "programs"}


def test_the_real_advanced_excerpt_and_the_csv_files_of_its_time_say_the_same() -> None:
    advanced = read(real_list("ofac", "schemas", "sdn_advanced_2024-02-23_CUT37.xml"))
    legacy = read(real_list("ofac", "2023-12-28"))
    found = differences(advanced, legacy)
    assert len(advanced.listings.keys() & legacy.listings.keys()) == 36
    assert {field for _, field in found} <= _LACKING
    for number in advanced.listings.keys() & legacy.listings.keys():
        numbers = {(i.scheme, i.value) for i in advanced.listings[number].identifiers}
        assert numbers <= {(i.scheme, i.value) for i in legacy.listings[number].identifiers}
    # Its whole address is there; its programme is not.
    assert {field for number, field in found if number == "36"} == {"programs"}


def test_the_real_advanced_excerpt_and_the_csv_file_of_its_day_have_the_same_dates() -> None:
    advanced = read(real_list("ofac", "schemas", "sdn_advanced_2024-02-23_CUT37.xml"))
    legacy = read(real_list("ofac", "2024-02-23", "sdn.csv"), allow_incomplete=True)
    found = differences(advanced, legacy)
    assert len(advanced.listings.keys() & legacy.listings.keys()) == 37
    # Aliases stand in another file.
    assert {field for _, field in found} <= _LACKING | {"names"}
