from pathlib import Path

import pytest
from lxml import etree

from lists.errors import ListError
from lists.parsers.us_ofac.sdn_xml import READ, parse
from lists.sources import Source
from screening.listing import EntityType, PartKind
from tests.ofac_samples import as_xml
from tests.parsing import Read, read_all, real_list

SOURCE = Source(id="us_ofac_sdn", authority="x", title="x", licence="x")
NEW = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"


def read(path: Path, *, allow_incomplete: bool = False) -> Read:
    return read_all(parse, path, SOURCE, allow_incomplete=allow_incomplete)


def rewritten(folder: Path, old: str, new: str) -> Path:
    file = as_xml(folder)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_both_namespaces_read_the_same(tmp_path: Path) -> None:
    old = read(as_xml(tmp_path))
    assert read(as_xml(tmp_path, NEW)).listings == old.listings
    assert old.reading.published == "02/23/2024"


def test_a_name_is_told_in_parts(tmp_path: Path) -> None:
    name = read(as_xml(tmp_path)).listings["7"].names[0]
    assert name.text == "QUILLFEATHER, Bo Nib"
    assert [(part.kind, part.text) for part in name.parts] == [
        (PartKind.FAMILY, "QUILLFEATHER"),
        (PartKind.GIVEN, "Bo Nib"),
    ]


def test_terms_of_a_document_stay_as_text(tmp_path: Path) -> None:
    remarks = read(as_xml(tmp_path)).listings["7"].remarks
    assert "Passport 530000001 issued 02 May 2020 expires 02 May 2030" in remarks


def test_fewer_entries_than_it_says_are_refused(tmp_path: Path) -> None:
    file = rewritten(tmp_path, "<Record_Count>3<", "<Record_Count>8197<")
    with pytest.raises(ListError, match="says 8197 entries and has 3"):
        read(file)
    assert read(file, allow_incomplete=True).reading.incomplete


def test_an_unknown_element_is_counted_and_kept_as_text(tmp_path: Path) -> None:
    file = rewritten(tmp_path, "<title>Clerk</title>", "<plume><hue>Grey</hue></plume>")
    found = read(file)
    assert found.reading.counts["unread element plume"] == 1
    assert "plume: Grey" in found.listings["7"].remarks


def test_a_region_stands_in_for_a_country(tmp_path: Path) -> None:
    file = rewritten(
        tmp_path, "<country>Russia</country></address>", "<region>Gaza</region></address>"
    )
    assert read(file).listings["9"].countries == ("PS",)


# What the parser's own text says why: no other element refers to these.
_IGNORED = {"mainEntry"}


def test_every_element_of_the_schema_is_treated() -> None:
    schema = etree.parse(real_list("ofac", "schemas", "OFAC_xml.xsd"))
    entry = next(e for e in schema.iter("{*}element") if e.get("name") == "sdnEntry")
    names = {str(e.get("name")) for e in entry.iterdescendants("{*}element")}
    top = {str(e.get("name")) for e in entry.find("{*}complexType/{*}sequence")}
    assert top == READ
    folder = Path(__file__).parents[5] / "lists" / "parsers" / "us_ofac"
    text = (folder / "sdn_xml.py").read_text("utf-8")
    numbered = {"address1", "address2", "address3"}
    assert {name for name in names - numbered - _IGNORED if name not in text} == set()


def test_an_entry_without_a_type_is_unknown(tmp_path: Path) -> None:
    found = read(rewritten(tmp_path, "<sdnType>Vessel</sdnType>", ""))
    assert found.listings["8"].type is EntityType.UNKNOWN
    assert found.reading.counts["unread type not said"] == 1
