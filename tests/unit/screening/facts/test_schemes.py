"""One name for a scheme, however it is spelt."""

import pytest

from screening.facts.schemes import scheme_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("IMO", "imo"),
        ("imoNumber", "imo"),
        ("IMO No.", "imo"),
        ("Vessel Registration Identification IMO", "imo"),
        ("Company Number IMO", "imo_company"),
        ("mmsi", "mmsi"),
        ("callSign", "call_sign"),
        ("Call Sign", "call_sign"),
        ("leiCode", "lei"),
        ("Legal Entity Number", "lei"),
        ("innCode", "inn"),
        ("ИНН", "inn"),
        ("ogrnCode", "ogrn"),
        ("kppCode", "kpp"),
        ("okpoCode", "okpo"),
        ("Government Gazette Number", "okpo"),
        ("uscCode", "uscc"),
        ("Unified Social Credit Code (USCC)", "uscc"),
        ("dunsCode", "duns"),
        ("D-U-N-S Number", "duns"),
        ("uniqueEntityId", "uei"),
        ("npiCode", "npi"),
        ("swiftBic", "bic"),
        ("SWIFT/BIC", "bic"),
        ("vatCode", "vat"),
        ("V.A.T. Number", "vat"),
        ("EORI", "eori"),
        ("taxNumber", "tax"),
        ("Tax ID No.", "tax"),
        ("registrationNumber", "registration"),
        ("C.R. No.", "registration"),
        ("National ID No.", "national_id"),
        ("idNumber", "id"),
        ("Identification Number", "id"),
        ("passportNumber", "passport"),
        ("Aircraft Tail Number", "tail"),
        ("serialNumber", "serial"),
        ("Aircraft Manufacturer's Serial Number (MSN)", "serial"),
        ("publicKey", "crypto_wallet"),
        ("Digital Currency Address - XBT", "crypto_wallet"),
        ("A Scheme of-Tomorrow", "a_scheme_of_tomorrow"),
        ("", ""),
    ],
    ids=str,
)
def test_a_scheme_has_one_name(text: str, name: str) -> None:
    assert scheme_name(text) == name


def test_a_name_is_its_own_name() -> None:
    names = ("imo_company", "national_id", "crypto_wallet", "call_sign", "drivers_license")
    assert [scheme_name(name) for name in names] == list(names)
