"""What hides in the remarks of OFAC's legacy files."""

import re
from collections.abc import Iterator
from typing import Final

from lists.territories import country_code
from screening.listing import CountryRelation, Gender, ListedIdentifier, ListedName, NameKind

# «a.k.a. 'BNC'»: quotes mark a weak alias (OFAC FAQ 124). A quote inside a name is followed by a
# letter, the closing one by the end of the remark.
_WEAK: Final = re.compile(r"\b(a|f|n)\.k\.a\. '((?:[^';]|'(?=\w))+)'")


def _numbered(label: str) -> re.Pattern[str]:
    """Return the pattern of "LABEL number (Country) issued …;"."""
    number = r"([^;(]+?)(?: \(([^)]+)\))?(?: (?:issued|expires)[^;]*)?(?=;|\.?$)"
    return re.compile(rf"\b{label} {number}")


# A company's number at a register or a chamber.
_REGISTERS: Final = (
    r"(?:(?:Business )?Registration (?:Number|ID)|Commercial Registry Number|C\.R\. No\."
    r"|(?:UK )?Company Number(?! IMO)|Trade License No\.|Chamber of Commerce Number"
    r"|Economic Register Number \(CBLS\)|Central Registration System Number"
    r"|Matricula Mercantil No|Folio Mercantil No\.|Istanbul Chamber of Comm\. No\."
    r"|Enterprise Number|Public Registration Number|Business Number)"
)
_PERSONAL: Final = (
    r"(?:National ID No\.|C\.U\.R\.P\.|C\.U\.I\.P?\.?|Cedula No\.|D\.N\.I\.|SSN|Personal ID Card"
    r"|National Foreign ID Number|Citizen's Card Number)"
)
_SERIALS: Final = (
    r"Aircraft Manufacturer's Serial Number \(MSN\)"
    r"|Aircraft Construction Number \(also called L/N or S/N or F/N\)"
)
_IDENTIFIERS: Final = (
    ("imo", re.compile(r"\bVessel Registration Identification IMO (\d{7})\b")),
    # IMO numbers companies too, apart from ships: the same seven digits may be both.
    ("imo_company", re.compile(r"\b(?:Company|Identification) Number IMO (\d{7})\b")),
    ("mmsi", re.compile(r"\bMMSI (\d{9})\b")),
    (
        "tax",
        _numbered(r"(?:Tax ID No\.|R\.F\.C\.|C\.U\.I\.T\.|(?:NIT|RUC|RIF|C\.?N\.?P\.?J\.?) #)"),
    ),
    ("vat", _numbered(r"V\.A\.T\. Number")),
    ("registration", _numbered(_REGISTERS)),
    ("okpo", _numbered("Government Gazette Number")),
    ("passport", _numbered("Passport")),
    ("national_id", _numbered(_PERSONAL)),
    ("id", _numbered("Identification Number(?! IMO)")),
    ("tail", re.compile(r"\bAircraft Tail Number ([A-Z0-9-]{3,10})(?=;|\.?$)")),
    ("serial", re.compile(rf"\b(?:{_SERIALS}) ([A-Z0-9/-]{{2,20}})(?=;|\.?$)")),
    ("icao24", re.compile(r"\bAircraft Mode S Transponder Code ([0-9A-Fa-f]{6})\b")),
    ("lei", re.compile(r"\bLegal Entity Number ([A-Z0-9]{20})\b")),
    ("bic", re.compile(r"\bSWIFT/BIC ([A-Z0-9]{8,11})\b")),
    ("duns", re.compile(r"\bD-U-N-S Number ([\d-]{9,11})\b")),
    ("uscc", re.compile(r"\bUnified Social Credit Code \(USCC\) ([0-9A-Z]{18})\b")),
    ("crypto_wallet", re.compile(r"\bDigital Currency Address - [A-Z0-9]+ ([A-Za-z0-9:]+)\b")),
)
_DATES: Final = re.compile(
    r"\b(?:DOB|Vessel Year of Build|Organization Established Date|Aircraft Manufacture Date)"
    r" ([^;.]+)"
)
_GENDER: Final = re.compile(r"\bGender (Male|Female)\b")
_COUNTRIES: Final = (
    (CountryRelation.NATIONALITY, re.compile(r"\bnationality ([^;.]+)")),
    (CountryRelation.CITIZENSHIP, re.compile(r"\bcitizen ([^;.]+)")),
    (CountryRelation.REGISTRATION, re.compile(r"\bNationality of Registration ([^;.]+)")),
)


def weak_aliases(remarks: str) -> tuple[ListedName, ...]:
    """Return the quoted names of the remarks, in their order."""
    texts = dict.fromkeys(found.group(2).strip() for found in _WEAK.finditer(remarks))
    return tuple(ListedName(text=text, kind=NameKind.WEAK_ALIAS) for text in texts if text)


def identifiers(remarks: str) -> Iterator[ListedIdentifier]:
    """Yield the numbers of the remarks."""
    for scheme, pattern in _IDENTIFIERS:
        for found in pattern.finditer(remarks):
            value, country = found.group(1).strip(), (*found.groups(), None)[1]
            # "Passport issued 1 Jan 1990 in Amman" gives no number at all.
            if not value.startswith("issued "):
                yield ListedIdentifier(
                    scheme=scheme, value=value, country=country_code(country or "")
                )


def dates(remarks: str) -> tuple[str, ...]:
    """Return birth, build and founding dates as published."""
    return tuple(dict.fromkeys(found.strip() for found in _DATES.findall(remarks)))


def gender(remarks: str) -> Gender | None:
    """Return the gender, None where none or more than one is said."""
    said = set(_GENDER.findall(remarks))
    return Gender(said.pop().lower()) if len(said) == 1 else None


def countries(remarks: str) -> Iterator[tuple[str, CountryRelation]]:
    """Yield the codes of nationalities and citizenships, and which they are."""
    for relation, pattern in _COUNTRIES:
        for found in pattern.findall(remarks):
            code = country_code(found.strip())
            if code is not None:
                yield code, relation
