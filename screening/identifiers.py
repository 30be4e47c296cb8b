"""Numbers that name their bearer, brought to one form."""

import re
from typing import Final

from screening.listing import ListedIdentifier

_SCHEMES: Final = {
    "imo_number": "imo",
    "imo_ship": "imo",
    "registration_number": "registration",
    "company_number": "registration",
    "swift": "bic",
    "swift_bic": "bic",
    "tin": "tax",
    "tax_id": "tax",
    "inn": "tax",
    "vat": "tax",
    "ogrn": "registration",
}
_NOT_ALNUM: Final = re.compile(r"[^0-9A-Z]")
# Shorter than this a number says too little to name anybody by itself.
_MIN_LENGTH: Final = 6
# Reused, or not unique by themselves.
_WEAK: Final = frozenset({"call_sign", "other"})
# Both sides have exactly one of these, so two different ones are two bearers.
EXCLUSIVE: Final = frozenset({"imo", "lei"})


def may_be_equal(asked: ListedIdentifier, listed: ListedIdentifier) -> bool:
    """Tell whether two equal numbers may be one: countries give passports and tax numbers apart."""
    countries = {asked.country, listed.country}
    return None in countries or len({code.upper() for code in countries if code}) == 1


def identifier_key(identifier: ListedIdentifier) -> tuple[str, str] | None:
    """Return (scheme, value) in one form, or None where it cannot name anybody by itself."""
    scheme = scheme_of(identifier)
    value = value_of(identifier)
    # "UNKNOWN" and "000000" stand where a number is missing.
    is_filler = value.isalpha() or len(set(value)) == 1
    if scheme in _WEAK or len(value) < _MIN_LENGTH or is_filler:
        return None
    return scheme, value


def scheme_of(identifier: ListedIdentifier) -> str:
    """Return the scheme's one name: "imo" for "IMO_number"."""
    scheme = identifier.scheme.strip().lower().replace(" ", "_").replace("-", "_")
    return _SCHEMES.get(scheme, scheme)


def value_of(identifier: ListedIdentifier) -> str:
    """Return the value in capital letters and digits: "9187629" for "IMO 9187629"."""
    value = _NOT_ALNUM.sub("", identifier.value.upper())
    return value.removeprefix("IMO").removeprefix("NO") if scheme_of(identifier) == "imo" else value
