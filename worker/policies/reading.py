"""A policy's file, TOML or JSON, to the policy; or what is wrong with it, all of it, in words."""

import tomllib
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import ValidationError

from worker.policies.checking import objections
from worker.policies.content import ADAPTER
from worker.policies.errors import PolicyError
from worker.policies.rules import Rules
from worker.policies.wording import objection_words

_MOST_BYTES: Final = 1_000_000


def read_policy(path: Path) -> Rules:
    """Return the policy in a file.

    Raises:
        PolicyError: it is none; says all that is wrong, a line each.
    """
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        raise PolicyError(path.name, "is larger than 1 MB: that is no policy")
    return policy_of(data, path.name)


def policy_of(data: bytes, place: str) -> Rules:
    """Return the policy that the bytes of a file hold.

    Args:
        place: what the file is called.

    Raises:
        PolicyError: it is none.
    """
    fields = _decoded(data, place)
    try:
        rules = ADAPTER.validate_json(orjson.dumps(fields), strict=True)
    except ValidationError as exc:
        found = [objection_words(each) for each in exc.errors(include_url=False)]
        raise PolicyError(place, _lines(found, place)) from exc
    found = list(objections(rules))
    if found:
        raise PolicyError(place, _lines(found, place))
    return rules


def _decoded(data: bytes, place: str) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise PolicyError(place, "is not UTF-8; save it as UTF-8") from exc
    try:
        read = orjson.loads if text.lstrip().startswith("{") else tomllib.loads
        fields = read(text)
    except ValueError as exc:
        raise PolicyError(place, f"is neither TOML nor JSON: {exc}") from exc
    if not isinstance(fields, dict):
        raise PolicyError(place, "is no table of settings")
    return fields


def _lines(found: list[str], place: str) -> str:
    return f"\n{place}: ".join(found)
