import pytest

from lists.parsers.number_cells import cell_numbers
from lists.parsers.uk import sanctions_list
from lists.registry import source_of
from tests.parsing import case, read_all


def read(text: str) -> list[str]:
    found = cell_numbers(text, "registration")
    assert found is not None
    return [" ".join(filter(None, (n.scheme, n.value, n.country))) for n in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INN: 7712345678", ["inn 7712345678"]),
        ("Russian INN - 7712345678", ["inn 7712345678"]),
        ("7712345678 - Russia INN", ["inn 7712345678"]),
        ("INN7712345678", ["inn 7712345678"]),
        ("INN/TIN: 7712345678", ["inn 7712345678"]),
        ("Tax Identification Number: INN 7712345678", ["inn 7712345678"]),
        ("TIN: 7712345678", ["tax 7712345678"]),
        ("Registration Number/OGRN: 1027700000001", ["ogrn 1027700000001"]),
        ("Legal Entity Identifier - 253400ABCDEFGHIJ0N98", ["lei 253400ABCDEFGHIJ0N98"]),
        ("USCC: 91440300MA5HX00Y1Q", ["uscc 91440300MA5HX00Y1Q"]),
        ("OKPO 09141558", ["okpo 09141558"]),
        ("VAT Tax Number - DE 258714047", ["vat DE 258714047"]),
        ("'0427410 (IMO Company Number)", ["imo_company 0427410"]),
        ("190748254 (China Organisation code)", ["registration 190748254"]),
        ("Register Number: Court of Ardeatown HRB 13359", ["registration HRB 13359"]),
        ("SRN - CA/BG/2019B520", ["registration CA/BG/2019B520"]),
        ("Business Registration Number 14850239 (Estonia)", ["registration 14850239 Estonia"]),
    ],
)
def test_a_number_has_the_scheme_of_its_label(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "TIN: 7712345678OGRN: 1027700000001Central Bank of Ardea licence - 3542",
            ["tax 7712345678", "ogrn 1027700000001"],
        ),
        ("INN/KPP 7712345678/771201001", ["inn 7712345678", "kpp 771201001"]),
        (
            "(УНН/ИНН): 190950001 (Belarus), 7712345678/771201001 (Russia)",
            ["tax 190950001 Belarus", "inn 7712345678 Russia", "kpp 771201001 Russia"],
        ),
        (
            "TIN (1) 6440020001SRN (2) 1096440000001",
            ["tax 6440020001", "registration 1096440000001"],
        ),
        (
            "1027700000001 (Russia). Tax ID No. 7712345678 (Russia)",
            ["registration 1027700000001 Russia", "tax 7712345678 Russia"],
        ),
        ("1027700000001 – INN: 7712345678", ["registration 1027700000001", "inn 7712345678"]),
        (
            "SWIFT/BIC ARDERUMM BIK (RU) 044525600 INN 7712345678",
            ["bic ARDERUMM", "inn 7712345678"],
        ),
        (
            "1027700000001 dated 27/07/1992. Tax ID: 7712345678",
            ["registration 1027700000001", "tax 7712345678"],
        ),
    ],
)
def test_numbers_that_are_glued_together_are_told_apart(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["OKVED 64.19", "OKTMO – 08845300", "Licence number: 32800", "ICP 11021902"]
)
def test_what_is_no_number_of_a_party_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["7712345678", "0127108975400001 · 371692-5", "M 354838 D 0001"])
def test_a_cell_without_a_label_is_left_to_the_caller(text: str) -> None:
    assert cell_numbers(text, "registration") is None


def test_the_published_ways_to_write_numbers_are_read() -> None:
    file = case("uk_numbers.csv")
    found = read_all(sanctions_list.parse, file, source_of("uk_sanctions")).listings
    numbers = {
        number: [(i.scheme, i.value) for i in each.identifiers] for number, each in found.items()
    }
    assert numbers == {
        "RUS3700": [("ogrn", "1227700133792"), ("tax", "9703077050")],
        "RUS3701": [("inn", "6163011391")],
        "RUS3702": [("inn", "2634028786")],
        "RUS3703": [("okpo", "09141558")],
        "RUS3704": [],
        "RUS3705": [("lei", "253400V1H6ART1UQ0N98")],
        "RUS3706": [("inn", "7718852163"), ("ogrn", "1117746521452")],
        "RUS3707": [("tax", "7701234563")],
        "RUS3708": [("inn", "7707083893"), ("kpp", "773601001"), ("ogrn", "1027700132195")],
        "RUS3709": [("registration", "7707083893")],
        "RUS3710": [("inn", "7707083893"), ("kpp", "773601001")],
        "RUS3711": [("registration", "1027700132195")],
        "RUS3800": [("imo", "9826902")],
        "RUS3801": [("imo", "9826902")],
        "RUS3802": [("imo_company", "0427410")],
        "RUS3803": [("imo", "9116412"), ("imo", "9826902")],
    }


def test_a_ship_known_by_number_and_quoted_name_has_both() -> None:
    file = case("lists", "08_uk_ship.xml")
    found = read_all(sanctions_list.parse, file, source_of("uk_sanctions")).listings
    assert [name.text for name in found["RUS1"].names] == ["TM ORELAN 568"]
    assert [(i.scheme, i.value) for i in found["RUS1"].identifiers] == [("imo", "9274082")]
    assert [(i.scheme, i.country) for i in found["RUS2"].identifiers] == [
        ("inn", "RU"), ("kpp", "RU"), ("tax", "BY"),
    ]  # fmt: skip
