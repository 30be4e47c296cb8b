from pathlib import Path

import pytest
from lxml import etree

from lists.errors import ListError
from lists.parsers.un_sc import TREATMENT, parse
from lists.reading.parsed import read_list
from lists.registry import source_of
from screening.listing import EntityType, Gender, Listing, NameKind
from tests.parsing import Read, case, read_all, real_list
from tests.xml_samples import lost, marked_entry, schema_paths

SOURCE = source_of("un_sc")
HEAD = "<DATAID>7</DATAID><FIRST_NAME>GREY</FIRST_NAME><SECOND_NAME>HERON</SECOND_NAME>"


def read(folder: Path, *entries: str) -> Read:
    file = folder / "consolidated.xml"
    body = "".join(entries)
    file.write_text(
        f"<CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:09Z'>{body}</CONSOLIDATED_LIST>"
    )
    return read_all(parse, file, SOURCE)


def person(folder: Path, more: str = "") -> Listing:
    return read(folder, f"<INDIVIDUAL>{HEAD}{more}</INDIVIDUAL>").listings["7"]


def entity(folder: Path, more: str = "") -> Listing:
    return read(folder, f"<ENTITY>{HEAD}{more}</ENTITY>").listings["7"]


def alias(name: str, quality: str, more: str = "", tag: str = "INDIVIDUAL_ALIAS") -> str:
    said = f"<QUALITY>{quality}</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME>{more}"
    return f"<{tag}>{said}</{tag}>"


def test_a_persons_names_are_joined_and_their_parts_kept(tmp_path: Path) -> None:
    name = person(tmp_path, "<THIRD_NAME>OF THE QUAY</THIRD_NAME>").names[0]
    assert (name.text, name.kind) == ("GREY HERON OF THE QUAY", NameKind.PRIMARY)
    assert [part.text for part in name.parts] == ["GREY", "HERON", "OF THE QUAY"]


def test_a_name_in_its_own_script_is_an_alias_of_that_script(tmp_path: Path) -> None:
    native = "<NAME_ORIGINAL_SCRIPT>Серая Цапля</NAME_ORIGINAL_SCRIPT>"
    name = person(tmp_path, native).names[1]
    assert (name.text, name.kind, name.script) == ("Серая Цапля", NameKind.ALIAS, "Cyrl")


@pytest.mark.parametrize(
    ("quality", "kind"),
    [
        ("Good", NameKind.ALIAS),
        ("Low", NameKind.WEAK_ALIAS),
        ("a.k.a.", NameKind.ALIAS),
        ("f.k.a.", NameKind.PREVIOUS),
        ("", NameKind.ALIAS),
    ],
)
def test_the_quality_of_an_alias_is_its_kind(tmp_path: Path, quality: str, kind: NameKind) -> None:
    found = person(tmp_path, alias("ARDEA", quality))
    assert [name.kind for name in found.names] == [NameKind.PRIMARY, kind]


def test_names_in_the_brackets_of_an_alias_are_told_apart(tmp_path: Path) -> None:
    found = person(tmp_path, alias("عرفال (Arvel; Arwel)", "Good"))
    assert [name.text for name in found.names] == ["GREY HERON", "Arvel", "Arwel", "عرفال"]


def test_the_published_ways_to_write_several_names_are_read() -> None:
    found = read_all(parse, case("lists", "01_un_brackets.xml"), SOURCE).listings
    assert {name.text for name in found["1"].names} == {
        "ORELAN MURAT", "حسن غول", "Hasan Vorkul", "Hassan Vorkul", "Jin Tevsan", "金铁三",
        "Ezat Vorkulani",
    }  # fmt: skip
    assert [name.text for name in found["2"].names] == [
        "DORSTAN INTERNATIONAL COMPANY (DICO)", "DICO", "DORSTAN INTERNATIONAL COMPANY",
    ]  # fmt: skip


def test_an_alias_that_was_listed_before_is_a_previous_name(tmp_path: Path) -> None:
    found = person(tmp_path, alias("ARDEA", "Good", "<NOTE>Previously listed as</NOTE>"))
    assert found.names[1].kind is NameKind.PREVIOUS


def test_a_note_of_an_alias_gives_its_own_script(tmp_path: Path) -> None:
    found = person(tmp_path, alias("TSAPLYA", "Low", "<NOTE>original script: Цапля</NOTE>"))
    assert [(n.text, n.kind, n.script) for n in found.names[1:]] == [
        ("TSAPLYA", NameKind.WEAK_ALIAS, None),
        ("Цапля", NameKind.WEAK_ALIAS, "Cyrl"),
    ]
    assert "alias TSAPLYA: original script" in found.remarks


def test_empty_aliases_are_counted_and_unknown_qualities_too(tmp_path: Path) -> None:
    more = alias("", "") + alias("ARDEA", "Fair")
    counts = read(tmp_path, f"<INDIVIDUAL>{HEAD}{more}</INDIVIDUAL>").reading.counts
    assert (counts["empty_aliases"], counts["unread alias quality Fair"]) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "said", "date"),
    [
        ("EXACT", "<DATE>1971-03-04</DATE>", "1971-03-04"),
        ("EXACT", "<DATE>1971-03-04-04:00</DATE>", "1971-03-04"),
        ("EXACT", "<YEAR>1971</YEAR>", "1971"),
        ("APPROXIMATELY", "<YEAR>1971</YEAR>", "about 1971"),
        ("BETWEEN", "<FROM_YEAR>1958</FROM_YEAR><TO_YEAR>1963</TO_YEAR>", "1958 to 1963"),
        ("EXACT", "<NOTE>Nov. 1973</NOTE>", "1973-11"),
        ("EXACT", "<NOTE>30-35 years old</NOTE>", "30-35 years old"),
        ("EXACT", "<DATE>1971-13-45</DATE>", "1971"),
    ],
)
def test_a_date_of_birth_stays_as_exact_as_it_is(
    tmp_path: Path, kind: str, said: str, date: str
) -> None:
    birth = f"<TYPE_OF_DATE>{kind}</TYPE_OF_DATE>{said}"
    found = person(tmp_path, f"<INDIVIDUAL_DATE_OF_BIRTH>{birth}</INDIVIDUAL_DATE_OF_BIRTH>")
    assert found.dates == (date,)


def document(kind: str, number: str, more: str = "", second: str = "") -> str:
    return (
        f"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>{kind}</TYPE_OF_DOCUMENT>"
        f"<TYPE_OF_DOCUMENT2>{second}</TYPE_OF_DOCUMENT2><NUMBER>{number}</NUMBER>{more}"
        "</INDIVIDUAL_DOCUMENT>"
    )


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (document("Passport", "K8196482"), ("passport", "K8196482", None)),
        (document("Passport", "Libya 428720"), ("passport", "428720", "LY")),
        (document("Passport", "French passport number 05AT1"), ("passport", "05AT1", None)),
        (document("Passport", "Afghan passport number SE 0120"), ("passport", "SE 0120", None)),
        (document("Passport", "381110042 (Expired 2016)"), ("passport", "381110042", None)),
        (document("Passport", "D 000952"), ("passport", "D 000952", None)),
        (document("Numéro de passeport", "A7"), ("passport", "A7", None)),
        (
            document("Passport", "7", "<ISSUING_COUNTRY>Tunisia</ISSUING_COUNTRY>"),
            ("passport", "7", "TN"),
        ),
        (document("National Identification Number", "55"), ("national_id", "55", None)),
        (document("National Identification Number", "5", "", "Fiscal Code:"), ("tax", "5", None)),
        (document("Voter ID", "5"), ("id", "5", None)),
    ],
)
def test_a_document_becomes_an_identifier(
    tmp_path: Path, said: str, number: tuple[str, str, str | None]
) -> None:
    found = person(tmp_path, said).identifiers
    assert [(each.scheme, each.value, each.country) for each in found] == [number]


def test_what_a_document_says_besides_is_kept(tmp_path: Path) -> None:
    more = "<DATE_OF_ISSUE>2001-10-20</DATE_OF_ISSUE><NOTE>expired</NOTE>"
    found = person(tmp_path, document("Passport", "Libyan passport number 7", more))
    assert "Passport 7: Libyan passport number, 2001-10-20, expired" in found.remarks


def test_the_designation_starts_on_the_day_of_listing(tmp_path: Path) -> None:
    said = "<UN_LIST_TYPE>Taliban</UN_LIST_TYPE><LISTED_ON>2015-07-01-04:00</LISTED_ON>"
    found = read(tmp_path, f"<INDIVIDUAL>{HEAD}{said}</INDIVIDUAL>")
    (designation,) = found.listings["7"].designations
    assert (designation.program, designation.start) == ("Taliban", "2015-07-01")
    assert found.reading.parts == {"Taliban": 1}
    assert found.reading.published == "2026-02-27T00:00:09Z"


def test_gender_nationality_and_address_are_read(tmp_path: Path) -> None:
    found = person(
        tmp_path,
        "<GENDER>Female</GENDER><NATIONALITY><VALUE>State of Palestine</VALUE></NATIONALITY>"
        "<INDIVIDUAL_ADDRESS><STREET>1 Quay</STREET><CITY>Tripoli</CITY>"
        "<COUNTRY>Libya</COUNTRY><NOTE>since 2014</NOTE></INDIVIDUAL_ADDRESS>",
    )
    assert (found.gender, found.countries) == (Gender.FEMALE, ("LY", "PS"))
    assert found.addresses[0].text == "1 Quay, Tripoli, Libya"
    assert "address Tripoli: since 2014" in found.remarks


def test_an_entitys_comments_give_its_numbers_but_not_those_of_ships(tmp_path: Path) -> None:
    said = "IMO number: 5571322. Owner of a ship, IMO number: 9074729. SWIFT: DCBKKPPY."
    found = entity(tmp_path, f"<COMMENTS1>{said}</COMMENTS1>")
    assert [(each.scheme, each.value) for each in found.identifiers] == [
        ("bic", "DCBKKPPY"),
        ("imo_company", "5571322"),
    ]
    assert (found.type, found.remarks) == (EntityType.ORGANISATION, said)


def test_an_element_that_no_rule_knows_is_counted_and_kept(tmp_path: Path) -> None:
    found = read(tmp_path, f"<ENTITY>{HEAD}<FLEET><SHIP>GREBE</SHIP></FLEET></ENTITY>")
    assert found.reading.counts["unread element FLEET"] == 1
    assert "FLEET: GREBE" in found.listings["7"].remarks


def test_an_entry_without_a_number_is_counted_and_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, "<ENTITY><FIRST_NAME>GREBE</FIRST_NAME></ENTITY>")
    assert (found.listings, found.reading.counts["errors"]) == ({}, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"<!doctype html><html></html>", "web page", id="web page"),
        pytest.param(b"<export/>", "<export> where <CONSOLIDATED_LIST> belongs", id="other"),
        pytest.param(b"<CONSOLIDATED_LIST><ENTITY>", "not XML", id="cut off"),
        pytest.param(b"PK\x03\x04", "not XML", id="zip"),
        pytest.param(
            b"<CONSOLIDATED_LIST><ENTITY><FIRST_NAME>\xff</FIRST_NAME></ENTITY></CONSOLIDATED_LIST>",
            "not XML",
            id="encoding",
        ),
        pytest.param(
            b'<!DOCTYPE c [<!ENTITY a "x">]><CONSOLIDATED_LIST><ENTITY>&a;</ENTITY>'
            b"</CONSOLIDATED_LIST>",
            "DOCTYPE",
            id="entity",
        ),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "consolidated.xml"
    file.write_bytes(content)
    with pytest.raises(ListError, match=message):
        read_all(parse, file, SOURCE)


def test_an_entry_that_stands_twice_says_what_either_says(tmp_path: Path) -> None:
    aliases = (alias(name, "Good", tag="ENTITY_ALIAS") for name in ("ARDEA", "BITTERN"))
    found = read(tmp_path, *(f"<ENTITY>{HEAD}{more}</ENTITY>" for more in aliases))
    assert [name.text for name in found.listings["7"].names] == ["GREY HERON", "ARDEA", "BITTERN"]
    assert found.reading.counts["repeated_entities"] == 1


def test_the_list_that_was_published_with_an_entry_twice_is_read() -> None:
    found = read_all(parse, case("lists", "09_un_twice.xml"), SOURCE)
    assert "more" in found.listings["1"].remarks
    assert found.reading.parts == {"Haiti": 1}


@pytest.mark.parametrize("tag", ["INDIVIDUAL", "ENTITY"])
def test_nothing_that_the_table_names_is_lost(tmp_path: Path, tag: str) -> None:
    other = {"INDIVIDUAL": "ENTITY_", "ENTITY": "INDIVIDUAL_"}[tag]
    read_so = {path: how for path, how in TREATMENT.items() if not path.startswith(other)}
    entry, words = marked_entry(tag, read_so)
    read(tmp_path, etree.tostring(entry, encoding="unicode"))
    lines = read_list(parse, tmp_path / "consolidated.xml", SOURCE).lines
    assert lost(words, read_so, lines[0].decode()) == set()


@pytest.mark.parametrize("tag", ["INDIVIDUAL", "ENTITY"])
def test_the_table_names_all_that_the_schema_knows(tag: str) -> None:
    paths = set(schema_paths(real_list("un", "UN_consolidated.xsd"), tag))
    assert len(paths) > 20
    assert paths - TREATMENT.keys() == set()


def test_the_real_list_is_read_whole() -> None:
    found = read_all(parse, real_list("un", "consolidated_2026-02-27.xml"), SOURCE)
    types = [listing.type for listing in found.listings.values()]
    assert (types.count(EntityType.PERSON), types.count(EntityType.ORGANISATION)) == (730, 273)
    assert found.reading.counts == {"empty_aliases": 291}
    names = [name for listing in found.listings.values() for name in listing.names]
    # The file has 615 of Low quality and their notes 18 in other scripts; one is a strong one, too.
    # 53 more stand in brackets and between semicolons.
    assert sum(name.kind is NameKind.WEAK_ALIAS for name in names) == 632 + 53
    assert found.reading.parts["Iran"] == 121


@pytest.mark.parametrize(
    ("old", "new", "added", "removed", "changed"),
    [("2025-04-19", "2025-11-20", 132, 9, 10), ("2025-11-20", "2026-02-27", 4, 1, 2)],
)
def test_real_versions_differ_as_published(
    old: str, new: str, added: int, removed: int, changed: int
) -> None:
    files = [real_list("un", f"consolidated_{date}.xml") for date in (old, new)]
    before, after = (read_all(parse, file, SOURCE).listings for file in files)
    both = before.keys() & after.keys()
    assert len(after.keys() - before.keys()) == added
    assert len(before.keys() - after.keys()) == removed
    assert sum(before[number] != after[number] for number in both) == changed


def test_a_real_file_with_destroyed_letters_is_refused() -> None:
    file = real_list("un", "MALFORMED_consolidated_2025-08-16.xml")
    with pytest.raises(ListError, match="line 53: not XML"):
        read_all(parse, file, SOURCE)
