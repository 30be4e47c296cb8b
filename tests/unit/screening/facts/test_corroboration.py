"""What numbers, types, countries and weak aliases do to a hit."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listed import a_listing, a_party, a_vessel, hits

from screening.facts.corroboration import Corroboration, can_be, corroborate
from screening.facts.findings import check_identifier
from screening.facts.identifiers import identifier_key
from screening.listing import EntityType, Gender, ListedAddress, ListedIdentifier, Listing
from screening.subject import Subject

NAME = "Quillon Harrow Aerodynamics"
IMO = (ListedIdentifier(scheme="imo", value="9074729"),)
GULL = a_listing("GREY GULL", type=EntityType.VESSEL, identifiers=IMO)


def test_an_equal_imo_number_is_a_hit_whatever_the_name() -> None:
    (hit,) = hits(a_vessel("Morning Star", imo="IMO 9074729"), GULL)
    assert hit.score == 0.97
    assert "IMO 9074729 is equal" in hit.reason
    assert "name differs" in hit.reason


def test_an_equal_imo_number_needs_no_name() -> None:
    assert hits(a_vessel(imo="9074729"), GULL)[0].score == 0.97


def test_an_equal_number_and_name_is_certain() -> None:
    assert hits(a_vessel("Grey Gull", imo="9074729"), GULL)[0].score == 1.0


def test_a_different_imo_number_sinks_an_equal_name() -> None:
    assert hits(a_vessel("Grey Gull"), GULL) != ()
    assert hits(a_vessel("Grey Gull", imo="9176187"), GULL) == ()


def test_a_different_imo_number_is_said_where_it_does_not_sink() -> None:
    (hit,) = hits(a_vessel("Grey Gull", imo="9176187"), GULL, threshold=0.0002)
    assert "IMO 9176187 asked, 9074729 listed" in hit.reason


@pytest.mark.parametrize("kind", [EntityType.PERSON, EntityType.ORGANISATION])
def test_who_is_known_to_be_a_person_or_a_firm_is_no_vessel_by_name(kind: EntityType) -> None:
    assert hits(a_party("Grey Gull", type=kind), GULL) == ()


def test_a_person_is_less_likely_an_organisation() -> None:
    (firm,) = hits(a_party(NAME, type=EntityType.ORGANISATION), a_listing(NAME))
    (person,) = hits(a_party(NAME, type=EntityType.PERSON), a_listing(NAME), threshold=0.0002)
    assert person.score < firm.score
    assert "person asked, organisation listed" in person.reason


def test_a_weak_alias_alone_is_no_hit() -> None:
    assert hits(a_party("The Tall"), a_listing(NAME, weak=("The Tall",))) == ()


def test_a_weak_alias_confirms() -> None:
    listed = a_listing("Quillon Harrow Aerodynamic Works", weak=("The Tall",))
    alone, confirmed = (
        hits(a_party(*names), listed, threshold=0.0002)[0]
        for names in ((NAME,), (NAME, "The Tall"))
    )
    assert confirmed.score > alone.score
    assert "a weak alias agrees" in confirmed.reason


def test_an_agreeing_country_lifts_a_contradicting_one_lowers_a_missing_one_does_nothing() -> None:
    listed = a_listing("Quillon Harrow Aerodynamic", countries=("IR",))
    none, same, other = (
        hits(a_party(NAME, countries=codes), listed, threshold=0.0002)[0].score
        for codes in ((), ("IR",), ("NZ",))
    )
    assert other < none < same


def test_a_contradicting_country_can_sink_a_weak_match() -> None:
    listed = a_listing("Quillon Harrow Aerodynamic", countries=("IR",))
    (hit,) = hits(a_party(NAME), listed, threshold=0.0002)
    asked = a_party(NAME, countries=("NZ",))
    assert hits(asked, listed, threshold=hit.score) == ()


@pytest.mark.parametrize(
    ("scheme", "value", "key"),
    [
        ("IMO_number", "IMO 9074729", ("imo", "9074729")),
        ("INN", "7707083893", ("inn", "7707083893")),
        ("call_sign", "ABCDEF7", None),
        ("passport", "A1", None),
    ],
)
def test_a_number_has_one_form(scheme: str, value: str, key: tuple[str, str] | None) -> None:
    assert identifier_key(ListedIdentifier(scheme=scheme, value=value)) == key


@pytest.mark.parametrize(
    ("scheme", "good", "bad"),
    [
        ("imo", "9074729", "9074720"),
        ("lei", "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D16"),
        ("container", "CSQU3054383", "CSQU3054384"),
        ("country", "DE", "XX"),
        ("country", "ZZ", "Germany"),
        ("inn", "7707083893", "7707083894"),
    ],
)
def test_a_code_that_fails_its_check_is_a_finding(scheme: str, good: str, bad: str) -> None:
    assert check_identifier(scheme, good) is None
    assert check_identifier(scheme, bad) is not None


def test_an_unknown_scheme_is_no_finding() -> None:
    assert check_identifier("own number", "?") is None


MEMBER = {"type": EntityType.PERSON}


def parts(subject: Subject, listing: Listing) -> dict[str, Corroboration]:
    return {part.feature: part for part in corroborate(subject, listing)}


def a_number(scheme: str, value: str, country: str | None = None) -> ListedIdentifier:
    return ListedIdentifier(scheme=scheme, value=value, country=country)


def test_what_is_not_known_is_no_part() -> None:
    full = a_listing(
        NAME, countries=("IR",), dates=("1965",), gender=Gender.MALE, identifiers=IMO, **MEMBER
    )
    assert corroborate(a_party(NAME), full) == ()
    asked = a_party(NAME, countries=("IR",), birth_date="1965", identifiers=IMO)
    assert corroborate(asked, a_listing(NAME, type=EntityType.UNKNOWN)) == ()


@pytest.mark.parametrize(
    ("asked", "listed", "sign", "text"),
    [
        (("RU",), ("RU", "UA"), 1, "country RU agrees"),
        (("NZ",), ("IR",), -1, "country NZ asked, IR listed"),
        (("HK",), ("CN",), 0, ""),
        (("UA",), ("RU",), 0, ""),
    ],
    ids=["same", "other", "neighbours", "at war over one place"],
)
def test_countries_speak(
    asked: tuple[str, ...], listed: tuple[str, ...], sign: int, text: str
) -> None:
    found = parts(a_party(NAME, countries=asked), a_listing(NAME, countries=listed)).get("country")
    assert (found.text if found else "") == text
    assert (found.logit if found else 0) * sign >= 0


def test_a_rare_country_says_more() -> None:
    common, known, rare = (
        parts(a_party(NAME, countries=(code,)), a_listing(NAME, countries=(code,)))["country"].logit
        for code in ("RU", "CY", "MU")
    )
    assert 0 < common < known < rare


@pytest.mark.parametrize(
    ("asked", "sign", "text"),
    [
        ("1965-04-30", 1, "birth date 1965-04-30 agrees"),
        ("1965", 1, "birth date 1965 asked, 1965-04-30 listed: the same year"),
        ("1988-01-06", -1, "birth date 1988-01-06 asked, 1965-04-30 listed"),
        ("1966", -1, "birth date 1966 asked, 1965-04-30 listed: a year apart"),
        ("circa 1964", 1, "birth date about 1964 asked, 1965-04-30 listed: the years meet"),
        ("soon", 0, ""),
    ],
    ids=str,
)
def test_birth_dates_speak(asked: str, sign: int, text: str) -> None:
    listed = a_listing(NAME, dates=("30 Apr 1965",), **MEMBER)
    found = parts(a_party(NAME, birth_date=asked), listed).get("birth date")
    assert (found.text if found else "") == text
    assert (found.logit if found else 0) * sign >= 0


def test_the_nearest_of_several_birth_dates_speaks() -> None:
    listed = a_listing(NAME, dates=("1940", "circa 1950", "30 Apr 1965"), **MEMBER)
    asked = a_party(NAME, birth_date="1965-04-30")
    assert parts(asked, listed)["birth date"].text == "birth date 1965-04-30 agrees"


def test_a_founding_says_less_than_a_birth() -> None:
    asked = a_party(NAME, birth_date="1965-04-30")
    firm, person = (
        corroborate(asked, a_listing(NAME, dates=("30 Apr 1965",), type=type_))[0]
        for type_ in (EntityType.ORGANISATION, EntityType.PERSON)
    )
    assert firm.feature == "founded"
    assert 0 < firm.logit < person.logit


def test_a_year_of_build_is_no_birth_date() -> None:
    listed = a_listing(NAME, dates=("1965",), type=EntityType.VESSEL)
    assert corroborate(a_party(NAME, birth_date="1965"), listed) == ()


def test_genders_speak() -> None:
    asked = a_party(NAME, gender=Gender.MALE)
    same, other = (
        parts(asked, a_listing(NAME, gender=gender, **MEMBER))["gender"] for gender in Gender
    )
    assert other.logit < 0 < same.logit
    assert other.text == "male asked, female listed"


def test_a_person_is_hardly_an_organisation() -> None:
    found = parts(a_party(NAME, type=EntityType.PERSON), a_listing(NAME))["type"]
    assert found.logit <= -1
    assert found.text == "person asked, organisation listed"


@pytest.mark.parametrize(
    ("subject", "listed", "possible"),
    [
        (a_party(NAME), EntityType.VESSEL, True),
        (a_party(NAME, type=EntityType.PERSON), EntityType.VESSEL, False),
        (a_party(NAME, type=EntityType.ORGANISATION), EntityType.AIRCRAFT, False),
        (a_party(NAME, type=EntityType.PERSON), EntityType.ORGANISATION, True),
        (a_party(NAME), EntityType.ADDRESS, True),
        (a_vessel(NAME), EntityType.VESSEL, True),
        (a_vessel(NAME), EntityType.UNKNOWN, True),
        (a_vessel(NAME), EntityType.ORGANISATION, False),
    ],
    ids=lambda value: str(getattr(value, "kind", value)),
)
def test_only_ships_are_ships(subject: Subject, listed: EntityType, possible: bool) -> None:
    assert can_be(subject, listed) is possible


def test_the_nearest_address_speaks() -> None:
    listed = a_listing(
        NAME,
        addresses=(
            ListedAddress(text="3 Egret Ave, Minsk"),
            ListedAddress(text="Heron Street 12, Moscow"),
        ),
    )
    found = parts(a_party(NAME, addresses=("Moscow", "12 Heron St, Moscow")), listed)["address"]
    assert found.text == "the same street and number"


def test_a_weak_alias_agrees_in_any_order_and_case() -> None:
    listed = a_listing(NAME, weak=("The TALL-One",))
    assert parts(a_party("tall one, the"), listed)["weak alias"].logit > 0
    assert parts(a_party("---"), a_listing(NAME, weak=("...",))) == {}


def test_any_equal_number_settles_its_scheme() -> None:
    asked = a_party(NAME, identifiers=(a_number("IMO", "9074729"), a_number("imo", "9176187")))
    for value in ("9074729", "9176187"):
        listed = a_listing(NAME, identifiers=(a_number("imo", value), a_number("imo", "9187629")))
        assert parts(asked, listed)["identifier"].text == f"IMO {value} is equal"


CODES = st.sampled_from(["RU", "IR", "HK", "CN", "NZ"])
NUMBERS = st.builds(
    a_number, st.sampled_from(["imo", "inn", "tax", "passport", "?"]), st.text(max_size=12)
)
FACTS = st.fixed_dictionaries(
    {
        "countries": st.frozensets(CODES, max_size=3).map(lambda codes: tuple(sorted(codes))),
        "identifiers": st.lists(NUMBERS, max_size=4).map(tuple),
    }
)
TEXTS = st.lists(st.text(max_size=30), max_size=3)


@given(FACTS, FACTS, TEXTS, TEXTS, st.text(max_size=20))
@settings(deadline=None)
def test_order_changes_nothing_and_no_text_fails(
    asked: dict[str, Any], listed: dict[str, Any], streets: list[str], dates: list[str], birth: str
) -> None:
    subject = a_party(NAME, addresses=tuple(streets), birth_date=birth, **asked)
    turned = a_party(
        NAME,
        addresses=tuple(streets[::-1]),
        birth_date=birth,
        **(asked | {"identifiers": asked["identifiers"][::-1]}),
    )
    addresses = tuple(ListedAddress(text=text) for text in streets)
    listing = a_listing(NAME, addresses=addresses, dates=tuple(dates), **listed)
    turned_listing = a_listing(
        NAME,
        addresses=addresses[::-1],
        dates=tuple(dates[::-1]),
        **(listed | {"identifiers": listed["identifiers"][::-1]}),
    )
    found = corroborate(subject, listing)
    assert found == corroborate(turned, turned_listing)
    assert all(part.logit and part.text for part in found)
