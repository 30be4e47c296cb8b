"""Numbers in a narrative, right after a label: "… ship-to-ship. IMO number: 5571322."."""

import re
from collections.abc import Iterator
from typing import Final

from lists.reading.building import Draft
from screening.facts.findings import check_identifier
from screening.listing import EntityType

# "number", "No.", "code", then what it is in brackets.
_NUMBER: Final = r"(?: (?:[Nn]umbers?|[Nn]o\.?|[Cc]odes?))?(?: \([^)]{1,30}\))?"
_LABELS: Final = (
    ("imo", re.compile(rf"\bIMO\b\)?{_NUMBER}:? ?(\d{{7}})\b")),
    ("mmsi", re.compile(rf"\bMMSI{_NUMBER}:? ?(\d{{9}})\b")),
    ("call_sign", re.compile(r"\b[Cc]all ?[Ss]ign: ?([A-Z\d]{4,7})\b")),
    ("bic", re.compile(rf"\b(?:SWIFT(?:/BIC)?|BIC){_NUMBER}: ?([A-Z]{{6}}[A-Z\d]{{2,5}})\b")),
    ("inn", re.compile(r"\b(?:INN|ИНН)\)?:? ?(\d{12}|\d{10})\b")),
    ("ogrn", re.compile(r"\b(?:OGRN|ОГРН)\)?:? ?(\d{15}|\d{13})\b")),
    ("okpo", re.compile(r"\b(?:OKPO|ОКПО)\)?:? ?(\d{8,10})\b")),
    ("lei", re.compile(r"\bLEI\b:? ?([A-Z\d]{18}\d{2})\b")),
    (
        "tax",
        re.compile(
            r"\b(?:[Tt]ax(?:payer)? (?:[Ii]dentification|[Rr]egistration|ID)|UNP|Fiscal [Cc]ode)"
            rf"{_NUMBER}: ?([A-Z]{{0,6}}\d[A-Z\d/-]{{4,18}})\b"
        ),
    ),
    ("registration", re.compile(rf"\b[Rr]egistration{_NUMBER}: ?([A-Z]{{0,4}}\d[\d/-]{{4,20}})\b")),
    ("passport", re.compile(rf"\b[Pp]assport{_NUMBER}: ?([A-Z]{{0,3}} ?\d{{5,10}})\b")),
    (
        "national_id",
        re.compile(
            rf"\b[Nn]ational (?:ID|[Ii]dentification|[Ii]dentity)(?: [Cc]ard)?{_NUMBER}: ?"
            r"([A-Z]{0,3}\d[\d-]{5,18})\b"
        ),
    ),
)
_COMPANY_WEIGHTS: Final = (8, 6, 4, 2, 9, 7)


def narrative_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield (scheme, number) once for each number that follows its label."""
    # "Taxpayer number (INN): 77…" has two labels: the finer one, which stands first, wins.
    finest: dict[str, str] = {}
    for scheme, pattern in _LABELS:
        for found in pattern.finditer(text):
            finest.setdefault(found[1], scheme)
    yield from ((scheme, number) for number, scheme in finest.items())


def add_numbers(draft: Draft, text: str) -> None:
    """Add the labelled numbers of a remark. Keeping the remark itself is up to the caller.

    An IMO number in an organisation's remark is the organisation's own only if it has a company's
    check digit; otherwise it belongs to a ship that the remark mentions.
    """
    for scheme, value in narrative_numbers(text):
        if scheme != "imo" or draft.type is EntityType.VESSEL:
            draft.number(scheme, value)
        elif is_company_number(value):
            draft.number("imo_company", value)


def has_ship_number(text: str) -> bool:
    """Tell whether a remark gives an IMO number that is a ship's and cannot be a company's."""
    numbers = [value for scheme, value in narrative_numbers(text) if scheme == "imo"]
    return any(is_ship_number(value) for value in numbers)


def is_ship_number(number: str) -> bool:
    """Tell whether an IMO number has a ship's check digit, and not a company's as well."""
    return check_identifier("imo", number) is None and not is_company_number(number)


def is_company_number(number: str) -> bool:
    """Tell whether an IMO number of seven digits has a company's check digit.

    Source: IMO, unique company and registered owner identification number scheme.
    """
    if re.fullmatch(r"[0-9]{7}", number) is None:
        return False
    rest = sum(w * int(digit) for w, digit in zip(_COMPANY_WEIGHTS, number, strict=False)) % 11
    return (11 - rest) % 10 == int(number[-1])
