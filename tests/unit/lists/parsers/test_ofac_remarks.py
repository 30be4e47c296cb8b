import pytest

from lists.parsers.ofac_remarks import countries, dates, identifiers, weak_aliases


@pytest.mark.parametrize(
    ("remarks", "names"),
    [
        pytest.param("a.k.a. 'BNC'.", ["BNC"], id="one"),
        pytest.param("f.k.a. 'OLD'; n.k.a. 'NEW'.", ["OLD", "NEW"], id="former and now"),
        pytest.param("a.k.a. 'AL-QA'QA'; Gender Male.", ["AL-QA'QA"], id="quote inside"),
        pytest.param("a.k.a. BNC", [], id="not quoted"),
    ],
)
def test_quoted_names_are_weak_aliases(remarks: str, names: list[str]) -> None:
    assert [name.text for name in weak_aliases(remarks)] == names


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        pytest.param(
            "Vessel Registration Identification IMO 9187629.", ("imo", "9187629", None), id="ship"
        ),
        pytest.param(
            "Identification Number IMO 5806814;", ("imo_company", "5806814", None), id="company"
        ),
        pytest.param("Tax ID No. 77 (Russia);", ("tax", "77", "RU"), id="tax"),
        pytest.param("Registration Number 12-A (Iran).", ("registration", "12-A", "IR"), id="reg"),
        pytest.param("SWIFT/BIC BMJIIRTH;", ("bic", "BMJIIRTH", None), id="bic"),
        pytest.param("Passport X1 (Iran) expires 2 May 2030;", ("passport", "X1", "IR"), id="pass"),
    ],
)
def test_a_number_is_read_with_its_scheme_and_country(
    remarks: str, expected: tuple[str, str, str | None]
) -> None:
    assert [(i.scheme, i.value, i.country) for i in identifiers(remarks)] == [expected]


def test_a_passport_without_a_number_gives_none() -> None:
    assert list(identifiers("Passport issued 21 Jun 1992 in Amman, Jordan;")) == []


def test_dates_and_nationalities_are_read() -> None:
    assert dates("DOB 1980; alt. DOB 1981; Vessel Year of Build 2008.") == ("1980", "1981", "2008")
    assert countries("nationality Iran; citizen Syria.") == {"IR", "SY"}
