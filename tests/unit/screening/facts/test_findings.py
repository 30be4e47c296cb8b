"""Codes that fail their own check."""

import pytest

from screening.facts.findings import check_identifier


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("imo", "9074729"),
        ("container", "CSQU3054383"),
        ("lei", "213800KUD8LAJWSQ9D15"),
        ("inn", "1234567894"),
        ("uscc", "91110000600037341L"),
        ("country", "DE"),
        ("country", "de"),
        ("country", "ZZ"),
        ("a scheme of tomorrow", "anything"),
    ],
    ids=str,
)
def test_a_good_or_unknown_code_is_no_finding(scheme: str, value: str) -> None:
    assert check_identifier(scheme, value) is None


@pytest.mark.parametrize(
    ("scheme", "value", "said"),
    [
        ("imo", "9074720", "IMO number"),
        ("imo", "", "IMO number"),
        ("container", "CSQU3054384", "container number"),
        ("lei", "213800KUD8LAJWSQ9D16", "LEI"),
        ("inn", "1234567890", "INN"),
        ("uscc", "91110000600037341X", "USCC"),
        ("country", "QQ", "ISO 3166-1"),
        ("country", "Germany", "ISO 3166-1"),
        ("country", "", "ISO 3166-1"),
    ],
    ids=str,
)
def test_a_bad_code_is_a_finding_in_plain_words(scheme: str, value: str, said: str) -> None:
    assert said in str(check_identifier(scheme, value))
