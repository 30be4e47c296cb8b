"""How much each fact besides the name is worth, in nats of log odds: one reviewed table."""

from importlib.resources import files
from typing import Any, Final

import orjson


def _read() -> dict[str, Any]:
    table = files("screening.tables").joinpath("corroboration.json")
    fields: dict[str, Any] = orjson.loads(table.read_bytes())
    return fields


_TABLE: Final = _read()

BIRTH_DATE: Final[dict[str, float]] = _TABLE["birth date"]["logits"]
FOUNDED: Final[dict[str, float]] = _TABLE["founded"]["logits"]
GENDER: Final[dict[str, float]] = _TABLE["gender"]["logits"]
TYPE: Final[dict[str, float]] = _TABLE["type"]["logits"]
WEAK_ALIAS: Final[float] = _TABLE["weak alias"]["logits"]["equal"]
ADDRESS: Final[dict[str, float]] = _TABLE["address"]["logits"]
PLACE_BEHIND: Final[float] = _TABLE["place"]["logits"]["city"]
EQUAL_NUMBER: Final[dict[str, float]] = _TABLE["identifier"]["equal"]
OTHER_NUMBER: Final[dict[str, float]] = _TABLE["identifier"]["other"]
OTHER_COUNTRY: Final[dict[str, float]] = _TABLE["country"]["other"]
_COUNTRY: Final[dict[str, float]] = _TABLE["country"]["same"]
_COUNTRY_SHARES: Final[dict[str, float]] = _TABLE["country"]["shares"]


def same_country(code: str) -> float:
    """Return what an agreeing country is worth: more where few listings have it."""
    share = _COUNTRY_SHARES.get(code)
    if share is None:
        return _COUNTRY["rare"]
    # Both bounds are the table's: a listing in twenty, a listing in a hundred.
    return _COUNTRY["common"] if share >= 0.05 else _COUNTRY["known"]
