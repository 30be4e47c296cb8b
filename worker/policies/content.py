"""A policy's canonical content, and its id."""

from hashlib import blake2b
from typing import Any, Final

import orjson
from pydantic import TypeAdapter

from screening.policy import Policy
from worker.policies.rules import Rules

ADAPTER: Final = TypeAdapter(Rules)
_LEVELS: Final = frozenset({"review", "strong"})


def content_of(rules: Rules) -> dict[str, Any]:
    """Return what a policy says as plain data; but for the two levels, a default says nothing.

    So a field that comes later changes the id of no policy that does not say it. The levels are
    fitted anew from time to time: a policy that is kept has to mean what it meant.
    """
    said: dict[str, Any] = ADAPTER.dump_python(rules, mode="json", exclude_defaults=True)
    levels = {"review": rules.levels.review, "strong": rules.levels.strong}
    return said | {"levels": levels | said.get("levels", {})}


def canonical(rules: Rules) -> bytes:
    """Return the content as canonical JSON: sorted keys, nothing unsaid."""
    return orjson.dumps(content_of(rules), option=orjson.OPT_SORT_KEYS)


def rules_of(content: bytes) -> Rules:
    """Return the policy that canonical() wrote.

    Raises:
        pydantic.ValidationError: it is none.
    """
    return ADAPTER.validate_json(content, strict=True)


def id_of(rules: Rules) -> str:
    """Return the policy's id: the hash of its content in hex.

    A policy that says no more than the two levels has the id, 12 digits, that it had before there
    were files; any other has 32.
    """
    said = content_of(rules)
    levels = {rules.levels.review, rules.levels.strong}
    is_short = all(round(level, 4) == level for level in levels)
    if is_short and said.keys() <= {"levels"} and said.get("levels", {}).keys() <= _LEVELS:
        return Policy(review=rules.levels.review, strong=rules.levels.strong).id
    return blake2b(canonical(rules), digest_size=16).hexdigest()


def matching_policy(rules: Rules) -> Policy:
    """Return what the matcher needs: the least level of all, under the policy's own id."""
    return Policy(review=rules.levels.least, strong=rules.levels.strong, of=id_of(rules))
