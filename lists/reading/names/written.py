"""The names that one text holds: outside its brackets, inside them, and between semicolons.

Publishers write several names, or a name and a note, into one field. The rule is one for all
lists; it was made by looking at every bracket of the real ones:

    HAQQANI NETWORK (HQN)                 the whole, "HAQQANI NETWORK", and the acronym
    Rostec (Russian Technologies)         the whole, "Rostec", "Russian Technologies"
    NAFTIRAN CO. (NICO) LIMITED           the whole, "NAFTIRAN CO. LIMITED", "NICO"
    GUARD CORPS (IRGC) CYBER COMMAND      the whole, "GUARD CORPS CYBER COMMAND",
                                          "IRGC CYBER COMMAND": "IRGC" is somebody else
    Lom-ali Butayev (Butaev)              the whole, "Lom-ali Butayev", "Lom-ali Butaev"
    حسن غول (Hassan Ghul; Hasan Gul)      each by itself: no name is written in two scripts
    AL-HARAMAIN FOUNDATION (KENYA)        the whole, "AL-HARAMAIN FOUNDATION"
    Abdul Baqi (previously listed as)     "Abdul Baqi"
    LEADER (HONG KONG) TRADING LTD        the whole: the bracket is a part of the name
    VTB BANK (PJSC)                       the whole: so is a legal form

Weak names, which only confirm, are acronyms of three letters or fewer, because many others share
them; acronyms of the last words only; and a single word that may as well be a town: "Soap Factory
(Paung)".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lists.reading.names.acronyms import is_short, stands_for_whole
from lists.reading.names.brackets import Bracket, brackets_of, cut_outside, joined, text_without
from lists.reading.names.notes import is_note, says_former, without_label
from lists.reading.names.roles import Role, role_of
from lists.reading.scripts import script_code
from screening.listing import EntityType, NameKind

# Characters; a longer text is taken as it is.
_LONGEST: Final = 2_000
_SEVERAL: Final = re.compile(r"[(\[（;)]")
# "A b) B": some enumerations lack their first mark.
_ITEM: Final = re.compile(r"\s+[b-h]\)\s+")
_ENDS: Final = " ,;:-–"
_QUOTED: Final = re.compile(r"[\"'“”„‘’«»]+([^\"“”„«»]+)[\"'“”‘’«»]+")
# How many letters names in one enumeration share: "ISIL-SEA, ISIL-South East Asia".
_SAME_START: Final = 3
_NUMBER_ONLY: Final = re.compile(r"IMO(?: number)?[: ]*\d{7}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name found in a text; kind is what the text says of it, None: that of the whole text."""

    text: str
    kind: NameKind | None = None


@dataclass(frozen=True, slots=True)
class _Inside:
    """A bracket with its role and the text around it, without other brackets."""

    bracket: Bracket
    role: Role
    before: str
    after: str


def written_names(text: str, kind: EntityType) -> list[WrittenName]:
    """Return the names in a text; the first is the one to show.

    Example:
        written_names("Abdul Baqi (previously listed as)", EntityType.PERSON) is
        [WrittenName("Abdul Baqi", NameKind.PREVIOUS)]
    """
    if len(text) > _LONGEST or kind is EntityType.ADDRESS or _SEVERAL.search(text) is None:
        return [WrittenName(text)]
    found: dict[str, WrittenName] = {}
    for part in cut_outside(text, ";"):
        for item in _ITEM.split(part):
            for name in _names_of(item, kind):
                found.setdefault(name.text.casefold(), name)
    names = [name for name in found.values() if any(map(str.isalnum, name.text))]
    named = [name for name in names if _NUMBER_ONLY.fullmatch(name.text) is None]
    return named or names or [WrittenName(text)]


def _names_of(item: str, kind: EntityType) -> Iterator[WrittenName]:
    text, brackets = brackets_of(item.strip(_ENDS))
    outside = text_without(text, brackets)
    if not brackets or not any(map(str.isalnum, outside)):
        yield WrittenName(text)
        return
    insides = [_inside(text, brackets, number, kind) for number in range(len(brackets))]
    notes = [each.bracket for each in insides if each.role is Role.NOTE]
    former = NameKind.PREVIOUS if any(says_former(note.inside) for note in notes) else None
    named = [name for each in insides for name in _names_inside(each, kind)]
    if not _are_apart(outside, insides, named):
        yield _named(text_without(text, notes), former)
    outer = text_without(text, [each.bracket for each in insides if each.role is not Role.PART])
    is_weak = len(notes) < len(insides) and is_short(outer)
    yield _named(outer, former or (NameKind.WEAK_ALIAS if is_weak else None))
    yield from named


def _inside(text: str, brackets: list[Bracket], number: int, kind: EntityType) -> _Inside:
    bracket = brackets[number]
    left, right = text[: bracket.start], text[bracket.end :]
    before = text_without(left, brackets[:number])
    after = text_without(right, [later.moved(-bracket.end) for later in brackets[number + 1 :]])
    is_glued = left[-1:].isalnum() and right[:1].isalnum()
    role = Role.PART if is_glued else role_of(bracket.inside, before, after, kind)
    return _Inside(bracket, role, before, after)


def _are_apart(outside: str, insides: list[_Inside], named: list[WrittenName]) -> bool:
    """Tell whether what is inside and what is outside make no name together."""
    script = script_code(outside)
    if len(named) > len(insides) or (named and _NUMBER_ONLY.fullmatch(outside)):
        return True
    if any(script_code(name.text) != script for name in named):
        return True
    return any(without_label(e.bracket.inside)[1] for e in insides if e.role is Role.NAMES)


def _names_inside(inside: _Inside, kind: EntityType) -> Iterator[WrittenName]:
    text = inside.bracket.inside
    if inside.role is Role.ACRONYM:
        yield _named(joined(text, inside.after))
    elif inside.role is Role.SPELLING:
        *others, last = inside.before.split()
        comma = "," if last.endswith(",") else ""
        yield _named(joined(" ".join([*others, text + comma]), inside.after))
    elif inside.role is Role.NAMES:
        for part in cut_outside(text, ";"):
            yield from _listed(part.strip(), inside.before, kind)


def _listed(part: str, before: str, kind: EntityType) -> Iterator[WrittenName]:
    bare, has_label, is_former = without_label(part)
    for piece in () if is_note(bare) else _enumerated(bare):
        for name in _names_of(_unquoted(piece), kind):
            said = NameKind.PREVIOUS if is_former else name.kind
            if said is None and not has_label and _is_weak(name.text, before, kind):
                said = NameKind.WEAK_ALIAS
            yield _named(name.text, said)


def _enumerated(text: str) -> list[str]:
    """Return the names of "ISIL-SEA, ISIL-South East Asia"; other commas belong to a name."""
    pieces = [*cut_outside(text, ",")]
    starts = {piece.strip()[:_SAME_START].casefold() for piece in pieces}
    return pieces if len(starts) == 1 else [text]


def _unquoted(text: str) -> str:
    quoted = _QUOTED.fullmatch(text.strip())
    return text if quoted is None else quoted[1]


def _is_weak(text: str, before: str, kind: EntityType) -> bool:
    """Tell whether a name in a bracket only confirms: "HQN", "Paung", a person's "The American"."""
    if kind is EntityType.PERSON:
        return text.casefold().startswith("the ")
    if " " in text or script_code(text) is not None:
        return False
    return is_short(text) or not stands_for_whole(text, before)


def _named(text: str, kind: NameKind | None = None) -> WrittenName:
    return WrittenName(text.strip(_ENDS), kind)
