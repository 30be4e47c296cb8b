"""A name, taken apart once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from screening.names.folding import fold, fold_text
from screening.names.mending import mend, rejoin
from screening.names.spelling import Word, WordKind, word_of
from screening.names.words import (
    ACRONYMS,
    LEADING_TITLES,
    LEGAL_FORMS,
    LEGAL_PHRASES,
    TITLES,
    TRADE,
)

_WORD: Final = re.compile(r"[a-z0-9]+")
# More words behind a comma are no given names.
_MOST_GIVEN: Final = 4
_LETTER: Final = r"[^\W\d_]"
_NAME: Final = rf"{_LETTER}{{2,}}(?:[ '’-]{_LETTER}{{3,}})?"
# "Heron V.N.", "V. N. Heron": two or three initials and a family name, and nothing else.
_BEHIND: Final = re.compile(rf"({_NAME}),?\s+((?:{_LETTER}\.\s*){{1,3}}{_LETTER}?)")
_BEFORE: Final = re.compile(rf"((?:{_LETTER}\.\s*){{2,3}})({_NAME})")
# A name of 512 characters has no more; words left out would hide a name.
_MAX_TOKENS: Final = 256
_INITIALS: Final = 2
# A form cuts names from so many letters on; what a legal form is cut to has three at least.
_LEAST_BEFORE_CUT: Final = 20
_LEAST_OF_FORM: Final = 3
_MOST_OF_PHRASE: Final = 6
_WHOLE_FORMS: Final = ("limited", "company", "corporation", "incorporated")


def _lengths(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[int]]:
    """Return how many words the phrases have that begin with a word, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {word: sorted(found, reverse=True) for word, found in lengths.items()}


_ANY_TITLE: Final = LEADING_TITLES | TITLES
_LENGTHS: Final = _lengths(LEGAL_PHRASES)
_ACRONYM_LENGTHS: Final = _lengths(ACRONYMS)


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases by their first words, the shortest ones first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len):
        found.setdefault(phrase[0], []).append(phrase)
    return found


_PHRASES: Final = _by_first(phrase for phrase in LEGAL_PHRASES if len(phrase) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeWord:
    """A word in another script, and which tokens its romanised form is: tokens[first:last]."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedName:
    """A name as it is compared.

    Attributes:
        tokens: folded words as written: ("ao", "uralskii", "zavod").
        words: the same words as they are compared: jsc, ural, factory.
        native: the words that were in a script other than Latin and are not translated.
        may_be_cut: it is as long as what forms cut names to, and no legal form ends it.
    """

    original: str
    tokens: tuple[str, ...]
    words: tuple[Word, ...]
    native: tuple[NativeWord, ...] = ()
    may_be_cut: bool = False


@lru_cache(maxsize=10_000)
def analyse(name: str) -> AnalysedName:
    """Return the name's words, folded to Latin letters without marks, in its own order."""
    tokens: list[str] = []
    origins: list[int] = []
    parts = fold(_in_order(_with_initials(name)))
    for number, (latin, _) in enumerate(parts):
        found = [word for token in rejoin(_WORD.findall(latin)) for word in mend(token)]
        tokens += found
        origins += [number] * len(found)
    tokens, origins = _with_cut_form(tokens[:_MAX_TOKENS], origins)
    tokens, origins = _with_short_forms(tokens, origins)
    tokens, origins = _with_acronyms(*_without_title(tokens, origins))
    words = tuple(word_of(token) for token in tokens)
    native = tuple(_native(parts, origins, words))
    is_long = len(name) >= _LEAST_BEFORE_CUT and not native
    return AnalysedName(
        original=name,
        tokens=tuple(tokens),
        words=words,
        native=native,
        may_be_cut=is_long and bool(words) and not words[-1].family,
    )


def _with_initials(name: str) -> str:
    """Return "V N Heron" for "HERON V.N." and "V.N. Heron"; dotted legal forms stay as they are."""
    if "." not in name:
        return name
    text = name.strip()
    if (found := _BEHIND.fullmatch(text)) is not None:
        family, initials = found.groups()
    elif (found := _BEFORE.fullmatch(text)) is not None:
        initials, family = found.groups()
    else:
        return name
    letters = [letter for letter in initials if letter.isalpha()]
    words = fold_text(family).split()
    if "".join(letters).lower() in LEGAL_FORMS or any(word in TRADE for word in words):
        return name
    return f"{' '.join(letters)} {family}"


def _without_title(tokens: list[str], origins: list[int]) -> tuple[list[str], list[int]]:
    """Return the words without titles before a person's name that are words of firms, too."""
    first = 0
    while first < len(tokens) - 2 and tokens[first] in _ANY_TITLE:
        first += 1
    rest = tokens[first:]
    if LEADING_TITLES.isdisjoint(tokens[:first]) or any(
        token in TRADE or token in LEGAL_FORMS for token in rest
    ):
        return tokens, origins
    return rest, origins[first:]


def _with_acronyms(tokens: list[str], origins: list[int]) -> tuple[list[str], list[int]]:
    """Return the words with "scientific research institute", in any language, as "nii"."""
    meanings = [TRADE.get(token, token) for token in tokens]
    if not any(meaning in _ACRONYM_LENGTHS for meaning in meanings):
        return tokens, origins
    found: list[str] = []
    sources: list[int] = []
    place = 0
    while place < len(tokens):
        size = next(
            (
                length
                for length in _ACRONYM_LENGTHS.get(meanings[place], ())
                if tuple(meanings[place : place + length]) in ACRONYMS
            ),
            0,
        )
        short = ACRONYMS.get(tuple(meanings[place : place + size]), tokens[place])
        found.append(short)
        sources.append(origins[place])
        place += size or 1
    return found, sources


def _in_order(name: str) -> str:
    """Return "Kamil Heron" for "Heron, Kamil"; a legal form, a number or a unit stays behind."""
    last, comma, first = name.partition(",")
    if not comma or "," in first or not last.strip() or any(sign.isdigit() for sign in name):
        return name
    words = _WORD.findall(fold_text(first))
    if not 1 <= len(words) <= _MOST_GIVEN or any(word in LEGAL_FORMS for word in words):
        return name
    return f"{first} {last}"


def _native(
    parts: list[tuple[str, str]], origins: list[int], words: tuple[Word, ...]
) -> Iterator[NativeWord]:
    for first, origin in enumerate(origins):
        if (first and origins[first - 1] == origin) or not parts[origin][1]:
            continue
        last = first + origins[first:].count(origin)
        if any(word.kind is not WordKind.FORM for word in words[first:last]):
            yield NativeWord(text=parts[origin][1], first=first, last=last)


def _with_cut_form(tokens: list[str], origins: list[int]) -> tuple[list[str], list[int]]:
    """Return "Kestrel Aviation Limited Liability Com" with the legal form that was cut."""
    if sum(map(len, tokens)) < _LEAST_BEFORE_CUT:
        return tokens, origins
    for place in range(max(1, len(tokens) - _MOST_OF_PHRASE), len(tokens)):
        tail = tuple(tokens[place:])
        for phrase in _PHRASES.get(tokens[place], ()):
            if _is_cut(tail, phrase):
                form = LEGAL_PHRASES[phrase].split()
                return [*tokens[:place], *form], [*origins[:place], *([origins[place]] * len(form))]
    if len(tokens[-1]) >= _LEAST_OF_FORM:
        whole = next((word for word in _WHOLE_FORMS if word.startswith(tokens[-1])), tokens[-1])
        return [*tokens[:-1], whole], origins
    return tokens, origins


def _is_cut(tail: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Tell whether two words at least are the beginning of a phrase, cut at any letter."""
    last = len(tail) - 1
    if not 0 < last < len(phrase) or tail == phrase:
        return False
    return phrase[:last] == tail[:last] and phrase[last].startswith(tail[last])


def _with_short_forms(tokens: list[str], origins: list[int]) -> tuple[list[str], list[int]]:
    """Return the words with "joint stock company" as "jsc", and where each is from."""
    found: list[str] = []
    sources: list[int] = []
    place = 0
    while place < len(tokens):
        for length in _LENGTHS.get(tokens[place], ()):
            phrase = tuple(tokens[place : place + length])
            form = LEGAL_PHRASES.get(phrase)
            # "A S Heron" is a person; two letters of a form stand behind a name.
            if form is not None and (place or len("".join(phrase)) > _INITIALS):
                found += form.split()
                sources += [origins[place]] * len(form.split())
                place += length
                break
        else:
            found.append(tokens[place])
            sources.append(origins[place])
            place += 1
    # A name that is nothing but a trade said in full keeps its words.
    return (found, sources) if found else (tokens, origins)
