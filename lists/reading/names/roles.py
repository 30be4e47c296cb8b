"""What a bracket is to the name that it stands in."""

from enum import Enum, auto
from typing import Final

from rapidfuzz.fuzz import ratio

from lists.reading.names.acronyms import abbreviates, stands_for_whole
from lists.reading.names.notes import is_form, is_note, is_place, is_sentence, without_label
from lists.reading.scripts import script_code
from screening.listing import EntityType

# Of 100: "Sergi" is like "Sergei", "Elkomtex" like "Elkomtekh"; "Ershov" is very like "Yershov".
_LIKE: Final = 60
_VERY_LIKE: Final = 80
# Two letters are more often a country: (UK), (HK).
_LEAST_LETTERS: Final = 3


class Role(Enum):
    """What a bracket is to the name that it stands in."""

    NOTE = auto()  # a comment, to be dropped
    PART = auto()  # a part of the name
    PLACE = auto()  # may be left out, but is no name
    ACRONYM = auto()  # an acronym of the words before it; more words follow
    SPELLING = auto()  # another spelling of the word before it
    NAMES = auto()  # one or more names


def role_of(inside: str, before: str, after: str, kind: EntityType) -> Role:
    """Return the role of a bracket between two texts.

    Example:
        role_of("NICO", "NAFTIRAN CO.", "LIMITED", EntityType.ORGANISATION) is Role.NAMES
    """
    bare, has_label, _ = without_label(inside)
    is_person = kind is EntityType.PERSON
    if not bare or is_note(bare) or (is_person and any(map(str.isdigit, inside))):
        return Role.NOTE
    if ";" in bare or has_label or script_code(bare) != script_code(before or after):
        return Role.NAMES
    if is_sentence(inside):
        return Role.NOTE
    if not before:
        return Role.PLACE
    return _role_of_person(inside, before, after) if is_person else _role(inside, before, after)


def _role_of_person(inside: str, before: str, after: str) -> Role:
    if is_place(inside) and not inside.casefold().startswith("the "):
        return Role.PART if after else Role.PLACE
    if " " in inside:
        return Role.PART if after else Role.NAMES
    return Role.NOTE if _is_gloss(inside, before) else Role.SPELLING


def _role(inside: str, before: str, after: str) -> Role:
    if len(inside) >= _LEAST_LETTERS and _is_acronym(inside, before):
        return Role.NAMES if is_form(after) else Role.ACRONYM
    if len(inside) < 2 or inside.isdigit() or is_form(inside):
        return Role.PART
    if is_place(inside):
        return Role.PART if after else Role.PLACE
    return _role_of_words(inside, before, after)


def _role_of_words(inside: str, before: str, after: str) -> Role:
    if " " in inside:
        return Role.PART if after else Role.NAMES
    if _is_gloss(inside, before):
        return Role.NOTE
    if _is_like(inside.casefold(), before.rsplit(maxsplit=1)[-1].casefold()):
        return Role.SPELLING
    is_name = not after or (is_form(after) and stands_for_whole(inside, before))
    return Role.NAMES if is_name else Role.PART


def _is_gloss(inside: str, before: str) -> bool:
    """Tell whether a word explains the one before: "Bes (devil)"."""
    return inside[0].islower() and not before.rsplit(maxsplit=1)[-1][0].islower()


def _is_acronym(inside: str, before: str) -> bool:
    return inside.isupper() and not is_form(inside) and abbreviates(inside, before)


def _is_like(word: str, other: str) -> bool:
    alike = ratio(word, other)
    return alike >= _VERY_LIKE or (word[0] == other[0] and alike >= _LIKE)
