"""Numbers that name their bearer, brought to one form."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from screening.facts.countries import is_country
from screening.facts.findings import check_identifier, has_check
from screening.facts.schemes import scheme_name
from screening.listing import ListedIdentifier

# Shorter than this a number says too little to name anybody by itself.
_MIN_LENGTH: Final = 6
# Tail numbers are short, but one register gives each only once: "EP-GOM".
_MIN_OF_SCHEME: Final = {"tail": 4, "icao24": 6, "bic": 8}
# Reused, shared by many, or not unique by themselves.
_WEAK: Final = frozenset({"call_sign", "other", "kpp", "drivers_license", "container", "country"})
# A number of one of these may stand under another of them: an INN is Russia's tax number, a
# registration number may be an OGRN, and an "ID" anything. Equal values across meet, weakly.
_FAMILY: Final = frozenset(
    {
        "inn", "ogrn", "uscc", "okpo", "edrpou", "vat", "eori", "tax", "registration",
        "national_id", "id", "duns", "passport", "tail", "serial", "lei", "uei", "npi",
    }
)  # fmt: skip
FAMILY: Final = "any"
_MIN_OF_FAMILY: Final = 8
# Each bearer has exactly one, so two different valid ones are two bearers.
EXCLUSIVE: Final = frozenset({"imo", "lei", "inn", "ogrn", "uscc"})
# Each country gives these out apart from the others.
LOCAL: Final = frozenset(
    {"passport", "national_id", "id", "tax", "vat", "eori", "registration", "drivers_license"}
)
_COUNTRY_OF: Final = {"inn": "RU", "ogrn": "RU", "kpp": "RU", "uscc": "CN", "edrpou": "UA"}
# Letters alone are a number in these.
_LETTERS: Final = frozenset({"bic", "tail", "crypto_wallet", "call_sign", "icao24"})
_FILLERS: Final = frozenset(
    {
        "NA", "NONE", "NULL", "NIL", "UNKNOWN", "NOTKNOWN", "NOTAVAILABLE", "NOTAPPLICABLE",
        "TEST", "TBA", "TBC", "TBD", "PENDING", "APPLIEDFOR", "NUMBER", "XXXXXXXX",
    }
)  # fmt: skip
_DIGITS: Final = "01234567890123456789"
_PREFIX: Final = re.compile(r"[A-Z]{2}(?=[A-Z0-9]{0,3}\d)")
# "SI91729181" is Slovenia's 91729181, "V-5892464" a Venezuelan's 5892464.
_OF_COUNTRY: Final = re.compile(r"([A-Z]{2})(\d{6,})")
_OF_VENEZUELA: Final = re.compile(r"[VEJGPC](\d{6,9})")
_PREFIXED: Final = frozenset({"tax", "registration", "id", "vat", "eori", "national_id"})
# A spreadsheet's "9116412.0".
_FRACTION: Final = re.compile(r"(?<=\d)\.0+\s*$")
# What else stands in a field: "IMO NO 9116412 (IRAN)", "9116412/IR", "09116412".
_DIGITS_OF: Final = {
    "imo": re.compile(r"(?<!\d)0*(\d{7})(?!\d)"),
    "imo_company": re.compile(r"(?<!\d)0*(\d{7})(?!\d)"),
    "mmsi": re.compile(r"(?<!\d)(\d{9})(?!\d)"),
}
# Capitals of Greek and Cyrillic that look like Latin ones.
_TWINS: Final = str.maketrans("АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSABEZHIKMNOPTYX")
_INN_KPP: Final = re.compile(r"\s*(\d{10})\s*/\s*\d{9}\s*")
_HEX: Final = re.compile(r"0[xX][0-9a-fA-F]{20,}|[0-9a-fA-F]{40}")
_BECH32: Final = re.compile(r"(?:bc1|tb1|ltc1|addr1|cosmos1)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """An identifier in one form.

    Attributes:
        value: capital letters and digits; a wallet as its chain writes it; may be "".
        country: who gave it out, in capitals, where that is known.
        filler: it stands where a number is missing, or is too short for any use.
        strong: it names its bearer by itself.
        valid: its check passes; None: its scheme has none.
    """

    scheme: str
    value: str
    country: str | None
    filler: bool
    strong: bool
    valid: bool | None


@lru_cache(maxsize=20_000)
def read_number(identifier: ListedIdentifier) -> Number:
    """Return an identifier in one form; a vague scheme becomes the one that the value proves."""
    scheme = scheme_name(identifier.scheme)
    value = _form(scheme, identifier.value)
    country = identifier.country.upper() if identifier.country else None
    scheme = _proven(scheme, value, country)
    country, value = _without_country(scheme, value, country)
    filler = _is_filler(scheme, value)
    least = _MIN_OF_SCHEME.get(scheme, _MIN_LENGTH)
    return Number(
        scheme=scheme,
        value=value,
        country=country or _COUNTRY_OF.get(scheme),
        filler=filler,
        strong=not filler and scheme not in _WEAK and len(value) >= least,
        valid=check_identifier(scheme, value) is None if has_check(scheme) else None,
    )


def with_country(
    identifiers: Sequence[ListedIdentifier], countries: Sequence[str]
) -> tuple[ListedIdentifier, ...]:
    """Return the numbers of a party; one without a country takes the party's, where it has one."""
    if len(countries) != 1:
        return tuple(identifiers)
    return tuple(
        replace(each, country=countries[0])
        if each.country is None and scheme_of(each) in LOCAL
        else each
        for each in identifiers
    )


def are_sisters(asked: ListedIdentifier, listed: ListedIdentifier) -> bool:
    """Tell whether two numbers are one under two schemes of a country: a tax and a VAT one."""
    mine, theirs = read_number(asked), read_number(listed)
    return (
        mine.value == theirs.value
        and mine.scheme != theirs.scheme
        and has_family(mine)
        and has_family(theirs)
        and mine.country is not None
        and mine.country == theirs.country
    )


def identifier_key(identifier: ListedIdentifier) -> tuple[str, str] | None:
    """Return (scheme, value) in one form, or None where it cannot name anybody by itself."""
    number = read_number(identifier)
    return (number.scheme, number.value) if number.strong else None


def identifier_keys(identifier: ListedIdentifier) -> tuple[tuple[str, str], ...]:
    """Return the keys under which equal numbers meet: its own, then (FAMILY, value).

    Two that meet under the family alone stand under related schemes: weaker.
    """
    number = read_number(identifier)
    if not number.strong:
        return ()
    own = (number.scheme, number.value)
    return (own, (FAMILY, number.value)) if has_family(number) else (own,)


def has_family(number: Number) -> bool:
    """Tell whether the number may also stand under a related scheme."""
    long = len(number.value) >= _MIN_OF_FAMILY
    return long and number.strong and number.scheme in _FAMILY


def may_be_equal(asked: ListedIdentifier, listed: ListedIdentifier) -> bool:
    """Tell whether two equal numbers may be one: countries give passports and tax numbers apart."""
    return may_be_one(read_number(asked), read_number(listed))


def may_be_one(asked: Number, listed: Number) -> bool:
    """Tell whether equal values may be one number, as `may_be_equal` does."""
    if asked.scheme not in LOCAL and listed.scheme not in LOCAL:
        return True
    return None in (asked.country, listed.country) or asked.country == listed.country


def scheme_of(identifier: ListedIdentifier) -> str:
    """Return the scheme's one name: "imo" for "IMO_number"."""
    return scheme_name(identifier.scheme)


def value_of(identifier: ListedIdentifier) -> str:
    """Return the value in one form: "9187629" for "IMO 9187629"."""
    return _form(scheme_of(identifier), identifier.value)


def _without_country(scheme: str, value: str, country: str | None) -> tuple[str | None, str]:
    """Return who gave a number out, and the number without what says so."""
    if scheme in ("vat", "eori") and (prefix := _PREFIX.match(value)) is not None:
        return country or prefix.group().replace("EL", "GR"), value[2:]
    if scheme not in _PREFIXED:
        return country, value
    if country in ("VE", None) and (found := _OF_VENEZUELA.fullmatch(value)) is not None:
        return country, found[1]
    found = _OF_COUNTRY.fullmatch(value)
    if found is not None and is_country(found[1]) and country in (found[1], None):
        return found[1], found[2]
    return country, value


def _form(scheme: str, text: str) -> str:
    text = _FRACTION.sub("", text)
    if (digits := _DIGITS_OF.get(scheme)) and (only := digits.search(text)) is not None:
        return _plain(only[1])
    if scheme == "crypto_wallet":
        return _wallet(text)
    # An INN and a KPP are often written as one: "7707083893/770701001".
    value = _plain(text if (pair := _INN_KPP.fullmatch(text)) is None else pair[1])
    if scheme in ("imo", "imo_company"):
        return value.removeprefix("IMO").removeprefix("NO")
    if scheme in ("lei", "inn", "ogrn", "uscc", "mmsi", "duns", "bic"):
        value = value.removeprefix(scheme.upper())
    # The first eight name the bank, the rest its branch.
    return value[:8] if scheme == "bic" and len(value) == 11 else value


def _plain(text: str) -> str:
    """Return the letters and digits, in capitals, each digit as 0 to 9."""
    if text.isascii():
        return "".join(char for char in text.upper() if char.isalnum())
    wide = unicodedata.normalize("NFKC", text).upper()
    # Letters that look like Latin ones are these, where nothing else is left.
    if (twins := wide.translate(_TWINS)).isascii():
        wide = twins
    kept = (char for char in wide if char.isalnum())
    return "".join(str(unicodedata.decimal(char, char)) for char in kept)


def _wallet(text: str) -> str:
    """Return an address as its chain writes it: base58 exactly, hex and bech32 in lower case."""
    bare = "".join(text.split())
    bare = bare.rpartition(":")[2]
    if _HEX.fullmatch(bare):
        return bare.lower().removeprefix("0x")
    return bare.lower() if _BECH32.match(bare) else bare


def _proven(scheme: str, value: str, country: str | None) -> str:
    """Return the scheme that the value proves to be meant by a vague one, else the scheme."""
    if scheme not in ("tax", "registration", "id", "national_id", "vat"):
        return scheme
    for finer, length, home in _FINER:
        fits = len(value) in length and country in (home, None)
        # Without its country a check of one digit in ten proves little.
        sure = fits and (country is not None or len(value) > 15)
        if sure and check_identifier(finer, value) is None and not _is_filler(finer, value):
            return finer
    return scheme


_FINER: Final = (
    ("inn", (10, 12), "RU"),
    ("ogrn", (13, 15), "RU"),
    ("uscc", (18,), "CN"),
    ("lei", (20,), None),
)


def _is_filler(scheme: str, value: str) -> bool:
    """Tell whether it stands where a number is missing: "UNKNOWN", "000000", "123456789"."""
    if len(value) < 2 or len(set(value)) == 1 or value in _FILLERS:
        return True
    if value.isalpha():
        return scheme not in _LETTERS or (scheme == "bic" and len(value) != 8)
    return len(value) >= 4 and (value in _DIGITS or value in _DIGITS[::-1])
