from datetime import date
from pathlib import Path

import pytest

from lists.measures import measures_of, rules
from lists.reading.building import Draft
from lists.registry import parser_of, source_of, sources
from screening.listing import Designation, Measure
from tests.parsing import read_all, real_list


def measures(
    source: str, program: str, *, authority: str = "", imposed: str = "", start: str | None = None
) -> str:
    designation = Designation(program=program, authority=authority, start=start)
    return " ".join(measures_of(source, designation, imposed))


@pytest.mark.parametrize(
    ("source", "program", "expected"),
    [
        ("us_ofac_sdn", "SDGT", "freeze"),
        ("us_ofac_sdn", "UKRAINE-EO13662", "freeze"),
        ("us_ofac_cons", "UKRAINE-EO13662", "sectoral"),
        ("us_ofac_cons", "CMIC-EO13959", "securities"),
        ("us_ofac_cons", "NS-CMIC-EO13959", "securities"),
        ("us_ofac_cons", "CAPTA", "correspondent_account"),
        ("us_ofac_cons", "561-Related", "correspondent_account"),
        ("us_ofac_cons", "NS-MBS", "menu"),
        ("us_ofac_cons", "CAATSA - RUSSIA", "menu"),
        ("us_ofac_cons", "RUSSIA-EO14024", "correspondent_account menu"),
        ("us_ofac_cons", "SDGT", "freeze"),
        ("us_bis_dpl", "Denied Persons List", "export_denial"),
        ("un_sc", "Al-Qaida", "freeze"),
        ("eu_fsf", "UKR", "freeze"),
        ("eu_annexes", "EU 833/2014 Annex IV", "export_licence"),
        ("eu_annexes", "EU 833/2014 Annex XLII", "transport"),
        ("eu_annexes", "EU 833/2014 Annex XLV", "correspondent_account"),
        ("ca_sema", "Russia / Russie", "freeze"),
        ("au_dfat", "Autonomous (Vessels)", "transport"),
        ("au_dfat", "Autonomous (Russia)", "freeze"),
    ],
)
def test_list_and_programme_say_what_a_listing_means(
    source: str, program: str, expected: str
) -> None:
    assert measures(source, program) == expected


@pytest.mark.parametrize(
    ("authority", "expected"),
    [
        ("Entity List (EL) - Bureau of Industry and Security", "export_licence"),
        ("Military End User (MEU) List - Bureau of Industry and Security", "export_licence"),
        ("Denied Persons List (DPL) - Bureau of Industry and Security", "export_denial"),
        ("Unverified List (UVL) - Bureau of Industry and Security", "unverified"),
        ("Capta List (CAP) - Treasury Department", "correspondent_account"),
        ("Sectoral Sanctions Identifications List (SSI) - Treasury Department", "sectoral"),
        ("Specially Designated Nationals (SDN) - Treasury Department", "freeze"),
        ("Heron List (HL) - Department of Birds", "freeze"),
    ],
)
def test_of_a_file_of_several_lists_the_sub_list_says_it(authority: str, expected: str) -> None:
    assert measures("us_csl", "RUSSIA-EO14024", authority=authority) == expected


@pytest.mark.parametrize(
    ("source", "imposed", "expected"),
    [
        ("uk_sanctions", "Asset freeze|Travel Ban", "advisory freeze"),
        ("uk_sanctions", "Travel Ban", "advisory"),
        ("uk_sanctions", "Prohibition of port entry|Deflag", "transport"),
        ("uk_sanctions", "", "freeze"),
        ("uk_sanctions", "Trust services sanctions", "freeze"),
        ("ch_seco", "Financial measures, annex 2", "freeze"),
        ("ch_seco", "Travel ban, annex 1", "advisory"),
        ("ch_seco", "Art. 9, annex 1", "freeze"),
        ("ftm:x", "export.control", "export_licence"),
        ("ftm:x", "sanction|export.control|role.pep", "export_licence freeze"),
        ("ftm:x", "role.pep", "freeze"),
    ],
)
def test_what_the_publisher_says_of_an_entry_counts_before_its_programme(
    source: str, imposed: str, expected: str
) -> None:
    assert measures(source, "X", imposed=imposed) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2022-01-01", "menu"), ("2019-01-01", "freeze"), (None, "menu"), ("2022", "menu")],
)
def test_a_rule_counts_between_its_days(start: str | None, expected: str) -> None:
    assert measures("us_ofac_cons", "NS-MBS", start=start) == expected


def test_every_rule_has_a_citation_and_days_in_order() -> None:
    assert [rule for rule in rules() if not rule.citation or rule.first > rule.last] == []
    assert {date.min} < {rule.first for rule in rules()}


def test_every_rule_is_for_a_list_that_exists() -> None:
    known = [*(source.id for source in sources()), "ftm:x", "own:x"]
    lists = [dict(rule.patterns)["list"] for rule in rules()]
    assert [each.pattern for each in lists if not any(map(each.fullmatch, known))] == []


def test_a_listing_has_the_measures_of_all_its_designations() -> None:
    draft = Draft()
    draft.name("GREY HERON")
    draft.program("UKRAINE-EO13662")
    draft.program("SDGT")
    listing = draft.finish("us_ofac_cons", "7")
    assert listing.measures == (Measure.FREEZE, Measure.SECTORAL)
    assert [(d.program, *d.measures) for d in listing.designations] == [
        ("SDGT", "freeze"), ("UKRAINE-EO13662", "sectoral"),
    ]  # fmt: skip


def test_a_listing_without_a_programme_is_a_freeze() -> None:
    draft = Draft()
    draft.name("GREY HERON")
    assert draft.finish("own:x", "7").measures == (Measure.FREEZE,)


def test_what_its_writer_says_of_an_own_list_counts_before_all() -> None:
    draft = Draft(measures=(Measure.ADVISORY,))
    draft.name("GREY HERON")
    draft.program("INTERNAL")
    listing = draft.finish("own:x", "7")
    assert (listing.measures, listing.designations[0].measures) == ((Measure.ADVISORY,),) * 2


@pytest.mark.parametrize(
    ("source", "path", "expected"),
    [
        ("us_csl", "us_csl/consolidated_2022-04.csv", {"export_licence": 2_072, "unverified": 201}),
        ("us_ofac_cons", "ofac/non_sdn_2025-12-19", {"securities": 68, "sectoral": 286}),
    ],
)
def test_of_real_lists_not_everything_is_a_freeze(
    source: str, path: str, expected: dict[str, int]
) -> None:
    found = source_of(source)
    listings = read_all(parser_of(found), real_list(*Path(path).parts), found).listings.values()
    counted = {
        name: sum(Measure(name) in listing.measures for listing in listings) for name in expected
    }
    assert counted == expected
