import csv
import io
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from lists.errors import ListError
from lists.parsers.us.csl import FIELDS, parse
from lists.parsers.us.csl_files import ADDRESS_PARTS
from lists.parsers.us.csl_names import split_names
from lists.registry import source_of
from screening.listing import CountryRelation, EntityType, Gender, NameKind, RelationKind
from tests.parsing import Read, read_all, real_list

SOURCE = source_of("us_csl")
SDN: Final = "Specially Designated Nationals (SDN) - Treasury Department"
EL: Final = "Entity List (EL) - Bureau of Industry and Security"
COLUMNS: Final = (
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses",
    "federal_register_notice", "start_date", "end_date", "standard_order",
    "license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage",
    "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url",
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth",
    "source_information_url", "ids",
)  # fmt: skip
EGRET: Final[dict[str, Any]] = {
    "id": "3f", "source": EL, "name": "Egret Works, ", "alt_names": ["Egret Factory", "EW"],
    "addresses": [
        {"address": "1 Quay Road", "city": "Testhaven", "postal_code": "100", "country": "CN"},
        {"address": None, "city": "Valletta", "country": "MT"},
    ],
    "federal_register_notice": "76 FR 71867", "start_date": "2011-11-21", "end_date": None,
    "license_requirement": "For all items.", "license_policy": "Presumption of denial.",
    "source_list_url": "https://example.org", "ids": None,
}  # fmt: skip
HERON: Final[dict[str, Any]] = {
    "id": "7", "source": SDN, "entity_number": "7", "type": "Vessel", "name": "GREY HERON",
    "programs": ["TEST-B", "TEST-A"], "addresses": [], "alt_names": [], "call_sign": "5ABC2",
    "vessel_type": "Tug", "gross_tonnage": 499, "vessel_flag": "Panama",
    "vessel_owner": "Egret Works", "remarks": "(Linked To: EGRET WORKS (EW); Linked To: IBIS)",
    "ids": [
        {"type": "Vessel Registration Identification", "number": "IMO 9074729"},
        {"type": "MMSI", "number": "123456789"},
        {"type": "Vessel Year of Build", "number": "1999"},
    ],
}  # fmt: skip
IBIS: Final[dict[str, Any]] = {
    "id": "8", "source": SDN, "entity_number": "8", "type": "Individual", "name": "IBIS, Ada",
    "programs": ["TEST-A"], "title": "Doctor", "citizenships": ["LB", "PY"],
    "nationalities": ["SY"], "dates_of_birth": ["1965-03-07", "circa 1966"],
    "places_of_birth": ["Testhaven, Malta"], "addresses": [{"country": "SY"}], "remarks": None,
    "ids": [
        {"type": "Passport", "number": "X123456", "country": "LB",
         "issue_date": "2001-02-03", "expiration_date": "2011-02-03"},
        {"type": "Gender", "number": "Female"},
        {"type": "Secondary sanctions risk:", "number": "section 1, as amended"},
        {"type": "Tax ID No.", "number": "7700000001", "country": "RU"},
    ],
}  # fmt: skip


def as_row(entry: dict[str, Any]) -> dict[str, str]:
    """Return the entry as the publisher's CSV has it."""
    row = {name: value for name, value in entry.items() if value is not None and name != "id"}
    lists = {name: "; ".join(value) for name, value in row.items() if name in SEVERAL}
    addresses = [
        ", ".join(each[part] for part in ADDRESS_PARTS if each.get(part))
        for each in row.get("addresses", ())
    ]
    parts = ("country", "expiration_date", "issue_date", "number", "type")
    ids = [", ".join(each[part] for part in parts if each.get(part)) for each in row.get("ids", ())]
    return {**row, **lists, "addresses": "; ".join(addresses), "ids": "; ".join(ids)}


SEVERAL: Final = (
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "programs",
)  # fmt: skip


def as_csv(*entries: dict[str, Any], columns: tuple[str, ...] = COLUMNS) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(map(as_row, entries))
    return out.getvalue()


def read(tmp_path: Path, content: object, name: str = "list.json") -> Read:
    file = tmp_path / name
    if isinstance(content, str):
        file.write_text(content, encoding="utf-8")
    else:
        file.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))
    return read_all(parse, file, SOURCE)


@pytest.mark.parametrize("entry", [EGRET, HERON, IBIS], ids=["egret", "heron", "ibis"])
def test_an_entry_is_the_same_in_both_formats(tmp_path: Path, entry: dict[str, Any]) -> None:
    (one,) = read(tmp_path, {"results": [entry]}).listings.values()
    (other,) = read(tmp_path, as_csv(entry), "list.csv").listings.values()
    assert (one.id, one.content) == (other.id, other.content)
    assert one.names == other.names
    assert [a.text for a in one.addresses] == [a.text for a in other.addresses]
    assert (one.designations, one.relations, one.ties, one.remarks) == (
        other.designations, other.relations, other.ties, other.remarks,
    )  # fmt: skip


def test_an_entry_of_the_entity_list_is_read(tmp_path: Path) -> None:
    (egret,) = read(tmp_path, [EGRET]).listings.values()
    assert [name.text for name in egret.names] == ["Egret Works", "EW", "Egret Factory"]
    assert egret.programs == ("Entity List (EL)",)
    (listed,) = egret.designations
    assert (listed.authority, listed.legal_basis) == (EL, "76 FR 71867")
    assert (listed.start, listed.end) == ("2011-11-21", None)
    assert egret.addresses[0].city == "Testhaven"
    assert egret.countries == ("CN", "MT")
    assert egret.remarks == (
        "license requirement: For all items.; license policy: Presumption of denial."
    )


def test_a_vessel_is_read(tmp_path: Path) -> None:
    heron = read(tmp_path, as_csv(HERON), "a.csv").listings["SDN-7"]
    assert heron.type is EntityType.VESSEL
    assert [(i.scheme, i.value) for i in heron.identifiers] == [
        ("call_sign", "5ABC2"),
        ("imo", "9074729"),
        ("mmsi", "123456789"),
    ]
    assert (heron.countries, heron.dates) == (("PA",), ("1999",))
    assert [(r.kind, r.name) for r in heron.relations] == [
        (RelationKind.LINKED_TO, "EGRET WORKS (EW)"),
        (RelationKind.LINKED_TO, "IBIS"),
        (RelationKind.OWNED_BY, "Egret Works"),
    ]


def test_a_person_is_read(tmp_path: Path) -> None:
    ibis = read(tmp_path, as_csv(IBIS), "a.csv").listings["SDN-8"]
    assert (ibis.type, ibis.gender) == (EntityType.PERSON, Gender.FEMALE)
    assert ibis.dates == ("1965-03-07", "about 1966")
    assert ibis.birth_places == ("Testhaven, Malta",)
    assert {(tie.code, tie.relation) for tie in ibis.ties} == {
        ("LB", CountryRelation.CITIZENSHIP),
        ("PY", CountryRelation.CITIZENSHIP),
        ("SY", CountryRelation.NATIONALITY),
    }
    assert [(i.scheme, i.value, i.country) for i in ibis.identifiers] == [
        ("passport", "X123456", "LB"),
        ("tax", "7700000001", "RU"),
    ]
    assert "title: Doctor" in ibis.remarks
    assert "Passport X123456: 2001-02-03, 2011-02-03" in ibis.remarks


@pytest.mark.parametrize(
    "item",
    ["RU, 7700000001, Tax ID No.", "Tax ID No., 7700000001, RU"],
    ids=["label last", "label first"],
)
def test_the_label_of_a_number_may_stand_at_either_end(tmp_path: Path, item: str) -> None:
    text = as_csv(HERON).replace("MMSI", f"MMSI; {item}")
    heron = read(tmp_path, text, "a.csv").listings["SDN-7"]
    assert ("tax", "7700000001", "RU") in [
        (i.scheme, i.value, i.country) for i in heron.identifiers
    ]


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        pytest.param("Address 03", "Flat 6, 2 Mei Road", "Flat 6, 2 Mei Road, HK", id="number"),
        pytest.param("Address 3, Flat 6, 2 Mei Road", "", "Flat 6, 2 Mei Road", id="both"),
        pytest.param(
            "Flat 6, 2 Mei Road", "Flat 6, 2 Mei Road", "Flat 6, 2 Mei Road", id="address alone"
        ),
    ],
)
def test_a_listed_address_is_an_address(
    tmp_path: Path, name: str, address: str, expected: str
) -> None:
    entry = {**EGRET, "name": name, "alt_names": []}
    entry["addresses"] = [{"address": address, "country": "HK"}]
    (found,) = read(tmp_path, [entry]).listings.values()
    assert (found.type, found.primary_name) == (EntityType.ADDRESS, expected)
    assert found.countries == ("HK",)


def test_aliases_within_a_name_are_names_of_their_own(tmp_path: Path) -> None:
    entry = {**EGRET, "name": "Egret (a.k.a. Ibis; Heron) Ltd", "alt_names": ["and A, f.k.a., B"]}
    (found,) = read(tmp_path, [entry]).listings.values()
    assert [(name.text, name.kind) for name in found.names] == [
        ("Egret Ltd", NameKind.PRIMARY),
        ("A", NameKind.ALIAS),
        ("Heron", NameKind.ALIAS),
        ("Ibis", NameKind.ALIAS),
        ("B", NameKind.PREVIOUS),
    ]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        pytest.param("A LLC; B LLC", ["A LLC", "B LLC"], id="blank"),
        pytest.param("A LLC;B LLC;-C LLC", ["A LLC", "B LLC", "C LLC"], id="no blank"),
        pytest.param("A (a.k.a. B (C) Works)", ["A", "B (C) Works"], id="brackets in brackets"),
        pytest.param("A a.k.a., B", ["A", "B"], id="no brackets"),
        pytest.param("K.A. Heron", ["K.A. Heron"], id="initials"),
    ],
)
def test_aliases_in_one_cell_are_parted(tmp_path: Path, written: str, names: list[str]) -> None:
    text = as_csv({**EGRET, "alt_names": [written]})
    (found,) = read(tmp_path, text, "a.csv").listings.values()
    assert [name.text for name in found.names[1:]] == names


@pytest.mark.parametrize(
    ("parts", "countries"),
    [
        pytest.param({"state": "NJ", "postal_code": "07092"}, ("US",), id="state and ZIP code"),
        pytest.param({"state": "NM"}, (), id="a state is no country"),
        pytest.param({"state": "RS", "postal_code": "357020"}, (), id="another postal code"),
    ],
)
def test_an_address_without_a_country_may_be_in_the_us(
    tmp_path: Path, parts: dict[str, str], countries: tuple[str, ...]
) -> None:
    entry = {**EGRET, "addresses": [{"address": "1 Road", "city": "Testhaven", **parts}]}
    (one,) = read(tmp_path, [entry]).listings.values()
    (other,) = read(tmp_path, as_csv(entry), "a.csv").listings.values()
    assert one.countries == other.countries == countries
    assert one.id == other.id


def test_addresses_that_stand_in_one_are_parted_in_both_formats(tmp_path: Path) -> None:
    joint = {"address": "1 A Road, China; and 2 B Road", "city": "Testhaven", "country": "CN"}
    entry = {**EGRET, "addresses": [joint]}
    (one,) = read(tmp_path, [entry]).listings.values()
    (other,) = read(tmp_path, as_csv(entry), "a.csv").listings.values()
    assert one.addresses == other.addresses
    assert [a.text for a in one.addresses] == ["1 A Road, China", "2 B Road, Testhaven, CN"]


def test_namibias_code_is_no_gap(tmp_path: Path) -> None:
    entry = {**EGRET, "addresses": [{"city": "Windhoek", "country": "NA"}]}
    (one,) = read(tmp_path, [entry]).listings.values()
    (other,) = read(tmp_path, as_csv(entry), "a.csv").listings.values()
    assert one.countries == other.countries == ("NA",)
    assert one.addresses[0].text == other.addresses[0].text == "Windhoek, NA"


def test_one_entity_on_two_sub_lists_is_two_listings(tmp_path: Path) -> None:
    menu = "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"
    found = read(tmp_path, [HERON, {**HERON, "source": menu}])
    assert set(found.listings) == {"SDN-7", "NS-MBS-7"}
    assert found.reading.parts == {SDN: 1, menu: 1}


def test_numbers_survive_reordering_and_a_new_address_in_the_country(tmp_path: Path) -> None:
    later = {**EGRET, "start_date": "2020-01-01"}
    first = read(tmp_path, [EGRET, later, HERON])
    assert first.listings == read(tmp_path, [HERON, later, EGRET]).listings
    moved = {**EGRET, "addresses": [{**EGRET["addresses"][0], "address": "2"}, {"country": "MT"}]}
    assert read(tmp_path, [moved, later, HERON]).listings.keys() == first.listings.keys()


def test_what_no_rule_knows_is_counted_and_kept(tmp_path: Path) -> None:
    found = read(tmp_path, [{**EGRET, "ownership": {"share": 51}, "start_date": "2011-99-99"}])
    (egret,) = found.listings.values()
    assert 'ownership: {"share":51}' in egret.remarks
    assert "start date: 2011-99-99" in egret.remarks
    assert found.reading.counts == {"unread field ownership": 1, "unread date in start_date": 1}


@pytest.mark.parametrize(
    "wrong",
    [7, {**EGRET, "name": None}, {**EGRET, "name": " , "}, {**EGRET, "source": "somewhere"}, {}],
    ids=["no object", "no name", "no letters", "source", "empty"],
)
def test_an_entry_that_cannot_be_used_is_a_problem(tmp_path: Path, wrong: object) -> None:
    found = read(tmp_path, [wrong, HERON])
    assert set(found.listings) == {"SDN-7"}
    assert found.reading.counts["errors"] == 1
    assert found.reading.problems[0].startswith("entry 1: ")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.csv", "", "empty", id="empty"),
        pytest.param("a.json", "<!DOCTYPE html><html>", "web page", id="web page"),
        pytest.param("a.json", b"PK\x03\x04\x00x", "no text file", id="zip"),
        pytest.param("a.json", '{"results": [{"na', "not JSON", id="cut JSON"),
        pytest.param("a.json", "[" * 100_000, "not JSON", id="deep JSON"),
        pytest.param("a.json", '{"message": "try later"}', 'no array "results"', id="error"),
        pytest.param("a.csv", as_csv(columns=COLUMNS[:-1]), "header lacks 'ids'", id="column"),
        pytest.param("a.csv", as_csv(HERON) + "a,b\n", "2 columns where 29", id="cut row"),
        pytest.param("a.csv", as_csv(HERON) + '"' + "x" * 9_999_999, "not CSV", id="10 MB"),
    ],
)
def test_a_broken_file_is_refused(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(ListError, match=message):
        read(tmp_path, content, name)


def test_the_publishers_date_is_that_of_the_youngest_sub_list(tmp_path: Path) -> None:
    dates = ("2026-09-23T14:07:33", "2026-09-25T00:00:00", None)
    used = [{"source": "x", "source_last_updated": date} for date in dates]
    found = read(tmp_path, {"sources_used": used, "results": [HERON]})
    assert found.reading.published == "2026-09-25T00:00:00"


def test_every_real_sub_list_is_counted_under_its_name() -> None:
    found = read_all(parse, real_list("us_csl", "consolidated_2022-04.csv"), SOURCE)
    parts = {source.partition(" - ")[0]: n for source, n in found.reading.parts.items()}
    assert len(found.listings) == sum(parts.values()) == 14_160
    assert {
        "Entity List (EL)": 2_001,
        "Denied Persons List (DPL)": 462,
        "Unverified List (UVL)": 201,
        "Military End User (MEU) List": 71,
        "Specially Designated Nationals (SDN)": 10_026,
    }.items() <= parts.items()
    assert set(SOURCE.sub_lists) <= found.reading.parts.keys()
    assert not found.reading.problems


def test_every_real_column_and_key_is_known() -> None:
    several = {*SEVERAL, "addresses", "ids"}
    with real_list("us_csl", "consolidated_2022-04.csv").open(encoding="utf-8") as file:
        assert set(next(csv.reader(file))) <= FIELDS | several
    sample = real_list("us_csl", "consolidated_json_SAMPLE3_2026-09.json").read_bytes()
    for entry in orjson.loads(sample)["results"]:
        assert entry.keys() <= FIELDS | several


def test_the_real_json_sample_is_read() -> None:
    found = read_all(parse, real_list("us_csl", "consolidated_json_SAMPLE3_2026-09.json"), SOURCE)
    assert len(found.listings) == 3
    havin = found.listings["SDN-906"]
    assert [(i.scheme, i.country) for i in havin.identifiers] == [
        ("bic", None), ("registration", "GB"),
    ]  # fmt: skip
    assert found.reading.published == "2026-09-23T14:07:33+00:00"


@pytest.mark.parametrize(
    "name",
    [
        "Heron Works and any successor, sub-unit, or subsidiary thereof",
        "Heron Works, and its sub-units and successors",
    ],
)
def test_successors_that_nobody_names_are_no_part_of_the_name(name: str) -> None:
    assert split_names(name) == [("Heron Works", NameKind.ALIAS)]
