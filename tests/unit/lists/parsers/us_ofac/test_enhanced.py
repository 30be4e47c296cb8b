import zipfile
from pathlib import Path

import pytest
from lxml import etree

from lists.errors import ListError
from lists.parsers.us_ofac.enhanced import READ, parse
from lists.sources import Source
from screening.listing import NameKind, RelationKind
from tests.ofac_samples import as_enhanced
from tests.parsing import Read, case, read_all, real_list

SDN = Source(id="us_ofac_sdn", authority="x", title="x", licence="x")
CONS = Source(id="us_ofac_cons", authority="x", title="x", licence="x")


def read(path: Path, source: Source = SDN) -> Read:
    return read_all(parse, path, source)


def rewritten(folder: Path, old: str, new: str) -> Path:
    file = as_enhanced(folder)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_a_name_comes_in_its_own_script_after_the_latin_one(tmp_path: Path) -> None:
    first, second, *_ = read(as_enhanced(tmp_path)).listings["7"].names
    assert (first.text, first.script) == ("QUILLFEATHER, Bo Nib", "Latn")
    assert (second.text, second.script, second.kind) == ("Перо", "Cyrl", NameKind.PRIMARY)


def test_a_relation_names_the_listing_where_it_is_in_the_file(tmp_path: Path) -> None:
    file = as_enhanced(tmp_path)
    (relation,) = read(file).listings["7"].relations
    assert (relation.kind, relation.listing_id) == (RelationKind.ACTS_FOR, "us_ofac_sdn:9")
    file = rewritten(tmp_path, 'entityId="9"', 'entityId="99"')
    assert read(file).listings["7"].relations[0].listing_id is None


@pytest.mark.parametrize(("source", "start"), [(SDN, "2024-02-23"), (CONS, "2014-07-16")])
def test_a_designation_starts_when_its_list_was_published(
    tmp_path: Path, source: Source, start: str
) -> None:
    more = '<sanctionsList datePublished="2014-07-16">CAPTA List</sanctionsList></sanctionsLists>'
    file = rewritten(tmp_path, "</sanctionsLists>", more)
    (designation,) = read(file, source).listings["7"].designations
    assert (designation.start, designation.legal_basis) == (start, "Order 1")


def test_a_feature_that_is_false_is_text_only(tmp_path: Path) -> None:
    bic = "<value>EGREIIRT</value>"
    file = rewritten(tmp_path, bic, f"{bic}<reliability>False</reliability>")
    works = read(file).listings["9"]
    assert [i.scheme for i in works.identifiers] == ["tax"]
    assert "false: SWIFT/BIC EGREIIRT" in works.remarks


def test_an_address_in_another_script_is_text(tmp_path: Path) -> None:
    other = (
        "<translation><isPrimary>false</isPrimary><script>Cyrillic</script><addressParts>"
        "<addressPart><type>CITY</type><value>Москва</value></addressPart></addressParts>"
        "</translation></translations></address>"
    )
    works = read(rewritten(tmp_path, "</translations></address>", other)).listings["9"]
    assert len(works.addresses) == 1
    assert "address in Cyrillic: Москва" in works.remarks


def test_an_unknown_element_is_counted_and_kept_as_text(tmp_path: Path) -> None:
    file = rewritten(tmp_path, "</entity>", "<plume><hue>Grey</hue></plume></entity>")
    found = read(file)
    assert found.reading.counts["unread element plume"] == 3
    assert "plume: Grey" in found.listings["7"].remarks


# They number elements, say in other words what is read, or are the publisher's own bookkeeping.
_IGNORED = {
    "identityId", "versionId", "valueRefId", "valueDate", "fromDateBegin", "fromDateEnd",
    "toDateBegin", "toDateEnd", "isApproximate", "isDateRange", "quality", "formattedFirstName",
    "formattedLastName",
}  # fmt: skip


def test_every_element_of_a_real_entity_is_treated() -> None:
    path = real_list("ofac", "non_sdn_xml", "CONS_ENHANCED_2025-02.ZIP")
    with zipfile.ZipFile(path) as packed, packed.open("CONS_ENHANCED.XML") as file:
        entities = etree.parse(file).getroot().find("{*}entities")
    names = {str(e.tag).rpartition("}")[2] for e in entities.iter("{*}*")} - {"entities", "entity"}
    folder = Path(__file__).parents[5] / "lists" / "parsers" / "us_ofac"
    text = (folder / "enhanced.py").read_text("utf-8")
    assert {name for name in names - READ - _IGNORED if name not in text} == set()


INFO = "<dataAsOf>2024-02-23T00:00:00</dataAsOf>"
WHOLE = "<sanctionsLists><sanctionsList>SDN List</sanctionsList></sanctionsLists>"
BY_PROGRAM = "<sanctionsPrograms><sanctionsProgram>TEST-A</sanctionsProgram></sanctionsPrograms>"


def test_an_export_of_one_list_is_whole(tmp_path: Path) -> None:
    file = rewritten(tmp_path, INFO, f"{INFO}<filters>{WHOLE}</filters>")
    found = read(file)
    assert (len(found.listings), found.reading.incomplete) == (3, False)


def test_an_export_filtered_by_programme_is_refused(tmp_path: Path) -> None:
    file = rewritten(tmp_path, INFO, f"{INFO}<filters>{WHOLE}{BY_PROGRAM}</filters>")
    with pytest.raises(ListError, match="filtered by sanctionsPrograms TEST-A, not the whole list"):
        read(file)


def test_a_filtered_export_may_be_loaded_as_incomplete(tmp_path: Path) -> None:
    file = rewritten(tmp_path, INFO, f"{INFO}<filters>{BY_PROGRAM}</filters>")
    found = read_all(parse, file, SDN, allow_incomplete=True)
    assert (len(found.listings), found.reading.incomplete) == (3, True)


@pytest.mark.parametrize(("source", "name"), [(SDN, "Consolidated List"), (CONS, "SDN List")])
def test_an_export_of_another_list_is_refused(tmp_path: Path, source: Source, name: str) -> None:
    other = WHOLE.replace("SDN List", name)
    file = rewritten(tmp_path, INFO, f"{INFO}<filters>{other}</filters>")
    with pytest.raises(ListError, match=f"this is the {name} and not"):
        read(file, source)


def test_the_published_filtered_export_is_refused() -> None:
    with pytest.raises(ListError, match="filtered by sanctionsPrograms IRGC"):
        read(case("lists", "03_enhanced_filtered.xml"))
