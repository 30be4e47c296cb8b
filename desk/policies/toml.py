"""A policy's content as TOML, to be read and changed by people."""

import json
from collections.abc import Iterator, Mapping
from typing import Any


def to_toml(content: Mapping[str, Any]) -> str:
    """Return plain data as TOML: numbers, texts, lists and tables, as policies have them."""
    return "\n".join(_table(content, ())).strip() + "\n"


def _table(fields: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    below = {name: value for name, value in fields.items() if _is_table(value)}
    for name, value in fields.items():
        if name not in below:
            yield f"{_key(name)} = {json.dumps(value, ensure_ascii=False)}"
    for name, value in below.items():
        inner = (*path, _key(name))
        for each in value if isinstance(value, list) else [value]:
            title = ".".join(inner)
            if isinstance(value, list):
                yield from ("", f"[[{title}]]")
            elif not all(map(_is_table, each.values())) or not each:
                yield from ("", f"[{title}]")
            yield from _table(each, inner)


def _is_table(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, dict) for each in value)
    return isinstance(value, dict)


def _key(name: str) -> str:
    is_bare = name.replace("-", "").replace("_", "").isalnum() and name.isascii()
    return name if is_bare else json.dumps(name, ensure_ascii=False)
