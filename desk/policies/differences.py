"""What two policies say differently, setting by setting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from worker.policies.content import ADAPTER, content_of
from worker.policies.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """A setting that differs: "levels.review"; None: it is not said."""

    setting: str
    before: Any
    after: Any


def differences(before: Rules, after: Rules) -> list[SettingChange]:
    """Return what the second policy says otherwise than the first.

    Where only one of them says something, the other's is the setting's default, if it has one.
    """
    usual = dict(_flat(_said(Rules())))
    old, new = dict(_flat(content_of(before))), dict(_flat(content_of(after)))
    changes = [
        SettingChange(
            setting=name,
            before=old.get(name, usual.get(name)),
            after=new.get(name, usual.get(name)),
        )
        for name in sorted(old.keys() | new.keys())
    ]
    return [change for change in changes if change.before != change.after]


def _said(rules: Rules) -> dict[str, Any]:
    said: dict[str, Any] = ADAPTER.dump_python(rules, mode="json", exclude_none=True)
    return said


def _flat(fields: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        here = f"{path}{name}"
        if isinstance(value, dict):
            yield from _flat(value, f"{here}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for place, each in enumerate(value):
                yield from _flat(each, f"{here}.{place}.")
        else:
            yield here, value
