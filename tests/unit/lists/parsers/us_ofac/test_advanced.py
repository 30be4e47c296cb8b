import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from benchmarks.grown import SHAPES, grow
from lists.parsers.us_ofac.advanced import TREATMENT, parse
from lists.sources import Source
from screening.listing import EntityType, NameKind, PartKind, RelationKind
from tests.ofac_samples import as_advanced
from tests.parsing import Read, read_all, real_list

SOURCE = Source(id="us_ofac_sdn", authority="x", title="x", licence="x")


def read(path: Path) -> Read:
    return read_all(parse, path, SOURCE)


def rewritten(folder: Path, old: str, new: str) -> Read:
    file = as_advanced(folder)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return read(file)


def test_a_name_has_parts_and_scripts_the_latin_one_first(tmp_path: Path) -> None:
    first, second, *_ = read(as_advanced(tmp_path)).listings["7"].names
    assert (first.text, first.script) == ("QUILLFEATHER, Bo Nib", "Latn")
    assert [part.kind for part in first.parts] == [
        PartKind.FAMILY,
        PartKind.GIVEN,
        PartKind.MIDDLE,
    ]
    assert (second.text, second.script, second.kind) == ("Перо", "Cyrl", NameKind.PRIMARY)


def test_relations_programmes_and_documents_are_joined_to_the_party(tmp_path: Path) -> None:
    person = read(as_advanced(tmp_path)).listings["7"]
    (relation,), (designation,) = person.relations, person.designations
    assert (relation.kind, relation.name) == (RelationKind.ACTS_FOR, "EGRET WORKS LLC")
    assert relation.listing_id == "us_ofac_sdn:9"
    assert (designation.start, designation.legal_basis) == ("2024-02-23", "Order 1")
    assert [(i.scheme, i.country) for i in person.identifiers] == [("passport", "RU")]
    assert "Passport 530000001: Issue Date 2020-05-02" in person.remarks


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        pytest.param('ID="1" ReliabilityID="1"', 'ID="1" ReliabilityID="2"', "false: ", id="false"),
        pytest.param('ValidityID="1"', 'ValidityID="2"', "Fraudulent", id="fraudulent"),
        pytest.param("<Comment/>", "<Comment>Moults</Comment>", "Moults", id="comment"),
        pytest.param('Former="false"', 'Former="true"', ": former", id="former relation"),
        pytest.param(
            "</Profile>", "<ExternalReference>A</ExternalReference></Profile>", "A", id="reference"
        ),
    ],
)
def test_what_has_no_field_is_kept_as_text(tmp_path: Path, old: str, new: str, left: str) -> None:
    assert left in rewritten(tmp_path, old, new).listings["7"].remarks


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ('LocationID="1"', 'LocationID="77"', "missing places"),
        ('ProfileID="8" ListID', 'ProfileID="88" ListID', "orphan entries"),
        ('RelationTypeID="1"', 'RelationTypeID="77"', "unread relation "),
        ('FeatureTypeID="9"', 'FeatureTypeID="77"', "unread label "),
    ],
)
def test_a_reference_to_nothing_is_counted(tmp_path: Path, old: str, new: str, count: str) -> None:
    found = rewritten(tmp_path, old, new)
    assert (len(found.listings), found.reading.counts[count]) == (3, 1)


_TWO_LISTS = """</SanctionsEntry><SanctionsEntry ID="6" ProfileID="7" ListID="2">
<EntryEvent LegalBasisID="1"><Date><Year>2014</Year><Month>7</Month><Day>16</Day></Date>
</EntryEvent>
<SanctionsMeasure SanctionsTypeID="2"><Comment>TEST-C</Comment></SanctionsMeasure></SanctionsEntry>
</SanctionsEntries>"""


@pytest.mark.parametrize(
    ("source_id", "start", "program"),
    [("us_ofac_sdn", "2024-02-23", "TEST-A"), ("us_ofac_cons", "2014-07-16", "TEST-C")],
)
def test_a_designation_is_of_the_list_that_is_read(
    tmp_path: Path, source_id: str, start: str, program: str
) -> None:
    file = as_advanced(tmp_path)
    text = re.sub(r"</SanctionsEntry>\s*</SanctionsEntries>", _TWO_LISTS, file.read_text("utf-8"))
    other = '<List ID="2">CAPTA List</List></ListValues>'
    file.write_text(text.replace("</ListValues>", other), encoding="utf-8")
    found = read_all(parse, file, replace(SOURCE, id=source_id)).listings["7"]
    assert [(d.start, d.program) for d in found.designations] == [(start, program)]
    assert "list: CAPTA List since 2014-07-16" in found.remarks


def test_the_namespace_does_not_matter(tmp_path: Path) -> None:
    new = rewritten(tmp_path, "http://www.un.org/sanctions/1.0", "https://example.org/ADVANCED_XML")
    assert new.listings == read(as_advanced(tmp_path)).listings


def test_a_party_of_an_unknown_type_stays(tmp_path: Path) -> None:
    found = rewritten(tmp_path, 'PartySubTypeID="1"', 'PartySubTypeID="77"')
    assert found.listings["8"].type is EntityType.UNKNOWN


def test_a_grown_sample_has_every_party_in_each_copy(tmp_path: Path) -> None:
    sample = real_list("ofac", "schemas", "sdn_advanced_2024-02-23_CUT37.xml")
    found = read(grow(sample, tmp_path, 2, SHAPES["OFAC ADVANCED"]))
    copies = len(found.listings) // 37
    assert copies >= 4
    assert len(found.listings) == copies * 37
    assert found.reading.counts["orphan entries"] == copies * 67


def test_every_element_of_the_schema_is_treated() -> None:
    schema = etree.parse(real_list("ofac", "schemas", "sdn_advanced_schema.xsd")).getroot()
    values = schema.find("{*}complexType[@name='ReferenceValueSetsSchemaType']")
    schema.remove(values)
    found = {str(e.get("name")) for e in schema.iter("{*}element") if e.get("name")}
    found |= {f"@{e.get('name')}" for e in schema.iter("{*}attribute")}
    assert found ^ set(TREATMENT) == set()
