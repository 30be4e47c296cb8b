import pytest

from lists.parsers.us_ofac.remarks import read_remarks, read_text_remarks
from lists.reading.building import Draft
from screening.listing import CountryRelation, EntityType, Gender, Listing, NameKind, RelationKind


def read(remarks: str, kind: EntityType = EntityType.ORGANISATION) -> Listing:
    draft = Draft(type=kind)
    draft.name("EGRET")
    read_remarks(draft, remarks)
    return draft.finish("own:a", "1")


@pytest.mark.parametrize(
    ("remarks", "names"),
    [
        pytest.param("a.k.a. 'BNC'.", ["BNC"], id="one"),
        pytest.param("f.k.a. 'OLD'; n.k.a. 'NEW'.", ["NEW", "OLD"], id="former and now"),
        pytest.param("a.k.a. 'AL-QA'QA'; Gender Male.", ["AL-QA'QA"], id="quote inside"),
        pytest.param("a.k.a. 'NIB' BO'.", ["NIB' BO"], id="quote at the end of a word"),
        pytest.param("a.k.a. ''DSD' LLC'; DOB 1980.", ["'DSD' LLC"], id="quotes in quotes"),
        pytest.param("a.k.a. BNC", [], id="not quoted"),
    ],
)
def test_quoted_names_are_weak_aliases(remarks: str, names: list[str]) -> None:
    weak = [name for name in read(remarks).names if name.kind is NameKind.WEAK_ALIAS]
    assert [name.text for name in weak] == names


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        pytest.param(
            "Identification Number IMO 5806814;", ("imo_company", "5806814", None), id="company"
        ),
        pytest.param("Tax ID No. 77 (Russia);", ("tax", "77", "RU"), id="tax"),
        pytest.param("alt. Tax ID No. 77 (Russia).", ("tax", "77", "RU"), id="one more"),
        pytest.param("Registration Number 12-A (Iran).", ("registration", "12-A", "IR"), id="reg"),
        pytest.param(
            "Registration Number HRA 7 (Stuttgart) (Germany)",
            ("registration", "HRA 7 (Stuttgart)", "DE"),
            id="place in brackets",
        ),
        pytest.param(
            "Registration Number 7-2 (Cali);", ("registration", "7-2 (Cali)", None), id="no country"
        ),
        pytest.param("SWIFT/BIC BMJIIRTH;", ("bic", "BMJIIRTH", None), id="bic"),
        pytest.param(
            "Business Registration Number 7 (China)", ("registration", "7", "CN"), id="register"
        ),
        pytest.param("Company Number 01 (Malta);", ("registration", "01", "MT"), id="company no"),
        pytest.param("Company Number IMO 5055293;", ("imo_company", "5055293", None), id="owner"),
        pytest.param("R.F.C. QUIX1 (Mexico);", ("tax", "QUIX1", "MX"), id="rfc"),
        pytest.param("V.A.T. Number BG 1 (Bulgaria);", ("vat", "BG 1", "BG"), id="vat"),
        pytest.param("Government Gazette Number 09 (Russia);", ("okpo", "09", "RU"), id="okpo"),
        pytest.param("Cedula No. 60 (Colombia);", ("national_id", "60", "CO"), id="cedula"),
        pytest.param("Identification Number 2.1 (Iraq);", ("id", "2.1", "IQ"), id="id"),
        pytest.param("Aircraft Tail Number EP-QQQ;", ("tail", "EP-QQQ", None), id="tail"),
        pytest.param(
            "Aircraft Manufacturer’s Serial Number (MSN) 10234;",
            ("serial", "10234", None),
            id="msn",
        ),
        pytest.param(
            "Aircraft Construction Number (also called L/N or S/N or F/N) 84;",
            ("serial", "84", None),
            id="construction number",
        ),
        pytest.param("Passport X1 (Iran) expires 2 May 2030;", ("passport", "X1", "IR"), id="pass"),
        pytest.param(
            "Digital Currency Address - XBT 1Qx2;", ("crypto_wallet", "1Qx2", None), id="wallet"
        ),
    ],
)
def test_a_number_is_read_with_its_scheme_and_country(
    remarks: str, expected: tuple[str, str, str | None]
) -> None:
    assert [(i.scheme, i.value, i.country) for i in read(remarks).identifiers] == [expected]


def test_an_imo_number_of_a_vessel_is_a_ships() -> None:
    found = read("Vessel Registration Identification IMO 9187629.", EntityType.VESSEL)
    assert [(i.scheme, i.value) for i in found.identifiers] == [("imo", "9187629")]


@pytest.mark.parametrize(
    "remarks",
    [
        "Passport issued 21 Jun 1992 in Amman, Jordan;",
        "Passport X1 and National ID No. 2 issued under the name Bo Nib.",
        "Registration Numbers are unknown.",
        "Passports.",
    ],
    ids=["no number", "two in words", "another word", "nothing behind it"],
)
def test_a_clause_without_a_number_gives_none(remarks: str) -> None:
    assert read(remarks).identifiers == ()


def test_dates_and_places_of_birth_and_nationalities_are_read() -> None:
    found = read(
        "DOB 1980; alt. DOB circa 1981; Vessel Year of Build 2008; POB Reedtown, Iran; "
        "nationality Iran; citizen Korea, North; Former Vessel Flag Malta; citizen of the world."
    )
    assert found.dates == ("1980", "2008", "about 1981")
    assert found.birth_places == ("Reedtown, Iran",)
    assert [(tie.code, tie.relation) for tie in found.ties] == [
        ("KP", CountryRelation.CITIZENSHIP),
        ("MT", CountryRelation.FORMER_FLAG),
        ("IR", CountryRelation.NATIONALITY),
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
    assert read(remarks).gender is expected


@pytest.mark.parametrize(
    "remarks", ["Linked To: HERON, Bo.", "(Linked To: HERON, Bo)"], ids=["new", "in brackets"]
)
def test_who_is_linked_is_a_relation(remarks: str) -> None:
    (relation,) = read(f"DOB 1980; {remarks}").relations
    assert (relation.kind, relation.name) == (RelationKind.LINKED_TO, "HERON, Bo")


def test_the_whole_text_stays() -> None:
    assert read("DOB 1980; all offices worldwide.").remarks == "DOB 1980; all offices worldwide."


def test_remarks_beside_elements_give_relations_only() -> None:
    draft = Draft()
    read_text_remarks(draft, "Passport X1; (Linked To: HERON, Bo)")
    assert (draft.identifiers, len(draft.relations)) == ([], 1)
    assert draft.remarks == ["Passport X1; (Linked To: HERON, Bo)"]
