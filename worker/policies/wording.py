"""What is wrong with a policy, in words a person understands, with the nearest right one."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, Final, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails

from worker.policies.rules import Rules

_WRONG_TYPES: Final = {
    "float_type": "write a number between 0 and 1, without quotes",
    "int_type": "write a whole number, without quotes",
    "string_type": 'write a text in quotes: "…"',
    "bool_type": "write true or false, without quotes",
    "tuple_type": 'write a list: ["…", "…"]',
    "dict_type": "write a table of settings",
    "mapping_type": "write a table of settings",
    "dataclass_type": "write a table of settings",
    "dataclass_exact_type": "write a table of settings",
}
_KEY: Final = "[key]"


def objection_words(error: ErrorDetails) -> str:
    """Return an objection in words: 'levels.reveiw: there is no such key; did you mean review?'."""
    loc = [part for part in error["loc"] if part != _KEY]
    where, given = ".".join(map(str, loc)), error["input"]
    match error["type"]:
        case "unexpected_keyword_argument":
            known = keys_at(loc[:-1])
            return f"{where}: there is no such key; {nearest(str(loc[-1]), known)}"
        case "enum":
            return f"{where}: {_enum_words(loc, given, error)}"
        case "greater_than_equal" | "less_than_equal":
            return f"{where}: {_bound_words(given, error)}"
        case "missing" | "missing_keyword_only" | "missing_argument":
            return f"{where}: is missing; every such table says it"
        case kind:
            return f"{where}: {_WRONG_TYPES.get(kind, error['msg'])}"


def nearest(word: str, known: list[str]) -> str:
    """Return advice for a word that is none of the known ones."""
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"it is one of {', '.join(sorted(known))}"


def keys_at(loc: list[int | str]) -> list[str]:
    """Return the keys that a table of the file may have, by the place where it stands."""
    found: Any = Rules
    for part in loc:
        if is_dataclass(found):
            found = get_type_hints(found).get(str(part))
        else:
            # Of a mapping the keys are data, and of a list the places are.
            found = get_args(found)[1 if get_origin(found) is Mapping else 0]
    return [each.name for each in fields(found)] if is_dataclass(found) else []


def _enum_words(loc: list[int | str], given: object, error: ErrorDetails) -> str:
    if loc[-1] == "weak_aliases" and given == "possible":
        return (
            "the matcher finds nothing by a weak alias yet, on any list; write confirm: it "
            "supports what is a hit without it"
        )
    known = [word.strip("' ") for word in _alternatives(error)]
    return f"{given!r} is unknown; {nearest(str(given), known)}"


def _alternatives(error: ErrorDetails) -> list[str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return expected.replace(" or ", ", ").split(",")


def _bound_words(given: object, error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if context.get("ge") == 1:
        return f"{given} is too small; write 1 or more"
    return f"{given} is not between 0 and 1: levels are probabilities"
