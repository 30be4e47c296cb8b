"""How old a list may be: what its source says, unless a setting says otherwise."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lists.errors import ListError
from lists.registry import source_of

_UNITS: Final = {"h": 3_600, "d": 86_400}
_SPAN: Final = re.compile(r"([1-9]\d{0,4})([hd])")
_NONE: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimits:
    """The limits that hold for the lists in force.

    Attributes:
        set_by_hand: seconds by list, for those that a setting names; None: never too old.
        is_unknown_too_old: a list with a limit whose age nobody knows counts as too old.
    """

    set_by_hand: Mapping[str, int | None] = field(default_factory=dict)
    is_unknown_too_old: bool = False

    def of(self, source_id: str) -> int | None:
        """Return a list's limit in seconds, None if it never gets too old."""
        if source_id in self.set_by_hand:
            return self.set_by_hand[source_id]
        return source_of(source_id).max_age_s

    def is_set(self, source_id: str) -> bool:
        """Tell whether a setting replaces the limit of the list's source."""
        return source_id in self.set_by_hand


REGISTERED_LIMITS: Final = AgeLimits()


def read_limits(text: str) -> dict[str, int | None]:
    """Return the limits that a setting gives, in seconds by list.

    Args:
        text: "un_sc=400d, us_csl=96h, uk_conlist=none"; "" gives none.

    Raises:
        ListError: no such list, or no such span.
    """
    limits: dict[str, int | None] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, span = (side.strip() for side in part.partition("="))
        source = source_of(name)
        if source.id in limits:
            raise ListError(source.id, "", "its limit of age is given twice")
        limits[source.id] = _seconds(source.id, span)
    return limits


def _seconds(source_id: str, span: str) -> int | None:
    if span.lower() == _NONE:
        return None
    found = _SPAN.fullmatch(span.lower())
    if found is None:
        example = f"{source_id}=400d, {source_id}=96h or {source_id}=none"
        raise ListError(source_id, "", f"{span!r} is no limit of age; write {example}")
    return int(found[1]) * _UNITS[found[2]]
