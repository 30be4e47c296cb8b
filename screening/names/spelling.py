"""A word as it is compared: its letters, how it sounds, and how much it says."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from screening.names.words import (
    GIVEN,
    LEGAL_FAMILY,
    NUMERALS,
    PARTICLES,
    TITLES,
    TRADE,
    weight_of,
)

# How one sound is written in several ways of romanising it; longer ones first.
_SOUNDS: Final = (
    ("shch", "s"), ("sch", "s"), ("tch", "ch"), ("kh", "h"), ("gh", "g"), ("zh", "j"),
    ("dj", "j"), ("dzh", "j"), ("tz", "z"), ("ts", "z"), ("sh", "s"), ("ks", "x"), ("ck", "k"),
    ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("yu", "iu"), ("ya", "ia"), ("ye", "e"), ("iy", "i"), ("ij", "i"), ("yi", "i"),
    ("ay", "ai"), ("ey", "ei"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("ce", "se"), ("ci", "si"),
    ("cy", "si"), ("q", "k"), ("c", "k"),
    ("y", "i"), ("w", "v"), ("z", "s"),
)  # fmt: skip
# What is left of a sound when vowels are not told apart.
_VOWELS: Final = (
    ("ai", "i"), ("ei", "i"), ("au", "u"), ("eu", "u"), ("e", "i"), ("o", "u"), ("ia", "a"),
    ("iu", "u"),
)  # fmt: skip
_CONSONANTS: Final = str.maketrans("", "", "aeiouyh")
# With fewer consonants too many words have the same.
_LEAST_CONSONANTS: Final = 3
_DOUBLED: Final = re.compile(r"(.)\1+")
_LEET: Final = str.maketrans("0134578", "oieastb")
_MIXED: Final = re.compile(r"(?=.*[a-z].*[a-z])(?:[0-9]+[a-z]|[a-z]+[0-9]+[a-z])[a-z0-9]*")


# The letters that an initial may be, by how a word begins; longer beginnings first.
_INITIALS: Final = (
    ("ye", "yeij"), ("ya", "yij"), ("yu", "yiju"), ("yo", "yije"), ("ia", "iy"), ("iu", "iyj"),
    ("ja", "jiy"), ("je", "jey"), ("ju", "jiy"), ("kh", "kh"), ("zh", "zj"), ("ts", "tc"),
    ("dj", "dj"), ("gh", "gq"), ("e", "ey"), ("o", "ou"), ("u", "uo"), ("q", "qkg"), ("k", "kqc"),
)  # fmt: skip


_OTHER_GIVEN: Final[dict[str, list[str]]] = {}
for _word, _meant in GIVEN.items():
    _OTHER_GIVEN.setdefault(_meant, []).append(_word)


class WordKind(IntEnum):
    """What a word is in a name."""

    NAME = 0
    # A legal form or a title: says what a bearer is, not who.
    FORM = 1
    NUMBER = 2
    INITIAL = 3
    # "bin": what stands before it and what after it are not of equal standing.
    SON = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word; two words with equal letters are one.

    Attributes:
        letters: as compared, a translated word by its English one: "factory" for "zavod".
        sound: letters with the spellings of one sound made one: "elektronik".
        heard: 64-bit hash of what all romanisations of a word share, the same in every process:
            its consonants, or of short words the sound with like vowels made one.
        signature: a bit for each letter or digit it holds, 28 more for letters it holds twice.
        weight: how much it says about who it is, 0..1.
        family: number of the family of legal forms; 0: none.
        begins: 26 bits, the letters that its initial may be: G and H for "gennady", "hennadiy".
    """

    letters: str
    sound: str
    heard: int
    signature: int
    weight: float
    kind: WordKind
    family: int
    begins: int


@lru_cache(maxsize=10_000)
def word_of(token: str) -> Word:
    """Return the word that a folded token is."""
    token = _without_digits(token)
    letters = NUMERALS.get(token) or PARTICLES.get(token) or TRADE.get(token)
    letters = letters or GIVEN.get(token, token)
    sound = sound_of(letters)
    return Word(
        letters=letters,
        sound=sound,
        heard=hash_of(bare_sound_of(sound)),
        signature=signature_of(letters),
        weight=weight_of(letters),
        kind=_kind_of(letters),
        family=LEGAL_FAMILY.get(letters, 0),
        begins=beginnings_of(letters),
    )


def hash_of(text: str) -> int:
    """Return 64 bits of a text, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def sound_of(token: str) -> str:
    """Return one spelling for all spellings of a sound: "elektronik" for "electronic"."""
    if token.isdigit():
        return token
    if len(token) > 4 and token.endswith("off"):
        token = token[:-2] + "v"
    for written, sound in _SOUNDS:
        token = token.replace(written, sound)
    return _DOUBLED.sub(r"\1", token)


def bare_sound_of(sound: str) -> str:
    """Return what all romanisations of a sound share: "NVKV" for "noviukov"."""
    bones = _DOUBLED.sub(r"\1", sound.translate(_CONSONANTS))
    if len(bones) >= _LEAST_CONSONANTS:
        return bones.upper()
    for written, vowel in _VOWELS:
        sound = sound.replace(written, vowel)
    return _DOUBLED.sub(r"\1", sound.replace("h", ""))


def signature_of(word: str) -> int:
    """Return 64 bits: 36 for letters and digits held, 28 for those held twice."""
    bits = 0
    for letter in word:
        place = ord(letter) - 97 if letter >= "a" else 26 + ord(letter) - 48
        # The last ten, digits, share two bits for "twice".
        again = 36 + (place if place < 26 else 26 + place % 2)
        bits |= 1 << (again if bits >> place & 1 else place)
    return bits


def beginnings_of(letters: str) -> int:
    """Return a bit for each letter that an initial of the word may be, in any writing of it."""
    if len(letters) == 1:
        return _bits_of(letters)
    written = (letters, *_OTHER_GIVEN.get(letters, ()))
    return _bits_of("".join(map(_initials_of, written)))


def _initials_of(word: str) -> str:
    ways = (initials for begin, initials in _INITIALS if word.startswith(begin))
    return next(ways, word[0])


def _bits_of(letters: str) -> int:
    return sum(1 << (ord(letter) - 97) for letter in set(letters) if letter >= "a")


def _kind_of(letters: str) -> WordKind:
    if letters.isdigit():
        return WordKind.NUMBER
    if letters in LEGAL_FAMILY or letters in TITLES:
        return WordKind.FORM
    if letters == "bin":
        return WordKind.SON
    return WordKind.INITIAL if len(letters) == 1 else WordKind.NAME


def _without_digits(token: str) -> str:
    """Return "mile" for "m1le"; a number at the end of a word is meant."""
    return token.translate(_LEET) if _MIXED.fullmatch(token) else token
