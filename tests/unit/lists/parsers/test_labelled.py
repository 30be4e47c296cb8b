import pytest

from lists.parsers.labelled import labelled_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OGRN: 5167746407054 TIN: 9705082619", [("ogrn", "5167746407054"), ("tax", "9705082619")]),
        ("Tax Identification Number: INN 7736053886", [("inn", "7736053886")]),
        ("9709056472 - Russia INN", [("inn", "9709056472")]),
        ("Company Identification No.1053001124483", [("registration", "1053001124483")]),
        ("IMO Identification Number: 6016988 (Company)", [("imo", "6016988")]),
        ("Passport no.: F508591, cancelled", [("passport", "F508591")]),
        ("National identity card number: 0123456", [("national_id", "0123456")]),
        ("SWIFT/BIC: EGREIIRT", [("bic", "EGREIIRT")]),
        ("Passport issued in Tunis", []),
        ("listed as number 12 of 2012", []),
    ],
)
def test_a_number_is_found_by_its_label(text: str, found: list[tuple[str, str]]) -> None:
    assert list(labelled_numbers(text)) == found
