"""Codes that fail their own check: worth a reviewer's look, never a reason to reject."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from stdnum import bic, iban, imo, iso6346, lei
from stdnum.cn import uscc
from stdnum.ru import inn, ogrn

from screening.facts.countries import is_country
from screening.facts.schemes import scheme_name

_CHECKS: Final[dict[str, tuple[str, Callable[[str], bool]]]] = {
    "imo": ("IMO number", imo.is_valid),
    "lei": ("LEI", lei.is_valid),
    "container": ("container number (ISO 6346)", iso6346.is_valid),
    "inn": ("INN", inn.is_valid),
    "ogrn": ("OGRN", ogrn.is_valid),
    "uscc": ("USCC", uscc.is_valid),
    "bic": ("BIC", bic.is_valid),
    "iban": ("IBAN", iban.is_valid),
}


@lru_cache(maxsize=10_000)
def check_identifier(scheme: str, value: str) -> str | None:
    """Return what is wrong with a code, in plain words; None: nothing, or unknown scheme.

    Args:
        scheme: any spelling of "imo", "lei", "container", "inn", "ogrn", "uscc", "bic", "iban" or
            "country".
    """
    name = scheme_name(scheme)
    if name == "country":
        return None if is_country(value) else "not an ISO 3166-1 alpha-2 country code"
    check = _CHECKS.get(name)
    if check is None or check[1](value):
        return None
    return f"not a valid {check[0]}: its form or check digit is wrong"


def has_check(scheme: str) -> bool:
    """Tell whether a code of the scheme, by its one name, can fail a check of its own."""
    return scheme in _CHECKS
