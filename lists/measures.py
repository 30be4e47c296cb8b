"""What being listed means, by the cited table that ships: lists/data/measures.toml."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from fnmatch import translate
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from screening.listing import Designation, Measure

_TABLE: Final = Path(__file__).parent / "data" / "measures.toml"
_PATTERNS: Final = ("list", "program", "authority", "imposed")
# What a designation of which nobody knows the beginning counts as.
_TODAY: Final = date.max
_NAMES: Final = frozenset(Measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of the table.

    Attributes:
        patterns: what the list, programme, authority and what is imposed must look like, by name.
        first, last: the days between which a designation must begin.
        citation: where this is said.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    measures: tuple[Measure, ...]
    first: date
    last: date
    citation: str

    @property
    def reads_imposed(self) -> bool:
        """Whether it reads what the publisher says of an entry itself."""
        return any(name == "imposed" for name, _ in self.patterns)

    def fits(self, texts: dict[str, str], start: date) -> bool:
        """Tell whether the rule fits a designation with these texts that began on a day."""
        is_then = self.first <= start <= self.last
        return is_then and all(pattern.fullmatch(texts[name]) for name, pattern in self.patterns)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rows of the table, in their order."""
    return tuple(map(_rule, tomllib.loads(_TABLE.read_text(encoding="utf-8"))["rule"]))


def measures_of(source: str, designation: Designation, imposed: str = "") -> tuple[Measure, ...]:
    """Return what a designation means, sorted; what no rule knows is a freeze.

    Args:
        imposed: what the publisher says of the entry, parts between "|": "Asset freeze|Travel Ban",
            or measures by their names: "menu|sectoral".
    """
    start = designation.start or ""
    return _measures(source, designation.program, designation.authority or "", imposed, start)


@lru_cache(maxsize=8192)
def _measures(
    source: str, program: str, authority: str, imposed: str, start: str
) -> tuple[Measure, ...]:
    began = _day(start)
    texts = {"list": source, "program": program, "authority": authority}
    said = [part.strip() for part in imposed.split("|") if part.strip()]
    found = {Measure(each) for each in said if each in _NAMES} or {
        measure
        for rule in rules()
        if rule.reads_imposed and any(rule.fits(texts | {"imposed": each}, began) for each in said)
        for measure in rule.measures
    }
    plain = (rule for rule in rules() if not rule.reads_imposed and rule.fits(texts, began))
    rule = next(plain, None)
    return tuple(sorted(found or (rule.measures if rule is not None else (Measure.FREEZE,))))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _TODAY


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        patterns=tuple((name, _pattern(row[name])) for name in _PATTERNS if name in row),
        measures=tuple(map(Measure, row["measures"])),
        first=row.get("from", date.min),
        last=row.get("to", date.max),
        citation=row["citation"],
    )


def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern of "IRAN-*|SYRIA", which capitals do not matter to."""
    return re.compile("|".join(f"(?:{translate(part)})" for part in text.split("|")), re.IGNORECASE)
