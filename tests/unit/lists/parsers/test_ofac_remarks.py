import pytest

from lists.parsers.ofac_remarks import countries, dates, gender, identifiers, weak_aliases
from screening.listing import CountryRelation, Gender


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
        pytest.param(
            "Business Registration Number 7 (China)", ("registration", "7", "CN"), id="register"
        ),
        pytest.param("Company Number 01 (Malta);", ("registration", "01", "MT"), id="company"),
        pytest.param("Company Number IMO 5055293;", ("imo_company", "5055293", None), id="owner"),
        pytest.param("R.F.C. QUIX1 (Mexico);", ("tax", "QUIX1", "MX"), id="rfc"),
        pytest.param("V.A.T. Number BG 1 (Bulgaria);", ("vat", "BG 1", "BG"), id="vat"),
        pytest.param("Government Gazette Number 09 (Russia);", ("okpo", "09", "RU"), id="okpo"),
        pytest.param("Cedula No. 60 (Colombia);", ("national_id", "60", "CO"), id="cedula"),
        pytest.param("Identification Number 2.1 (Iraq);", ("id", "2.1", "IQ"), id="id"),
        pytest.param("Aircraft Tail Number EP-QQQ;", ("tail", "EP-QQQ", None), id="tail"),
        pytest.param(
            "Aircraft Manufacturer's Serial Number (MSN) 10234;",
            ("serial", "10234", None),
            id="msn",
        ),
        pytest.param(
            "Aircraft Construction Number (also called L/N or S/N or F/N) 84;",
            ("serial", "84", None),
            id="construction number",
        ),
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
    assert dates("Aircraft Manufacture Date 1992;") == ("1992",)
    assert list(countries("nationality Iran; citizen Syria.")) == [
        ("IR", CountryRelation.NATIONALITY),
        ("SY", CountryRelation.CITIZENSHIP),
    ]


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ("DOB 1980; Gender Male.", Gender.MALE),
        ("Gender Female; Gender Female;", Gender.FEMALE),
        ("Gender Male; Gender Female;", None),
        ("DOB 1980.", None),
    ],
    ids=["male", "female twice", "both", "none"],
)
def test_a_gender_is_read(remarks: str, expected: Gender | None) -> None:
    assert gender(remarks) is expected
