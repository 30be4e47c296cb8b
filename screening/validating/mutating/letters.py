"""Variations of letters: case, slips, misreadings, look-alikes, marks and signs nobody sees."""

import re
import unicodedata
from random import Random
from typing import Final

from screening.names.words import LEGAL_FORMS, TRANSLATION
from screening.validating.mutating.forms import bare_name

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
# A slip in a shorter word makes another word.
_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_LEAST_FOR_TWO: Final = 8
# What optical reading takes for what.
_MISREAD: Final = (
    ("O", "0"), ("o", "0"), ("0", "O"), ("I", "1"), ("l", "1"), ("1", "I"), ("I", "l"),
    ("l", "I"), ("S", "5"), ("s", "5"), ("5", "S"), ("B", "8"), ("8", "B"), ("Z", "2"),
    ("2", "Z"), ("G", "6"), ("6", "G"), ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"),
)  # fmt: skip
# Latin letters and the Cyrillic ones that look the same.
_TWINS: Final = dict(zip("aceopxyiABCEHIKMOPTX", "асеорхуіАВСЕНІКМОРТХ", strict=True))
# Zero-width blanks and joiners, marks of direction, soft hyphen.
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c\u2066\u2069\u00ad"
_BLANKS: Final = "\u00a0\u2009\u202f\u3000"
_MARKS: Final = {
    "a": "\u0301", "e": "\u0301", "i": "\u0301", "o": "\u0308", "u": "\u0308", "c": "\u0327",
    "s": "\u030c", "z": "\u030c", "n": "\u0303",
}  # fmt: skip
_SPELLINGS: Final = (
    (r"kh", "h"), (r"(?<![ckgpstz])h", "kh"), (r"yu", "iu"), (r"ya", "ia"), (r"iy\b", "y"),
    (r"(?<=[a-z])y\b", "iy"), (r"ov\b", "off"), (r"ev\b", "eff"), (r"ou", "u"), (r"oo", "u"),
    (r"ee", "i"), (r"zh", "j"), (r"sh", "ch"), (r"ts", "tz"), (r"ks", "x"), (r"x", "ks"),
    (r"q", "k"), (r"w", "v"), (r"v", "w"), (r"dj", "j"), (r"gh", "g"), (r"ph", "f"),
    (r"aa", "a"), (r"ei", "ai"),
)  # fmt: skip


def as_listed(text: str, rng: Random) -> str | None:
    """Return the name itself."""
    del rng
    return text


def upper_case(text: str, rng: Random) -> str | None:
    """Return the name in capitals."""
    del rng
    return text.upper()


def lower_case(text: str, rng: Random) -> str | None:
    """Return the name in small letters."""
    del rng
    return text.lower()


def one_typo(text: str, rng: Random) -> str | None:
    """Return the name with a letter inserted, deleted, replaced, or two transposed."""
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return None
    word = rng.choice(words)
    place = rng.randrange(word.start(), word.end() - 1)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    other = like(letter, rng.choice(_LETTERS if letter.isascii() else word.group()))
    slips = (
        before + other + letter + after,
        before + after,
        before + other + after,
        before + after[0] + letter + after[1:],
    )
    return rng.choice(slips)


def two_typos(text: str, rng: Random) -> str | None:
    """Return the name with two slips; None for a name of fewer than eight letters."""
    if sum(letter.isalpha() for letter in text) < _LEAST_FOR_TWO:
        return None
    once = one_typo(text, rng)
    return None if once is None else one_typo(once, rng)


def misread(text: str, rng: Random) -> str | None:
    """Return the name with one or two places misread by a machine: "M0SCOW", "rnarine"."""
    for number in range(rng.choice((1, 2))):
        found = [(place, pair) for pair in _MISREAD for place in _places(text, re.escape(pair[0]))]
        if not found:
            return text if number else None
        place, (_, new) = rng.choice(found)
        text = text[: place.start()] + new + text[place.end() :]
    return text


def homoglyphs(text: str, rng: Random) -> str | None:
    """Return the name with up to three Latin letters replaced by Cyrillic ones that look alike."""
    places = [place for place, letter in enumerate(text) if letter in _TWINS]
    letters = list(text)
    for place in rng.sample(places, min(3, len(places))):
        letters[place] = _TWINS[letters[place]]
    return "".join(letters)


def unseen_signs(text: str, rng: Random) -> str | None:
    """Return the name with zero-width and bidirectional signs strewn in."""
    for _ in range(3):
        place = rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice(_UNSEEN) + text[place:]
    return text


def hard_blanks(text: str, rng: Random) -> str | None:
    """Return the name with blanks that are no plain ones: no-break, thin, wide."""
    return text.replace(" ", rng.choice(_BLANKS))


def marks_added(text: str, rng: Random) -> str | None:
    """Return the name with up to two letters under marks: "Móscow"."""
    places = [place for place, letter in enumerate(text) if letter.lower() in _MARKS]
    letters = list(text)
    for place in rng.sample(places, min(2, len(places))):
        letters[place] += _MARKS[letters[place].lower()]
    return unicodedata.normalize("NFC", "".join(letters))


def marks_removed(text: str, rng: Random) -> str | None:
    """Return the name without the marks of Latin letters: "Moscow" for "Móscow"."""
    del rng
    plain = [unicodedata.normalize("NFKD", letter) for letter in text]
    return "".join(
        found[0] if len(found) > 1 and found[0].isascii() else letter
        for letter, found in zip(text, plain, strict=True)
    )


def respelt(text: str, rng: Random) -> str | None:
    """Return the name romanised another way in one or two places: kh/h, yu/iu, ov/off."""
    before, bare, after = text.partition(bare_name(text))
    for number in range(rng.choice((1, 2))):
        found = [(place, new) for old, new in _SPELLINGS for place in _places(bare, f"(?i:{old})")]
        found = [(place, new) for place, new in found if _is_proper(_word_at(bare, place.start()))]
        if not found:
            return before + bare + after if number else None
        place, new = rng.choice(found)
        bare = bare[: place.start()] + like(place.group(), new) + bare[place.end() :]
    return before + bare + after


def doubled(text: str, rng: Random) -> str | None:
    """Return the name with a double letter made single, or else a consonant doubled."""
    doubles = _places(text, r"(?i)(?<=\w)([^\W\d_])\1(?=\w)|(?<=\w\w)([^\W\d_])\2")
    if doubles:
        place = rng.choice(doubles).start()
        return text[:place] + text[place + 1 :]
    singles = _places(text, r"(?i)(?<=[aeiou])[lmnrst](?=[aeiou])")
    if not singles:
        return None
    place = rng.choice(singles).start()
    return text[:place] + text[place] + text[place:]


def like(old: str, new: str) -> str:
    """Return the new letters in the case of the old ones."""
    if old.isupper():
        return new.upper()
    return new.capitalize() if old[:1].isupper() else new.lower()


def _places(text: str, pattern: str) -> list[re.Match[str]]:
    return list(re.finditer(pattern, text))


def _word_at(text: str, place: int) -> str:
    return next((w.group() for w in _LONG_WORD.finditer(text) if w.start() <= place < w.end()), "")


def _is_proper(word: str) -> bool:
    """Tell whether a word may be romanised another way: it is none of a language we know."""
    return bool(word) and word.lower() not in TRANSLATION and word.lower() not in LEGAL_FORMS
