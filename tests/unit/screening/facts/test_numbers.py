"""What the numbers of two sides say together."""

import pytest

from screening.facts.numbers import compare_numbers, number_set
from screening.listing import ListedIdentifier

INN, OTHER_INN = "7707083893", "7706092528"
OGRN = "1027700132195"


def a_number(scheme: str, value: str, country: str | None = None) -> ListedIdentifier:
    return ListedIdentifier(scheme=scheme, value=value, country=country)


def said(asked: list[ListedIdentifier], listed: list[ListedIdentifier]) -> list[tuple[str, float]]:
    found = compare_numbers(number_set(tuple(asked)), number_set(tuple(listed)))
    return [(match.text, match.logit) for match in found]


@pytest.mark.parametrize(
    ("asked", "listed", "text"),
    [
        (a_number("IMO", "9074729"), a_number("imo", "IMO 9074729"), "IMO 9074729 is equal"),
        (a_number("taxNumber", INN, "RU"), a_number("inn", INN), f"INN {INN} is equal"),
        (a_number("call sign", "QX7"), a_number("call_sign", "QX7"), "call sign QX7 is equal"),
        (
            a_number("registration", OGRN),
            a_number("ogrn", OGRN),
            f"registration number {OGRN} is the listed OGRN",
        ),
    ],
    ids=["one scheme", "proven", "weak", "related"],
)
def test_equal_numbers_support(
    asked: ListedIdentifier, listed: ListedIdentifier, text: str
) -> None:
    ((found, logit),) = said([asked], [listed])
    assert found == text
    assert logit > 0


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        (a_number("imo", "9074729"), a_number("imo", "9176187")),
        (a_number("lei", "213800KUD8LAJWSQ9D15"), a_number("lei", "5493001KJTIIGC8Y1R12")),
        (a_number("inn", INN), a_number("tax", OTHER_INN, "RU")),
    ],
    ids=["imo", "lei", "inn"],
)
def test_two_valid_numbers_contradict(asked: ListedIdentifier, listed: ListedIdentifier) -> None:
    ((text, logit),) = said([asked], [listed])
    assert "asked" in text
    assert logit < 0


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        (a_number("imo", "9074729"), a_number("imo", "N/A")),
        (a_number("imo", "9074729"), a_number("imo", "9176180")),
        (a_number("passport", "K1234567", "IR"), a_number("passport", "K1234567", "RU")),
        (a_number("passport", "K1234567"), a_number("passport", "K7654320")),
        (a_number("mmsi", "257123450"), a_number("mmsi", "257123460")),
        (a_number("tax", "1234567X"), a_number("mmsi", "1234567X")),
    ],
    ids=["filler", "invalid", "two countries", "renewed", "reassigned", "unrelated"],
)
def test_other_numbers_say_nothing(asked: ListedIdentifier, listed: ListedIdentifier) -> None:
    assert said([asked], [listed]) == []


def test_a_number_that_fails_its_check_says_less() -> None:
    good, bad = (a_number("imo", value) for value in ("9074729", "9074720"))
    assert 0 < said([bad], [bad])[0][1] < said([good], [good])[0][1]


def test_a_short_number_says_little() -> None:
    short, long = (a_number("registration", value, "AE") for value in ("66488", "66488012"))
    assert 0 < said([short], [short])[0][1] < said([long], [long])[0][1]


def test_a_passport_of_a_known_country_says_more() -> None:
    known, unknown = (a_number("passport", "K1234567", country) for country in ("IR", None))
    assert 0 < said([unknown], [known])[0][1] < said([known], [known])[0][1]


def test_each_scheme_speaks_once() -> None:
    both = [a_number("inn", INN), a_number("ogrn", OGRN), a_number("taxNumber", INN)]
    assert [text for text, _ in said(both, both)] == [
        f"INN {INN} is equal",
        f"OGRN {OGRN} is equal",
        f"tax number {INN} is equal",
    ]
