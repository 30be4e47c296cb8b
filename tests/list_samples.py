"""Small made-up lists of every format, of as many entries as a test asks for."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

from tests import ofac_samples
from tests.sheets import write_sheet

Files = dict[str, bytes]
_CONTAINERS: Final = (
    "IDRegDocuments", "DistinctParties", "ProfileRelationships", "SanctionsEntries",
)  # fmt: skip
_ADVANCED_IDS: Final = re.compile(
    r'((?:Identity ID|Profile ID|IdentityID|ProfileID|FixedRef|SanctionsEntry ID)=")(\d+)'
)


@dataclass(frozen=True)
class Sample:
    """A list in one format: its files, by name, of so many entries (or a few more)."""

    source: str
    files: Callable[[int], Files]

    def path(self, folder: Path, files: Files) -> Path:
        """Write the files, and return what a parser is given: the folder, or the lone file."""
        for name, data in files.items():
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
        return folder if len(files) > 1 else folder / next(iter(files))


def repeated(templates: Iterable[str], entries: int, between: str = "") -> str:
    """Return the templates in turn, each with its number, 7-digit, in place of "#"."""
    ready = list(templates)
    return between.join(
        ready[n % len(ready)].replace("#", str(1_000_001 + n)) for n in range(entries)
    )


def table(rows: Iterable[Iterable[str]], delimiter: str = ",") -> bytes:
    """Return rows as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def _rows(columns: tuple[str, ...], templates: list[dict[str, str]], n: int) -> list[list[str]]:
    found = [list(columns)]
    for number in range(n):
        row = templates[number % len(templates)]
        found.append([row.get(c, "").replace("#", str(1_000_001 + number)) for c in columns])
    return found


def _sheet(rows: list[list[str]]) -> bytes:
    with TemporaryDirectory() as folder:
        return write_sheet(Path(folder) / "sheet.xlsx", rows).read_bytes()


# OFAC's four formats: the entries 7, 8 and 9 of ofac_samples, with other numbers in each copy.


def _copies(text: str, ids: re.Pattern[str], entries: int) -> str:
    """Return the text once for every three entries, its numbers 1000 higher each time."""
    return "".join(
        ids.sub(lambda found, by=1000 * copy: f"{found[1]}{int(found[2]) + by}", text)
        for copy in range(max(1, entries // 3))
    )


def _between(text: str, start: str, end: str) -> tuple[str, str, str]:
    head, _, rest = text.partition(start)
    inside, _, tail = rest.partition(end)
    return head + start, inside, end + tail


def ofac_csv(entries: int) -> Files:
    with TemporaryDirectory() as folder:
        ofac_samples.as_csv(Path(folder))
        files = {file.name: file.read_text() for file in sorted(Path(folder).iterdir())}
    ids = re.compile(r"(?m)(^)(\d+)(?=,)")
    return {name: _copies(text, ids, entries).encode() for name, text in files.items()}


def ofac_xml(entries: int) -> Files:
    head, inside, tail = _between(ofac_samples.XML, "</publshInformation>", "</sdnList>")
    whole = _copies(inside, re.compile(r"(<sdnEntry><uid>)(\d+)"), entries)
    head = head.replace(">3<", f">{whole.count('<sdnEntry>')}<").replace("NAMESPACE", "urn:x")
    return {"sdn.xml": (head + whole + tail).encode()}


def ofac_enhanced(entries: int) -> Files:
    head, inside, tail = _between(ofac_samples.ENHANCED, "<entities>", "</entities>")
    ids = re.compile(r'((?:<entity id|entityId)=")(\d+)')
    return {"sdn_enhanced.xml": (head + _copies(inside, ids, entries) + tail).encode()}


def ofac_zip(entries: int) -> Files:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, data in ofac_enhanced(entries).items():
            archive.writestr(name, data)
    return {"sdn_enhanced.zip": packed.getvalue()}


def ofac_advanced(entries: int) -> Files:
    text = ofac_samples.ADVANCED
    for container in _CONTAINERS:
        head, inside, tail = _between(text, f"<{container}>", f"</{container}>")
        text = head + _copies(inside, _ADVANCED_IDS, entries) + tail
    return {"sdn_advanced.xml": text.encode()}


# The US Consolidated Screening List and Denied Persons List.

_CSL_COLUMNS: Final = (
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses",
    "federal_register_notice", "start_date", "end_date", "standard_order", "license_requirement",
    "call_sign", "vessel_type", "gross_tonnage", "vessel_flag", "vessel_owner", "remarks",
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "ids",
)  # fmt: skip
_CSL: Final = [
    {
        "source": "Entity List (EL) - Bureau of Industry and Security",
        "name": "Egret Works # (a.k.a. Egret; EW)", "alt_names": "Egret Factory #; EW f.k.a. OLD",
        "addresses": "1 Quay Road, Testhaven, 100, CN; and 2 Quay Road, Valletta, MT",
        "federal_register_notice": "76 FR 71867", "start_date": "2011-11-21",
        "license_requirement": "For all items.",
    },
    {
        "source": "Specially Designated Nationals (SDN) - Treasury Department",
        "entity_number": "#", "type": "Individual", "name": "IBIS, Ada #", "title": "Doctor",
        "programs": "TEST-A; TEST-B", "citizenships": "LB; PY", "nationalities": "SY",
        "dates_of_birth": "1965-03-07; circa 1966", "places_of_birth": "Testhaven, Malta",
        "addresses": "Testhaven, SY", "remarks": "(Linked To: EGRET WORKS (EW))",
        "ids": "LB, 2011-02-03, 2001-02-03, X123456, Passport; Female, Gender; "
        "RU, 7700000001, Tax ID No.",
    },
    {
        "source": "Specially Designated Nationals (SDN) - Treasury Department",
        "entity_number": "#", "type": "Vessel", "name": "GREY HERON #", "programs": "TEST-A",
        "call_sign": "5ABC2", "vessel_type": "Tug", "gross_tonnage": "499",
        "vessel_flag": "Panama", "vessel_owner": "Egret Works",
        "ids": "IMO 9074729, Vessel Registration Identification; 123456789, MMSI",
    },
]  # fmt: skip
_CSL_JSON: Final = """{"source": "Entity List (EL) - Bureau of Industry and Security",
"name": "Egret Works #", "alt_names": ["Egret Factory", "EW"], "addresses": [{"address":
"1 Quay Road", "city": "Testhaven", "postal_code": "100", "country": "CN"}],
"federal_register_notice": "76 FR 71867", "start_date": "2011-11-21", "end_date": null,
"ids": null}
{"source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": "#",
"type": "Individual", "name": "IBIS, Ada", "programs": ["TEST-A"], "citizenships": ["LB"],
"dates_of_birth": ["1965-03-07", "circa 1966"], "addresses": [{"country": "SY"}],
"gross_tonnage": 499, "call_sign": "5ABC2", "vessel_flag": "Panama", "ids": [{"type": "Passport",
"number": "X123456", "country": "LB", "issue_date": "2001-02-03"}, {"type": "Gender",
"number": "Female"}], "remarks": "(Linked To: IBIS)"}"""
_DPL_COLUMNS: Final = (
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date",
    "Expiration_Date", "Standard_Order", "Last_Update", "Action", "FR_Citation",
)  # fmt: skip
_DPL: Final = [
    dict(zip(_DPL_COLUMNS, cells, strict=True))
    for cells in (
        ("EGRET WORKS #", "1 QUAY STREET", "TESTHAVEN", "TX", "", "75001", "06/19/2003",
         "06/29/2056", "Y", "2007-01-31", "FR NOTICE ADDED", "68 F.R. 1 6/27/03"),
        ("HERON LTD #", "7 ROAD", "VALLETTA", "", "MT", "", "08/24/2022", "", "Y", "3033-09-30",
         "", ""),
    )
]  # fmt: skip


def us_csl_csv(entries: int) -> Files:
    return {"consolidated.csv": table(_rows(_CSL_COLUMNS, _CSL, entries))}


def us_csl_json(entries: int) -> Files:
    body = repeated(_CSL_JSON.split("}\n{"), entries, "},{").replace("{{", "{").replace("}}", "}")
    used = '"sources_used":[{"source_last_updated":"2026-09-23"}]'
    return {"consolidated.json": f'{{{used},"results":[{{{body.strip("{}")}}}]}}'.encode()}


def us_bis_dpl(entries: int) -> Files:
    return {"dpl.txt": table(_rows(_DPL_COLUMNS, _DPL, entries), "\t")}


# The Security Council, the EU, Switzerland, Canada.

_UN: Final = """<INDIVIDUAL><DATAID>#</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>GREY</FIRST_NAME>
<SECOND_NAME>HERON</SECOND_NAME><UN_LIST_TYPE>Quay</UN_LIST_TYPE>
<REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER><LISTED_ON>2012-06-29</LISTED_ON><GENDER>Male</GENDER>
<NAME_ORIGINAL_SCRIPT>Цапля</NAME_ORIGINAL_SCRIPT><COMMENTS1>Ship. IMO number: 9074729.</COMMENTS1>
<NATIONALITY><VALUE>Chad</VALUE></NATIONALITY><TITLE><VALUE>Dr</VALUE></TITLE>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>ARDEA</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Big</ALIAS_NAME><NOTE>in Arabic: x</NOTE>
</INDIVIDUAL_ALIAS><INDIVIDUAL_ADDRESS><STREET>1 Quay</STREET><CITY>Reed</CITY>
<COUNTRY>Mali</COUNTRY></INDIVIDUAL_ADDRESS><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN
</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1965</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Reed</CITY><COUNTRY>Mali</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
<NUMBER>French passport number 05AT521433</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>
"""
_EU: Final = """<sanctionEntity logicalId="#" designationDate="2014-07-30"
euReferenceNumber="EU.7.1"><remark>Tax number (INN): 7700000001</remark>
<regulation programme="RUS" regulationType="regulation"
numberTitle="1/2014 (OJ L1)" entryIntoForceDate="2014-07-30"><publicationUrl>https://a.example
</publicationUrl></regulation><subjectType code="enterprise" classificationCode="E"/>
<nameAlias wholeName="EGRET WORKS" strong="true" nameLanguage="EN"/><nameAlias firstName="Grey"
lastName="Heron" wholeName="Grey Heron" gender="F" function="Captain" strong="false"/>
<citizenship countryIso2Code="TD" countryDescription="CHAD" region=""/><birthdate circa="true"
year="1965" monthOfYear="4" dayOfMonth="30" calendarType="GREGORIAN" countryIso2Code="00"
city="Reed"/><identification identificationTypeCode="passport" number="A123456"
knownExpired="true" countryIso2Code="ML" countryDescription="MALI"/><address street="1 Quay"
city="Reed" zipCode="1000" poBox="7" countryIso2Code="ML" countryDescription="MALI"/>
</sanctionEntity>
"""
_CH: Final = """<target ssid="#" sanctions-set-id="43"><individual sex="male"><identity ssid="1"
main="true"><name name-type="primary-name" quality="good" lang="eng"><name-part order="2"
name-part-type="family-name"><value>Heron</value><spelling-variant lang="rus" script="Cyrl">Цапля
</spelling-variant></name-part><name-part order="1" name-part-type="given-name"><value>Grey</value>
</name-part></name><name name-type="alias" quality="low"><name-part order="1"
name-part-type="whole-name"><value>Big</value></name-part></name><day-month-year day="30"
month="4" year="1965" calendar="Gregorian" quality="good"/><place-of-birth place-id="29"/>
<nationality><country iso-code="BY">Belarus</country></nationality><address place-id="29"
quality="good"><address-details>1 Quay</address-details><zip-code>7</zip-code><remark>gone</remark>
</address><identification-document document-type="passport"><number>A123456</number>
<issuer code="BY">Belarus</issuer><date-of-issue>2001-02-03</date-of-issue>
</identification-document></identity><justification>It fishes.</justification>
<other-information>INN: 7700000001</other-information><relation target-id="#"
relation-type="related-to"/></individual><foreign-identifier>EU.7</foreign-identifier>
<modification modification-type="listed" effective-date="2020-01-01"/></target>
"""
_CH_TABLES: Final = """<sanctions-program ssid="20"><program-key lang="eng">Quay</program-key>
<program-name lang="eng">Ordinance</program-name><sanctions-set ssid="43" lang="eng">article 12
</sanctions-set><origin>EU</origin></sanctions-program><place ssid="29"><location>Minsk</location>
<location-variant>Mensk</location-variant><country iso-code="BY">Belarus</country></place>
"""
_CA: Final = (
    """<record><Country>Russia / Russie</Country><LastName>EGRET #</LastName>
<GivenName>Grey</GivenName><Aliases>Gray Egret, Grey Bird; Russian: Серая Цапля</Aliases>
<DateOfBirthOrShipBuildDate>1970-05</DateOfBirthOrShipBuildDate><Schedule>1, Part 1</Schedule>
<Item>7</Item><DateOfListing>44616</DateOfListing></record>
""",
    """<record><Country>Iran</Country><EntityOrShip>HERON # (also known as B and C D)</EntityOrShip>
<TitleOrShip>Oil Tanker</TitleOrShip><ShipIMONumber>#</ShipIMONumber>
<DateOfBirthOrShipBuildDate>1999</DateOfBirthOrShipBuildDate></record>
""",
)


def un_sc(entries: int) -> Files:
    company = _UN.replace("INDIVIDUAL", "ENTITY").replace("<SECOND_NAME>HERON</SECOND_NAME>", "")
    body = repeated((_UN, company), entries)
    head = '<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z">'
    return {"consolidated.xml": f"{head}{body}</CONSOLIDATED_LIST>".encode()}


def eu_fsf(entries: int) -> Files:
    head = '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-02">'
    return {"full.xml": f"{head}{repeated((_EU,), entries)}</export>".encode()}


def ch_seco(entries: int) -> Files:
    head = '<swiss-sanctions-list list-type="whole-list" date="2026-08-27">'
    body = _CH_TABLES + repeated((_CH,), entries)
    return {"list.xml": f"{head}{body}</swiss-sanctions-list>".encode()}


def ca_sema(entries: int) -> Files:
    body = repeated(_CA, entries)
    return {"sema.xml": f"<?xml version='1.0'?><data-set>{body}</data-set>".encode()}


# The lists that are tables: the UK, Australia, the EU's annexes, own lists.

_UK: Final = [
    {
        "Last Updated": "31/07/2024", "Unique ID": "RUS#", "OFSI Group ID": "7",
        "UN Reference Number": "TAi.999", "Name 6": "EGRET", "Name 1": "Grey",
        "Name type": "Primary Name", "Name non-latin script": "Цапля",
        "Non-latin script type": "Cyrillic", "Non-latin script language": "Russian",
        "Regime Name": "The Heron (Sanctions) Regulations 2019", "Designation Type": "Individual",
        "Designation source": "UK", "Sanctions Imposed": "Asset freeze|Travel Ban",
        "Other Information": "Likes fish.", "Address Line 1": "1 Quay", "Address Line 6": "Moscow",
        "Address Postal Code": "103265", "Address Country": "Russia",
        "Date Designated": "29/06/2012", "D.O.B": "dd/mm/1945|(1) 1 Jan 1950 (2) 1951",
        "Nationality(/ies)": "Chad|Mali", "Passport number": "D001",
        "Passport additional information": "Chad number", "Gender": "Female",
        "National Identifier number": "INN 7700000000", "Town of birth": "Quay",
        "Country of birth": "Mali",
    },
    {
        "Unique ID": "IRN#", "Name 6": "HERON", "Name type": "Primary Name",
        "Regime Name": "The Heron (Sanctions) Regulations 2019", "Designation Type": "Ship",
        "Date Designated": "29/06/2012", "Address Country": "Iran", "Address Line 1": "2 Quay",
        "Business registration number (s)": "OGRN: 5167746407054", "IMO number": "IMO9074729",
        "Current owner/operator (s)": "Stork LLC", "Current believed flag of ship": "Gabon",
        "Previous flags": "Panama", "Tonnage of ship": "9", "Year Built": "2019",
        "Hull identification number (HIN)": "HIN1",
    },
]  # fmt: skip
_UK_COLUMNS: Final = tuple(dict.fromkeys(name for row in _UK for name in row))
_CONLIST: Final = [
    {
        "Name 6": "EGRET", "Name 1": "Grey", "Name Non-Latin Script": "Цапля",
        "Non-Latin Script Type": "Cyrillic", "DOB": "00/00/1980", "Town of Birth": "Quay",
        "Country of Birth": "Mali", "Nationality": "(1) Chad (2) Mali", "Passport Number": "A1",
        "Passport Details": "(1) Chad number", "Address 1": "1 Quay", "Address 6": "Moscow",
        "Country": "Russia", "Group Type": "Individual", "Alias Type": "Primary name",
        "Alias Quality": "", "Regime": "Russia", "Listed On": "04/08/2017",
        "UK Sanctions List Date Designated": "31/12/2020", "Group ID": "#",
        "Other Information": "(UK Sanctions List Ref):DPR0100. It fished (Gender):Male",
    },
    {
        "Name 6": "HERON", "Group Type": "Ship", "Alias Type": "Primary name", "Regime": "Russia",
        "Listed On": "04/08/2017", "Group ID": "#", "Address 1": "2 Quay", "Country": "Russia",
        "Other Information": "It carried oil (IMO number):9074729 (Current owners):Egret Works "
        "(Flag of ship):North Korea (Year built):1975",
    },
]  # fmt: skip
_AU: Final = [
    {
        "Reference": "#", "Name of Individual or Entity": "Egret Works_x000D_\n",
        "Type": "Entity", "Name Type": "Primary Name", "Date of Birth": "a) 1965 b) 1 Jan 1966",
        "Place of Birth": "a) Reed, Chad b) Quay, Mali", "Citizenship": "Chad and Mali",
        "Address": "a) 1 Quay, Reed, Chad b) 2 Quay, Mali",
        "Additional Information": "INN: 7700000001. Passport no. A123456",
        "Listing Information": "Listed on: 25 Apr. 2006 (amended on 1 May 2019)",
        "Committees": "Autonomous (Russia)", "Control Date": "45000", "IMO Number": "IMO 9074729",
    },
    {
        "Reference": "#", "Name of Individual or Entity": "Heron", "Type": "Individual",
        "Name Type": "Primary name", "Committees": "1267 (ISIL)",
    },
]  # fmt: skip
_ANNEX: Final = [
    {
        "regulation": "833/2014", "annex": "IV", "entry": "#", "name": "EGRET WORKS LLC",
        "aliases": "EGRET FACTORY; EGRET", "native_names": "Цапля", "type": "organisation",
        "country": "Russia", "identifiers": "inn=7700000001; ogrn=1027700000005",
        "addresses": "1 Quay, Moscow; 2 Quay, Tver", "listed_on": "2025-10-24",
        "effective_from": "2026-01-01", "source": "OJ L, 2025/1", "remarks": "end user",
    }
]  # fmt: skip
_OWN: Final = [
    {
        "id": "#", "type": "vessel", "name": "GREY HERON", "aliases": "HERON 7;GRAUREIHER",
        "weak_aliases": "The Bird", "identifiers": "imo=9074729;mmsi=123456789",
        "countries": "PA;LR", "programs": "INTERNAL", "previous_names": "WHITE HERON",
        "addresses": "1 Quay Street", "dates": "1999;about 1970", "gender": "", "remarks": "a; b",
    }
]  # fmt: skip
_OWN_LINE: Final = """{"id": "#", "type": "person", "names": [{"text": "GREY HERON"}, {"text":
"Big", "kind": "weak"}], "identifiers": [{"scheme": "imo", "value": "9074729", "country": "PA"}],
"countries": ["PA"], "programs": ["X"], "addresses": [{"text": "1 Quay", "country": "mt"}],
"dates": ["1965"], "gender": "female", "remarks": "seen"}"""


def _columns(templates: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in templates for name in row))


def uk_sanctions_csv(entries: int) -> Files:
    head = b"Report Date: 08-Oct-2026\r\n"
    columns = (*_UK_COLUMNS, "Name 2", "Name 3", "Name 4", "Name 5")
    return {"list.csv": head + table(_rows(columns, _UK, entries))}


def uk_sanctions_xml(entries: int) -> Files:
    designations = []
    for row in _UK:
        cells = {re.sub(r"\W|\(.*?\)", "", name): text for name, text in row.items()}
        body = "".join(f"<{name}>{text}</{name}>" for name, text in cells.items())
        alias = "<Names><Name><Name6>EGRETTE</Name6><NameType>Alias</NameType></Name></Names>"
        designations.append(f"<Designation>{body}{alias}</Designation>\n")
    body = f"<DateGenerated>08/10/2026</DateGenerated>{repeated(designations, entries)}"
    return {"list.xml": f"<Designations>{body}</Designations>".encode()}


def _conlist(entries: int) -> list[list[str]]:
    return [["Last Updated", "14/04/2025"], *_rows(_columns(_CONLIST), _CONLIST, entries)]


def uk_conlist_csv(entries: int) -> Files:
    return {"ConList.csv": table(_conlist(entries))}


def uk_conlist_xlsx(entries: int) -> Files:
    return {"ConList.xlsx": _sheet(_conlist(entries))}


def au_dfat(entries: int) -> Files:
    return {"dfat.xlsx": _sheet(_rows(_columns(_AU), _AU, entries))}


def eu_annexes(entries: int) -> Files:
    return {"annexes.csv": table(_rows(_columns(_ANNEX), _ANNEX, entries))}


def own_csv(entries: int) -> Files:
    return {"own.csv": table(_rows(_columns(_OWN), _OWN, entries))}


def own_ndjson(entries: int) -> Files:
    return {"own.ndjson": repeated((_OWN_LINE.replace("\n", " "),), entries, "\n").encode()}


# FollowTheMoney: a set, and a set with its delta.

_FTM: Final = (
    '{"id": "a#", "schema": "Person", "caption": "Ada Kestrel", "datasets": ["xx"], "last_seen": '
    '"2026-01-01", "properties": {"name": ["Ada Kestrel", "KESTREL, Ada"], "weakAlias": ["Tall"], '
    '"birthDate": ["1965-04"], "nationality": ["ru"], "gender": ["female"], "passportNumber": '
    '["AB123456"], "addressEntity": ["d"], "topics": ["sanction"], "position": ["Director"]}}',
    '{"id": "b#", "schema": "Vessel", "properties": {"name": ["GREY HERON"], "imoNumber": '
    '["9074729"], "flag": ["pa"], "address": ["1 Quay"], "topics": ["sanction"]}}',
)
_ATTACHED: Final = (
    b'{"id": "d", "schema": "Address", "properties": {"full": ["1 Quay"], "country": ["ru"]}}\n'
    b'{"id": "s", "schema": "Sanction", "properties": {"entity": ["a1000001"], "program": ["X"], '
    b'"startDate": ["2020-01-01"], "authority": ["Y"]}}\n'
    b'{"id": "o", "schema": "Ownership", "properties": {"owner": ["a1000001"], "asset": '
    b'["b1000002"], "percentage": ["51"]}}\n'
    b'{"id": "p", "schema": "Passport", "properties": {"holder": ["a1000001"], "number": ["A1"]}}\n'
)


def ftm(entries: int) -> Files:
    return {"entities.ftm.json": _ATTACHED + repeated(_FTM, entries, "\n").encode() + b"\n"}


def ftm_delta(entries: int) -> Files:
    added = orjson.loads(_FTM[0].replace("#", "9"))
    gone = {"op": "DEL", "entity": {"id": "p"}}
    changed = {"op": "MOD", "entity": orjson.loads(_FTM[0].replace("#", "1000001"))}
    lines = [{"op": "ADD", "entity": added}, changed, gone]
    delta = b"".join(orjson.dumps(line) + b"\n" for line in lines)
    index = orjson.dumps({"versions": {"20260101": "https://a.example"}})
    return ftm(entries) | {"20260101/entities.delta.json": delta, "delta.json": index}


SAMPLES: Final = {
    "ofac_csv": Sample("us_ofac_sdn", ofac_csv),
    "ofac_xml": Sample("us_ofac_sdn", ofac_xml),
    "ofac_advanced": Sample("us_ofac_sdn", ofac_advanced),
    "ofac_enhanced": Sample("us_ofac_sdn", ofac_enhanced),
    "ofac_zip": Sample("us_ofac_cons", ofac_zip),
    "us_csl_csv": Sample("us_csl", us_csl_csv),
    "us_csl_json": Sample("us_csl", us_csl_json),
    "us_bis_dpl": Sample("us_bis_dpl", us_bis_dpl),
    "un_sc": Sample("un_sc", un_sc),
    "eu_fsf": Sample("eu_fsf", eu_fsf),
    "eu_annexes": Sample("eu_annexes", eu_annexes),
    "uk_sanctions_xml": Sample("uk_sanctions", uk_sanctions_xml),
    "uk_sanctions_csv": Sample("uk_sanctions", uk_sanctions_csv),
    "uk_conlist_csv": Sample("uk_conlist", uk_conlist_csv),
    "uk_conlist_xlsx": Sample("uk_conlist", uk_conlist_xlsx),
    "ch_seco": Sample("ch_seco", ch_seco),
    "ca_sema": Sample("ca_sema", ca_sema),
    "au_dfat": Sample("au_dfat", au_dfat),
    "ftm": Sample("ftm:fuzz", ftm),
    "ftm_delta": Sample("ftm:fuzz", ftm_delta),
    "own_csv": Sample("own:fuzz", own_csv),
    "own_ndjson": Sample("own:fuzz", own_ndjson),
}
