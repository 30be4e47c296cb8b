"""Codes that fail their own check: worth a reviewer's look, never a reason to reject."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from rigour.territories import get_territory
from stdnum import imo, iso6346, lei
from stdnum.cn import uscc
from stdnum.ru import inn

_CHECKS: Final[dict[str, tuple[str, Callable[[str], bool]]]] = {
    "imo": ("IMO number", imo.is_valid),
    "lei": ("LEI", lei.is_valid),
    "container": ("container number (ISO 6346)", iso6346.is_valid),
    "inn": ("INN", inn.is_valid),
    "uscc": ("USCC", uscc.is_valid),
}


@lru_cache(maxsize=50_000)
def check_identifier(scheme: str, value: str) -> str | None:
    """Return what is wrong with a code, in plain words; None: nothing, or unknown scheme.

    Args:
        scheme: "imo", "lei", "container", "inn", "uscc" or "country".
    """
    if scheme == "country":
        return None if _is_country(value) else "not an ISO 3166-1 alpha-2 country code"
    check = _CHECKS.get(scheme)
    if check is None or check[1](value):
        return None
    return f"not a valid {check[0]}: its form or check digit is wrong"


def _is_country(code: str) -> bool:
    if code.upper() == "ZZ":  # UN/LOCODE and ours: unknown
        return True
    return len(code) == 2 and get_territory(code.lower()) is not None
