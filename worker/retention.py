"""How long things are kept, by what they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Final

from customhouse.verdict import Outcome

_DEAD: Final = "dead"
_STATES: Final = (*(state.value for state in Outcome), _DEAD)
_SPAN: Final = re.compile(r"(\d{1,5})\s*(y|d)")
_YEAR_DAYS: Final = 365.25
_LONGEST_DAYS: Final = 365 * 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long shipments are kept, by their state, and dead letters.

    Attributes:
        days: of each state's word, and of "dead".
    """

    days: Mapping[str, float]

    def until(self, state: str, now: datetime) -> datetime:
        """Return the moment before which the last thing must have happened to be past its time."""
        return now - timedelta(days=self.days[state])


def read_retention(text: str) -> Retention:
    """Return what "10y" or "10y, CLEAR=5y, dead=90d" says; what is not named takes the first.

    Raises:
        ValueError: says what is wrong.
    """
    named: dict[str, float] = {}
    usual = None
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, separator, span = part.rpartition("=")
        if not separator:
            if usual is not None:
                raise ValueError(f"{part}: only the first span is without a name: 10y, CLEAR=5y")
            usual = _days(span)
        else:
            named[_state(name.strip())] = _days(span.strip())
    if usual is None:
        raise ValueError("begin with how long everything is kept: 10y")
    return Retention(days={state: named.get(state, usual) for state in _STATES})


def _state(word: str) -> str:
    known = {state.lower(): state for state in _STATES}
    if word.lower() in known:
        return known[word.lower()]
    near = get_close_matches(word.lower(), known, n=1)
    advice = f"did you mean {known[near[0]]}?" if near else f"it is one of {', '.join(_STATES)}"
    raise ValueError(f"{word}: there is no such state; {advice}")


def _days(span: str) -> float:
    found = _SPAN.fullmatch(span)
    if found is None:
        raise ValueError(f"{span or 'nothing'}: write years or days: 10y, 90d")
    days = int(found[1]) * (_YEAR_DAYS if found[2] == "y" else 1)
    if not 1 <= days <= _LONGEST_DAYS:
        raise ValueError(f"{span}: keep things for a day at least and 200 years at most")
    return days
