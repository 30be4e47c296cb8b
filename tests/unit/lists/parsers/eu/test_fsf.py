from pathlib import Path

import pytest
from lxml import etree

from lists.errors import ListError
from lists.parsers.eu.fsf import parse
from lists.parsers.eu.fsf_treatment import TREATMENT
from lists.reading.parsed import read_list
from lists.registry import source_of
from screening.listing import CountryRelation, EntityType, Gender, Listing, NameKind, PartKind
from tests.parsing import Read, read_all, real_list
from tests.xml_samples import lost, marked_entry, schema_paths

SOURCE = source_of("eu_fsf")
FIRM = '<subjectType code="enterprise" classificationCode="E"/>'
NAME = '<nameAlias wholeName="EGRET WORKS" strong="true"/>'
# Numbers and truths: what is false or says the same once more has no word of its own.
CODED = {
    "address@asAtListingTime",
    "birthdate@circa",
    "birthdate@dayOfMonth",
    "birthdate@monthOfYear",
    "birthdate@year",
    "identification@diplomatic",
    "identification@knownExpired",
    "identification@knownFalse",
    "identification@reportedLost",
    "identification@revokedByIssuer",
    "nameAlias@strong",
}


def entity(more: str, number: str = "7", attributes: str = "") -> str:
    return f'<sanctionEntity logicalId="{number}" {attributes}>{more}</sanctionEntity>'


def read(folder: Path, *entities: str) -> Read:
    file = folder / "full.xml"
    body = "".join(entities)
    namespace = 'xmlns="http://eu.europa.ec/fpi/fsd/export"'
    file.write_text(f'<export {namespace} generationDate="2026-01-02">{body}</export>')
    return read_all(parse, file, SOURCE)


def firm(folder: Path, more: str = "", attributes: str = "") -> Listing:
    return read(folder, entity(FIRM + NAME + more, attributes=attributes)).listings["7"]


def test_a_strong_name_is_an_alias_and_another_one_weak(tmp_path: Path) -> None:
    more = '<nameAlias wholeName="ARDEA"/><nameAlias wholeName="The Bird" strong="false"/>'
    assert [(name.text, name.kind) for name in firm(tmp_path, more).names] == [
        ("EGRET WORKS", NameKind.PRIMARY),
        ("ARDEA", NameKind.ALIAS),
        ("The Bird", NameKind.WEAK_ALIAS),
    ]


def test_the_first_strong_latin_name_is_the_primary_one(tmp_path: Path) -> None:
    names = (
        '<nameAlias wholeName="The Bird" strong="false"/>'
        '<nameAlias wholeName="Цапля" nameLanguage="RU"/><nameAlias wholeName="TSAPLYA"/>'
    )
    found = read(tmp_path, entity(FIRM + names)).listings["7"].names
    assert [(name.text, name.script, name.language) for name in found] == [
        ("TSAPLYA", None, None),
        ("Цапля", "Cyrl", "ru"),
        ("The Bird", None, None),
    ]


def test_an_entity_of_weak_names_alone_is_still_listed(tmp_path: Path) -> None:
    weak = '<nameAlias wholeName="The Bird" strong="false"/>'
    assert read(tmp_path, entity(FIRM + weak)).listings["7"].primary_name == "The Bird"


def test_a_persons_name_is_read_in_its_parts(tmp_path: Path) -> None:
    said = 'firstName="Grey" middleName="" lastName="Heron" gender="F" function="Captain"'
    found = read(
        tmp_path,
        entity(f'<subjectType code="person" classificationCode="P"/><nameAlias {said}/>'),
    ).listings["7"]
    assert (found.type, found.gender, found.primary_name) == (
        EntityType.PERSON,
        Gender.FEMALE,
        "Grey Heron",
    )
    kinds = [part.kind for part in found.names[0].parts]
    assert kinds == [PartKind.GIVEN, PartKind.FAMILY]
    assert "function: Captain" in found.remarks


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ('birthdate="1965-04-14" dayOfMonth="14" monthOfYear="4" year="1965"', "1965-04-14"),
        ('circa="false" year="1954"', "1954"),
        ('circa="true" year="1958"', "about 1958"),
        ('year="1965" monthOfYear="4"', "1965-04"),
        ('year="1965" dayOfMonth="4"', "1965"),
        ('yearRangeFrom="1950" yearRangeTo="1955"', "1950 to 1955"),
        ('year="1965" monthOfYear="13" dayOfMonth="-4"', "1965"),
    ],
)
def test_a_date_of_birth_stays_as_exact_as_it_is(tmp_path: Path, said: str, date: str) -> None:
    assert firm(tmp_path, f'<birthdate calendarType="GREGORIAN" {said}/>').dates == (date,)


def test_a_date_of_another_calendar_is_kept_as_text(tmp_path: Path) -> None:
    found = firm(tmp_path, '<birthdate calendarType="ISLAMIC" year="1902"/>')
    assert (found.dates, "ISLAMIC: 1902" in found.remarks) == ((), True)


def test_a_birth_place_and_a_citizenship_tie_to_their_countries(tmp_path: Path) -> None:
    country = 'countryIso2Code="{}" countryDescription="{}"'
    found = firm(
        tmp_path,
        f'<birthdate city="-" place="Touggourt" {country.format("DZ", "ALGERIA")}/>'
        f"<citizenship {country.format('NA', 'NAMIBIA')}/>"
        f"<citizenship {country.format('00', 'UNKNOWN')}/>",
    )
    assert found.birth_places == ("Touggourt, ALGERIA",)
    assert [(tie.code, tie.relation) for tie in found.ties] == [
        ("DZ", CountryRelation.BIRTH),
        ("NA", CountryRelation.CITIZENSHIP),
    ]


def test_an_address_keeps_its_parts_and_contacts(tmp_path: Path) -> None:
    found = firm(
        tmp_path,
        '<address street="1 Quay" poBox="12" zipCode="4001" city="Tunis" asAtListingTime="true"'
        ' countryIso2Code="TN" countryDescription="TUNISIA">'
        '<contactInfo key="EMAIL" value="office@egret.test"/></address>',
    )
    (address,) = found.addresses
    assert address.text == "1 Quay, PO Box 12, Tunis, 4001, TUNISIA"
    assert (address.city, address.country, address.postal_code) == ("Tunis", "TN", "4001")
    assert "email: office@egret.test" in found.remarks
    assert "address Tunis: as at the time of listing" in found.remarks


@pytest.mark.parametrize(
    ("code", "number", "scheme"),
    [
        ("passport", "L191609", "passport"),
        ("id", "04643632", "national_id"),
        ("regnumber", "5087746", "registration"),
        ("fiscalcode", "770000001", "tax"),
        ("swiftbic", "DCBKKPPY", "bic"),
        ("other", "12345", "id"),
        ("imo", "5571322", "imo_company"),
    ],
)
def test_an_identification_becomes_an_identifier(
    tmp_path: Path, code: str, number: str, scheme: str
) -> None:
    said = f'identificationTypeCode="{code}" number="{number}" countryIso2Code="TN"'
    (found,) = firm(tmp_path, f"<identification {said} countryDescription='TUNISIA'/>").identifiers
    assert (found.scheme, found.value, found.country) == (scheme, number, "TN")


def test_what_is_said_of_a_document_is_kept(tmp_path: Path) -> None:
    said = 'identificationTypeCode="passport" identificationTypeDescription="National passport"'
    more = 'number="7" knownFalse="true" knownExpired="false" issuedBy="Quay Office"'
    remarks = firm(tmp_path, f"<identification {said} {more}/>").remarks
    assert "National passport: 7, knownFalse, issuedBy Quay Office" in remarks


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ("<remark>Vessel, IMO 9074729</remark>", EntityType.VESSEL),
        ("<remark>(IMO number: 9074729) Flag: none</remark>", EntityType.VESSEL),
        ("<remark>IMO number: 5571322</remark>", EntityType.ORGANISATION),
        ("<remark>Owner of a ship, IMO 9074729</remark>", EntityType.ORGANISATION),
        ('<identification identificationTypeCode="imo" number="9074729"/>', EntityType.VESSEL),
        ('<identification identificationTypeCode="imo" number="x"/>', EntityType.ORGANISATION),
    ],
)
def test_a_ship_is_told_by_its_imo_number(tmp_path: Path, more: str, kind: EntityType) -> None:
    assert firm(tmp_path, more).type is kind


def test_a_regulation_is_the_programme_with_its_dates(tmp_path: Path) -> None:
    said = 'programme="PRK" numberTitle="2017/1509 (OJ L224)" entryIntoForceDate="2099-09-01"'
    url = "<publicationUrl>https://eur-lex.test/1</publicationUrl>"
    found = firm(tmp_path, f"<regulation {said}>{url}</regulation>", 'delistingDate="2099-12-31"')
    (designation,) = found.designations
    assert (designation.program, designation.legal_basis) == ("PRK", "2017/1509 (OJ L224)")
    assert (designation.start, designation.end) == ("2099-09-01", "2099-12-31")
    assert "https://eur-lex.test/1" in found.remarks


def test_the_date_of_designation_comes_before_that_of_the_regulation(tmp_path: Path) -> None:
    regulation = '<regulation programme="PRK" entryIntoForceDate="2017-09-01"/>'
    found = firm(tmp_path, regulation, 'designationDate="2009-07-16"')
    assert found.designations[0].start == "2009-07-16"


def test_an_entity_under_two_programmes_is_one_listing(tmp_path: Path) -> None:
    first = FIRM + NAME + '<regulation programme="PRK"/><remark>one</remark>'
    second = FIRM + NAME + '<regulation programme="TERR"/><nameAlias wholeName="ARDEA"/>'
    found = read(tmp_path, entity(first), entity(FIRM + NAME, "8"), entity(second))
    assert found.listings["7"].programs == ("PRK", "TERR")
    kinds = [name.kind for name in found.listings["7"].names]
    assert kinds == [NameKind.PRIMARY, NameKind.ALIAS]
    assert found.reading.counts == {"repeated_entities": 1}
    assert found.reading.parts == {"PRK": 1, "TERR": 1}


def test_references_and_labelled_numbers_of_remarks_are_kept(tmp_path: Path) -> None:
    said = "<remark>Tax identification number: 7700000001</remark>"
    found = firm(tmp_path, said, 'euReferenceNumber="EU.1.2" unitedNationId="KPe.001"')
    assert found.identifiers[0].value == "7700000001"
    assert "EU reference: EU.1.2; UN reference: KPe.001" in found.remarks


def test_an_element_that_no_rule_knows_is_counted_and_kept(tmp_path: Path) -> None:
    fleet = '<fleet size="3"><ship>GREBE</ship></fleet>'
    found = read(tmp_path, entity(FIRM + NAME + fleet, attributes='colour="grey"'))
    counts = found.reading.counts
    assert (counts["unread element fleet"], counts["unread element @colour"]) == (1, 1)
    assert "fleet: 3 GREBE" in found.listings["7"].remarks


@pytest.mark.parametrize(
    "more", [pytest.param(FIRM, id="no name"), pytest.param("", id="nothing at all")]
)
def test_an_entity_that_cannot_be_used_is_counted(tmp_path: Path, more: str) -> None:
    found = read(tmp_path, entity(more), entity(FIRM + NAME, ""))
    assert (found.listings, found.reading.counts["errors"]) == ({}, 2)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"\xef\xbb\xbf <!DOCTYPE HTML>", "web page", id="web page"),
        pytest.param(b"<CONSOLIDATED_LIST/>", "another format", id="other"),
        pytest.param(b"<export><sanctionEntity>", "not XML", id="cut off"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "full.xml"
    file.write_bytes(content)
    with pytest.raises(ListError, match=message):
        read_all(parse, file, SOURCE)


def test_nothing_that_the_table_names_is_lost(tmp_path: Path) -> None:
    entry, words = marked_entry("sanctionEntity", TREATMENT)
    read(tmp_path, etree.tostring(entry, encoding="unicode"))
    lines = read_list(parse, tmp_path / "full.xml", SOURCE).lines
    assert lost(words, TREATMENT, lines[0].decode()) == CODED


@pytest.mark.parametrize("name", ["fsf_schema_1_1_2018.xsd", "EU_20171012-FULL-schema-1_1.xsd"])
def test_the_table_names_all_that_the_schema_knows_and_no_more(name: str) -> None:
    assert set(schema_paths(real_list("eu", name), "sanctionEntity")) == TREATMENT.keys()


def test_the_real_samples_are_read_whole() -> None:
    found = read_all(parse, real_list("eu", "fsf_1_1_sample_deriv.xml"), SOURCE)
    # Seven entities; two of them, made up by whoever derived the file, share their number.
    assert len(found.listings) == 6
    assert found.reading.counts["repeated_entities_of_other_names"] == 1
    assert found.listings["927"].identifiers[2].scheme == "tax"
    trimmed = read_all(parse, real_list("eu", "fsf_1_1_2024-12-11_TRIMMED1.xml"), SOURCE)
    assert list(trimmed.listings) == ["13"]
    assert not trimmed.reading.counts
