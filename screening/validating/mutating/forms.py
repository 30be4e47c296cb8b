"""Variations of organisations' words: legal forms, and words said in another language."""

import re
from collections import defaultdict
from random import Random
from typing import Final

from screening.names.folding import fold_text
from screening.names.words import TRANSLATION

# Short and long, of the jurisdictions that lists hold most; by hand, and not the matcher's table.
_FORMS: Final = (
    ("LLC", "Limited Liability Company"), ("Ltd", "Limited"), ("Co", "Company"),
    ("Corp", "Corporation"), ("Inc", "Incorporated"), ("JSC", "Joint Stock Company"),
    ("PJSC", "Public Joint Stock Company"), ("OJSC", "Open Joint Stock Company"),
    ("CJSC", "Closed Joint Stock Company"), ("PLC", "Public Limited Company"),
    ("OOO", "Obshchestvo s Ogranichennoi Otvetstvennostyu"), ("AO", "Aktsionernoe Obshchestvo"),
    ("PAO", "Publichnoe Aktsionernoe Obshchestvo"), ("ZAO", "Zakrytoe Aktsionernoe Obshchestvo"),
    ("OAO", "Otkrytoe Aktsionernoe Obshchestvo"), ("S.A.", "Sociedad Anonima"),
    ("S.A. de C.V.", "Sociedad Anonima de Capital Variable"),
    ("S. de R.L. de C.V.", "Sociedad de Responsabilidad Limitada de Capital Variable"),
    ("S. de R.L.", "Sociedad de Responsabilidad Limitada"), ("Ltda", "Limitada"),
    ("SARL", "Societe a Responsabilite Limitee"), ("SAS", "Sociedad por Acciones Simplificada"),
    ("S.r.l.", "Societa a Responsabilita Limitata"), ("S.p.A.", "Societa per Azioni"),
    ("GmbH", "Gesellschaft mit beschraenkter Haftung"), ("AG", "Aktiengesellschaft"),
    ("B.V.", "Besloten Vennootschap"), ("A.S.", "Anonim Sirketi"),
    ("D.O.O.", "Drustvo s Ogranicenom Odgovornoscu"), ("FZE", "Free Zone Establishment"),
    ("Pty Ltd", "Proprietary Limited"), ("Pvt Ltd", "Private Limited"),
    ("Sdn Bhd", "Sendirian Berhad"), ("S.A.L.", "Societe Anonyme Libanaise"),
    ("PJS", "Private Joint Stock Company"),
)  # fmt: skip
_OTHERS: Final = ("LLC", "GmbH", "OOO", "S.A.", "FZE", "B.V.", "S.p.A.")
# What a firm calls itself besides its name.
_GENERIC: Final = ("Trading", "International", "Group", "General", "Services", "Industries")


def _pattern(text: str) -> str:
    """Return what finds a form however it is dotted and spaced: "S.A.", "SA", "S. A."."""
    if " " not in text and "." not in text:
        return r"\.?".join(text) + r"\.?"
    return r"[.\s]*".join(re.escape(char) for char in text if char not in ". ") + r"\.?"


def _finder(text: str) -> re.Pattern[str]:
    # A form stands at either end of a name.
    found = rf"(?:\b{_pattern(text)}[,\s]*$|^{_pattern(text)}(?=[\s,]))"
    return re.compile(found, re.IGNORECASE)


# The longest first: "Joint Stock Company" before "Company".
_SHORT: Final = [
    (_finder(short), long) for short, long in sorted(_FORMS, key=lambda pair: -len(pair[0]))
]
_LONG: Final = [
    (_finder(long), short) for short, long in sorted(_FORMS, key=lambda pair: -len(pair[1]))
]


def _meanings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word, meaning in TRANSLATION.items():
        found[meaning].append(word)
    return {meaning: sorted(words) for meaning, words in found.items()}


_SAYING: Final = _meanings()


def form_written_out(text: str, rng: Random) -> str | None:
    """Return the name with its legal form in full: "Limited Liability Company" for "LLC"."""
    del rng
    return _with_form(text, _SHORT)


def form_shortened(text: str, rng: Random) -> str | None:
    """Return the name with its legal form in short: "LLC" for "Limited Liability Company"."""
    del rng
    return _with_form(text, _LONG)


def form_dropped(text: str, rng: Random) -> str | None:
    """Return the name without its legal form."""
    del rng
    bare = bare_name(text)
    return bare if bare != text else None


def form_exchanged(text: str, rng: Random) -> str | None:
    """Return the name with the legal form of another country."""
    bare = bare_name(text)
    written = dict(_FORMS)
    others = [
        form
        for form in _OTHERS
        if not any(plain_word(said) in plain_word(text) for said in (form, written[form]))
    ]
    return f"{bare} {rng.choice(others)}" if bare != text and others else None


def generic_word_added(text: str, rng: Random) -> str | None:
    """Return the name with "Trading", "International" … behind it, before its legal form."""
    before, bare, after = text.partition(bare_name(text))
    return f"{before}{bare} {rng.choice(_GENERIC)}{after}"


def word_translated(text: str, rng: Random) -> str | None:
    """Return the name with one word said in another language: "Zavod" for "Plant"."""
    before, bare, after = text.partition(bare_name(text))
    words = bare.split()
    found = []
    for place, word in enumerate(words):
        token = plain_word(word)
        saying = _SAYING.get(TRANSLATION.get(token, ""), ())
        found += [(place, other) for other in saying if other != token]
    if not found:
        return None
    place, other = rng.choice(found)
    words[place] = other.upper() if words[place].isupper() else other.capitalize()
    return before + " ".join(words) + after


def bare_name(text: str) -> str:
    """Return an organisation's name without the legal forms at its ends."""
    bare = text
    for pattern, _ in (*_LONG, *_SHORT):
        shorter = pattern.sub("", bare).strip(" ,")
        bare = shorter or bare
    return bare


def _with_form(text: str, forms: list[tuple[re.Pattern[str], str]]) -> str | None:
    for pattern, other in forms:
        found = pattern.search(text)
        if found is not None and found.group().strip(" ,.").lower() != other.lower():
            before, after = text[: found.start()], text[found.end() :]
            return f"{before.strip()} {other.upper() if text.isupper() else other}{after}".strip()
    return None


def plain_word(word: str) -> str:
    """Return a word folded, without dots: "sa" for "S.A."."""
    return fold_text(word).replace(".", "").replace(" ", "").strip(",")
