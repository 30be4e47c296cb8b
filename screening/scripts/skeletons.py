"""Skeletons: what is left of a word without its vowels, for finding words of Arabic and Hebrew.

These scripts write consonants only, and each is romanised in several ways. Letters that stand for
one another make a class, so that a word and all ways to romanise it have a skeleton in common:
"محمد", "Mohammad" and "Muhamed" are all "MD". A skeleton finds a word; how likely it is the right
one, `transliteration` says.
"""

import re
from functools import lru_cache
from itertools import product
from typing import Final

from rapidfuzz.distance import OSA

# Classes: B, D (d, t, th, dh), F, K (k, q, kh, g, gh, j), L, M, N, R, S (s, sh, z).
_LATIN: Final = (
    ("kh", "K"), ("gh", "K"), ("sh", "S"), ("ch", "S"), ("zh", "K"), ("dj", "K"), ("th", "D"),
    ("dh", "D"), ("ph", "F"), ("ts", "S"), ("tz", "S"), ("x", "KS"),
)  # fmt: skip
_SINGLE: Final = str.maketrans(
    "bpdtfkqcgjlmnrszaeiouwvyh",
    "BBDDFKKKKKLMNRSS         ",
)
_FIRST: Final = dict.fromkeys("aeiou", "a") | {"w": "w", "v": "w", "y": "y", "h": "h"}
# A letter with two classes is romanised by either.
_NATIVE: Final = (
    dict.fromkeys("بپ", "B") | dict.fromkeys("تطد", "D") | dict.fromkeys("ثذضظ", "DS")
    | dict.fromkeys("جچژخغقكکگ", "K") | dict.fromkeys("زسشص", "S") | dict.fromkeys("ف", "F")
    | dict.fromkeys("ل", "L") | dict.fromkeys("م", "M") | dict.fromkeys("ن", "N")
    | dict.fromkeys("ر", "R")
    | dict.fromkeys("ב", "BF") | dict.fromkeys("פף", "BF") | dict.fromkeys("גכךק", "K")
    | dict.fromkeys("דטת", "D") | dict.fromkeys("זסשצץ", "S") | dict.fromkeys("ל", "L")
    | dict.fromkeys("מם", "M") | dict.fromkeys("נן", "N") | dict.fromkeys("ר", "R")
    | dict.fromkeys("ח", "K")
)  # fmt: skip
_STARTS: Final = (
    dict.fromkeys("اأإآءعאע", "a") | dict.fromkeys("وו", "wa") | dict.fromkeys("يیىי", "ya")
    | dict.fromkeys("حهہה", "h")
)  # fmt: skip
_SCRIPTS: Final = re.compile("[\u0590-\u05ff\u0600-\u06ff\ufb1d-\ufdff\ufe70-\ufeff]")
_DOUBLED: Final = re.compile(r"(.)\1+")
_ARTICLE: Final = "ال"
# Consonants of a word that are looked at, and skeletons that it may have.
_MOST: Final = 16
# A skeleton of up to so many letters may differ from another by one, a longer one by two.
_SHORT: Final = 3


def has_skeleton(text: str) -> bool:
    """Tell whether a word is in a script that leaves its vowels out."""
    return _SCRIPTS.match(text) is not None


def latin_skeleton(word: str) -> str:
    """Return the skeleton of a folded Latin word: "aMDKS" for "amtex"; "" for a number."""
    if not word.isalpha():
        return ""
    first, bones = _FIRST.get(word[0], ""), word
    for written, bone in _LATIN:
        bones = bones.replace(written, bone)
    return first + _merged(bones.translate(_SINGLE).replace(" ", ""))


@lru_cache(maxsize=20_000)
def native_skeletons(text: str) -> tuple[str, ...]:
    """Return the skeletons that a word may have when it is romanised, with and without its article.

    No skeleton, where its letters can be read in more ways than are worth following.
    """
    found: dict[str, None] = {}
    for form in (text, text.removeprefix(_ARTICLE)):
        if form:
            choices = [tuple(_NATIVE[letter]) for letter in form if letter in _NATIVE]
            for bones in product(*choices[:_MOST]) if _ways(choices) <= _MOST else ():
                for first in _STARTS.get(form[0], ("",)):
                    found[first + _merged("".join(bones))] = None
    return tuple(found)


@lru_cache(maxsize=20_000)
def may_agree(native: str, latin: str) -> bool:
    """Tell, at little cost, whether two words have skeletons so near that they may be one."""
    bones = latin_skeleton(latin)
    most = most_apart(bones)
    return any(
        OSA.distance(own, bones, score_cutoff=most) <= most for own in native_skeletons(native)
    )


def most_apart(bones: str) -> int:
    """Return by how many letters another skeleton may differ from this one and still be near."""
    return 1 if len(bones) <= _SHORT else 2


def _ways(choices: list[tuple[str, ...]]) -> int:
    """Return in how many ways one can be chosen of each."""
    ways = 1
    for choice in choices[:_MOST]:
        ways *= len(choice)
    return ways


def _merged(bones: str) -> str:
    """Return a skeleton with doubled letters written once."""
    return _DOUBLED.sub(r"\1", bones)
