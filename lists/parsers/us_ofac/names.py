"""Names of OFAC's ADVANCED XML: parts in groups, in several scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lists.parsers.us_ofac.labels import NAME_PARTS
from lists.reading.scripts import SCRIPT_NAMES
from lists.reading.xml_stream import Element
from screening.listing import NamePart, PartKind

# What the other formats have before the comma: "GARCIA LUNA, Genaro".
_FAMILY: Final = frozenset({PartKind.FAMILY, PartKind.MATRONYMIC, PartKind.MAIDEN})


@dataclass(frozen=True, slots=True)
class Written:
    """A name in one script; parts only where they are told apart."""

    text: str
    script: str | None
    parts: tuple[NamePart, ...]


def part_kinds(identity: Element, values: dict[tuple[str, str], str]) -> dict[str, PartKind]:
    """Return the kind of each name part of an identity, by the number of its group."""
    found = {}
    for group in identity.iterdescendants("{*}NamePartGroup"):
        label = values.get(("NamePartType", group.get("NamePartTypeID") or ""), "")
        kind = NAME_PARTS.get(label.lower())
        if kind is not None:
            found[group.get("ID") or ""] = kind
    return found


def written(
    alias: Element, kinds: dict[str, PartKind], values: dict[tuple[str, str], str]
) -> Iterator[Written]:
    """Yield an alias in each script that it is written in, the Latin one first."""
    # 1 is "Primary Latin".
    names = sorted(
        alias.iterchildren("{*}DocumentedName"), key=lambda name: name.get("DocNameStatusID") != "1"
    )
    for name in names:
        parts, script = [], ""
        for value in name.iterdescendants("{*}NamePartValue"):
            kind = kinds.get(value.get("NamePartGroupID") or "", PartKind.OTHER)
            parts.append(NamePart(kind=kind, text=(value.text or "").strip()))
            script = script or values.get(("Script", value.get("ScriptID") or ""), "")
        has_kinds = any(part.kind is not PartKind.OTHER for part in parts)
        yield Written(
            _text(parts),
            # A name in a script that we do not know is no Latin one.
            SCRIPT_NAMES.get(script.lower(), script) or None,
            tuple(parts) if has_kinds else (),
        )


def _text(parts: list[NamePart]) -> str:
    family = " ".join(part.text for part in parts if part.kind in _FAMILY)
    given = " ".join(part.text for part in parts if part.kind not in _FAMILY)
    return f"{family}, {given}" if family and given else family or given
