"""The classes of variation that a validation plants."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from screening.listing import EntityType
from screening.validating.mutating import fields, forms, letters, scripts, shortening, wording

Mutation = Callable[[str, Random], str | None]
PERSON: Final = frozenset({EntityType.PERSON})
FIRM: Final = frozenset({EntityType.ORGANISATION})
VESSEL: Final = frozenset({EntityType.VESSEL})
# What a party or vessel on a shipment can be.
PLANTED: Final = (EntityType.PERSON, EntityType.ORGANISATION, EntityType.VESSEL)
_ALL: Final = frozenset(PLANTED)
# A name is put into the letters of a script only where people of such countries write it.
_CYRILLIC: Final = "RU BY UA KZ KG TJ UZ BG RS MK ME MD MN"
_ARABIC: Final = "AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE"


class Group(StrEnum):
    """What classes of variation have in common."""

    LETTERS = "Letters"
    WORDS = "Words"
    FORMS = "Legal forms and translation"
    SCRIPTS = "Other scripts and spellings"
    FIELDS = "How a field is filled"
    NUMBERS = "Numbers with another name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """A class of variation.

    Attributes:
        label: what is done, for people.
        types: whose names it is done to.
        countries: only to listings tied to one of these; empty: to all.
    """

    key: str
    group: Group
    label: str
    mutate: Mutation
    types: frozenset[EntityType] = _ALL
    countries: frozenset[str] = frozenset()

    def vary(self, text: str, rng: Random) -> str | None:
        """Return the varied name; None where the class cannot be applied to it."""
        varied = self.mutate(text, rng) if text.strip() else None
        if varied is None or not varied.strip():
            return None
        return varied if varied != text or self.mutate is letters.as_listed else None


def _variations(
    group: Group, *rows: tuple[str, str, Mutation, frozenset[EntityType]]
) -> tuple[Variation, ...]:
    return tuple(
        Variation(key=key, group=group, label=label, mutate=mutate, types=types)
        for key, label, mutate, types in rows
    )


VARIATIONS: Final = (
    *_variations(
        Group.LETTERS,
        ("exact", "as listed", letters.as_listed, _ALL),
        ("upper_case", "capitals", letters.upper_case, _ALL),
        ("lower_case", "small letters", letters.lower_case, _ALL),
        ("one_typo", "one typo", letters.one_typo, _ALL),
        ("two_typos", "two typos", letters.two_typos, _ALL),
        ("misread", "misread by a machine (0/O, 1/l, rn/m)", letters.misread, _ALL),
        ("homoglyphs", "look-alike letters of another script", letters.homoglyphs, _ALL),
        ("unseen_signs", "zero-width and direction marks", letters.unseen_signs, _ALL),
        ("hard_blanks", "no-break and wide blanks", letters.hard_blanks, _ALL),
        ("marks_added", "diacritics added", letters.marks_added, _ALL),
        ("marks_removed", "diacritics removed", letters.marks_removed, _ALL),
    ),
    *_variations(
        Group.WORDS,
        ("word_dropped", "a word dropped, not the rarest", wording.word_dropped, _ALL),
        ("generic_word_added", "generic word added", forms.generic_word_added, FIRM),
        ("given_name_added", "given name added", wording.given_name_added, PERSON),
        ("reordered", "words reordered", wording.reordered, _ALL),
        ("surname_first", "surname first, with comma", wording.surname_first, PERSON),
        ("given_first", "given name first, no comma", wording.given_first, PERSON),
        ("initials", "all given names as initials", wording.initials, PERSON),
        ("second_initial", "middle names as initials", wording.second_initial, PERSON),
        ("short_name", "one given and the family name", shortening.given_and_family, PERSON),
        ("second_family", "second family name dropped", shortening.second_family_dropped, PERSON),
        ("family_initials", "family name, initials", shortening.family_and_initials, PERSON),
        ("abbreviated", "a word abbreviated", shortening.abbreviated, FIRM),
        ("joined", "two words joined", wording.joined, _ALL),
        ("split", "a word split", wording.split, _ALL),
        ("blank_moved", "a blank moved by a letter", wording.blank_moved, _ALL),
    ),
    *_variations(
        Group.FORMS,
        ("form_written_out", "legal form written out", forms.form_written_out, FIRM),
        ("form_shortened", "legal form shortened", forms.form_shortened, FIRM),
        ("form_dropped", "legal form dropped", forms.form_dropped, FIRM),
        ("form_exchanged", "legal form exchanged", forms.form_exchanged, FIRM),
        ("word_translated", "a word in another language", forms.word_translated, FIRM),
    ),
    *_variations(
        Group.SCRIPTS,
        ("respelt", "romanised another way (kh/h, ov/off)", letters.respelt, PERSON | FIRM),
        ("doubled", "double letter made single, or doubled", letters.doubled, _ALL),
        ("romanised", "native script romanised", scripts.romanised, _ALL),
    ),
    Variation(
        key="person_in_cyrillic",
        group=Group.SCRIPTS,
        label="persons in Cyrillic",
        mutate=scripts.person_in_cyrillic,
        types=PERSON,
        countries=frozenset(_CYRILLIC.split()),
    ),
    Variation(
        key="firm_in_cyrillic",
        group=Group.SCRIPTS,
        label="organisations in Cyrillic",
        mutate=scripts.firm_in_cyrillic,
        types=FIRM,
        countries=frozenset(_CYRILLIC.split()),
    ),
    Variation(
        key="person_in_arabic",
        group=Group.SCRIPTS,
        label="persons in Arabic",
        mutate=scripts.person_in_arabic,
        types=PERSON,
        countries=frozenset(_ARABIC.split()),
    ),
    *_variations(
        Group.FIELDS,
        ("cut", "cut at 35 characters", fields.cut, _ALL),
        ("cut_30", "cut at 30, telling words left", shortening.cut_at(30), FIRM),
        ("cut_60", "cut at 60, telling words left", shortening.cut_at(60), FIRM),
        ("place_behind", "a town behind it", fields.place_behind, FIRM),
        ("two_lines", "broken over two lines", fields.two_lines, _ALL),
        ("care_of", "c/o a forwarder behind it", fields.care_of, PERSON | FIRM),
        ("on_behalf", "a forwarder on behalf of it", fields.on_behalf, PERSON | FIRM),
        ("address_appended", "address behind it", fields.address_appended, PERSON | FIRM),
        ("title_added", "title before it (Mr, Dr, General)", fields.title_added, PERSON),
        ("ship_title_added", "MV or M/V before it", fields.ship_title_added, VESSEL),
        ("brackets", "a word in brackets", fields.brackets, _ALL),
    ),
)
