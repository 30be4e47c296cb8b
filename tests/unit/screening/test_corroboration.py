"""What numbers, types, countries and weak aliases do to a hit."""

import pytest
from listed import a_listing, a_party, a_vessel, hits

from screening.findings import check_identifier
from screening.identifiers import identifier_key
from screening.listing import EntityType, ListedIdentifier

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
    (hit,) = hits(a_vessel("Grey Gull", imo="9176187"), GULL, threshold=0.5)
    assert "IMO 9176187 asked, 9074729 listed" in hit.reason


def test_a_party_is_no_vessel_by_name() -> None:
    assert hits(a_party("Grey Gull"), GULL) == ()


def test_a_person_is_no_organisation() -> None:
    assert hits(a_party(NAME, type=EntityType.PERSON), a_listing(NAME)) == ()


def test_a_weak_alias_alone_is_no_hit() -> None:
    assert hits(a_party("The Tall"), a_listing(NAME, weak=("The Tall",))) == ()


def test_a_weak_alias_confirms() -> None:
    listed = a_listing("Quillon Harrow Aerodynamic Works", weak=("The Tall",))
    alone, confirmed = (
        hits(a_party(*names), listed, threshold=0.5)[0] for names in ((NAME,), (NAME, "The Tall"))
    )
    assert confirmed.score > alone.score
    assert "a weak alias agrees" in confirmed.reason


def test_an_agreeing_country_lifts_a_contradicting_one_lowers_a_missing_one_does_nothing() -> None:
    listed = a_listing("Quillon Harrow Aerodynamic", countries=("IR",))
    none, same, other = (
        hits(a_party(NAME, countries=codes), listed, threshold=0.5)[0].score
        for codes in ((), ("IR",), ("NZ",))
    )
    assert other < none < same


def test_a_contradicting_country_can_sink_a_weak_match() -> None:
    listed = a_listing("Quillon Harrow Aerodynamic", countries=("IR",))
    (hit,) = hits(a_party(NAME), listed, threshold=0.5)
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
