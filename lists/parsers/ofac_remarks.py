"""What hides in the remarks of OFAC's legacy files."""

import re
from collections.abc import Iterator
from typing import Final

from lists.territories import country_code
from screening.listing import ListedIdentifier, ListedName, NameKind

# «a.k.a. 'BNC'»: quotes mark a weak alias (OFAC FAQ 124). A quote inside a name is followed by a
# letter, the closing one by the end of the remark.
_WEAK: Final = re.compile(r"\b(a|f|n)\.k\.a\. '((?:[^';]|'(?=\w))+)'")


def _numbered(label: str) -> re.Pattern[str]:
    """Return the pattern of "LABEL number (Country) issued …;"."""
    number = r"([^;(]+?)(?: \(([^)]+)\))?(?: (?:issued|expires)[^;]*)?(?=;|\.?$)"
    return re.compile(rf"\b{label} {number}")


_IDENTIFIERS: Final = (
    ("imo", re.compile(r"\bVessel Registration Identification IMO (\d{7})\b")),
    # IMO numbers companies too, apart from ships: the same seven digits may be both.
    ("imo_company", re.compile(r"\b(?:Company|Identification) Number IMO (\d{7})\b")),
    ("mmsi", re.compile(r"\bMMSI (\d{9})\b")),
    ("tax", _numbered(r"(?:Tax ID No\.|V\.A\.T\. Number|(?:NIT|RUC|RIF) #)")),
    ("registration", _numbered(r"(?:Registration (?:Number|ID)|Commercial Registry Number)")),
    ("passport", _numbered("Passport")),
    ("national_id", _numbered(r"National ID No\.")),
    ("lei", re.compile(r"\bLegal Entity Number ([A-Z0-9]{20})\b")),
    ("bic", re.compile(r"\bSWIFT/BIC ([A-Z0-9]{8,11})\b")),
    ("duns", re.compile(r"\bD-U-N-S Number ([\d-]{9,11})\b")),
    ("uscc", re.compile(r"\bUnified Social Credit Code \(USCC\) ([0-9A-Z]{18})\b")),
    ("crypto_wallet", re.compile(r"\bDigital Currency Address - [A-Z0-9]+ ([A-Za-z0-9:]+)\b")),
)
_DATES: Final = re.compile(r"\b(?:DOB|Vessel Year of Build|Organization Established Date) ([^;.]+)")
_COUNTRIES: Final = re.compile(r"\b(?:nationality|citizen|Nationality of Registration) ([^;.]+)")


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


def countries(remarks: str) -> set[str]:
    """Return the codes of nationalities and citizenships."""
    codes = {country_code(found.strip()) for found in _COUNTRIES.findall(remarks)}
    return {code for code in codes if code is not None}
