"""What a name field asks for: no name at all, one name, or several written into one."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from screening.names.folding import fold_text
from screening.names.korean import korean_readings
from screening.names.words import COUNTRY_NAMES, LEGAL_FORMS, PLACES, weight_of

# Single words that may be somebody's name, like "order" or "nil", are not among them.
_NO_NAME: Final = frozenset(
    {
        "to order", "to the order", "to order of shipper", "to the order of shipper",
        "to order of the shipper", "to order of consignee", "same as consignee",
        "same as shipper", "same as above", "same as notify", "same as notify party", "n a",
        "n/a", "none", "unknown", "not known", "not available", "not applicable", "tba", "tbd",
        "tbc", "to be advised", "to be confirmed", "to be announced", "see attached",
        "as per attached",
    }
)  # fmt: skip
# What programs write where they have nothing to write.
_NOTHING: Final = frozenset({"null", "undefined", "#ref!", "#n/a", "#value!", "#name?"})
_READABLE: Final = re.compile(r"[a-z0-9]")
# With room for marks and blanks that nobody sees.
_LONGEST: Final = 3 * max(map(len, _NO_NAME))
_NOT_APPLICABLE: Final = frozenset({"n.a.", "n.a"})
_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_LETTERS_ALONE: Final = frozenset(_SIGNS.sub("", text) for text in (*_NO_NAME, *_NOT_APPLICABLE))
_ASIDE: Final = " \t\r\n.,:;-_*'\"()[]<>"
# What parts the one who is written to, or acts, from the one it is for; all of them are asked for.
_PARTING: Final = re.compile(
    r"\b(?:c/o|c\.o\.|care of|on behalf of|o/b/o|obo|for account of|f/a/o|acting for|attn\.?:?|"
    r"attention:|a/k/a|aka|also known as|f/k/a|fka|formerly known as|formerly|d/b/a|dba|"
    r"doing business as|trading as|t/a|as agents? for|to (?:the )?order of|notify party:?)(?!\w)|"
    r"[(,;]\s*ex[.\s-]+(?=\w)",
    re.IGNORECASE,
)
# Where an address begins behind a name: a box, or a number beside a word of streets or units.
_STREETS: Final = (
    r"(?:street|str|st|road|rd|avenue|ave|av|lane|ln|boulevard|blvd|drive|building|bldg|block|blk|"
    r"unit|floor|fl|suite|room|rm|office|plot|warehouse|house|ulitsa|ul|ulica|prospekt|pr|"
    r"pereulok|stroenie|korpus|dom|strasse|straße|rue|calle|via|sokak|sok|cadde|cad|no)"
)
_ADDRESS: Final = re.compile(
    rf"[,;\n]\s*(?=p\.?\s?o\.?\s?box\b|{_STREETS}\b\.?[^,;]*\d|{_STREETS}\b\.?\s+[a-z](?=[,;]|$)|\d+[a-z]?\b[^,;]*\b{_STREETS}\b|"
    rf"[^,;\d]*(?:strasse|straße|gasse|weg)\s+\d|[^,;\d]*\b{_STREETS}\b\.?\s*\d|\d{{5,6}}\b)",
    re.IGNORECASE,
)
# What a form prints before a name.
_LABEL: Final = re.compile(
    r"^\W*(?:consignee|consignor|shipper|exporter|importer|notify(?: party)?|buyer|seller|vendor|"
    r"purchaser|applicant|beneficiary|supplier|end[- ]?user|manufacturer|carrier|name|company|"
    r"company name|messrs\.?|m/s\.?)\s*(?:[:#]|(?<=m/s)|(?<=messrs)|\.(?=\s))\s*(?=\w)",
    re.IGNORECASE,
)
# What is written behind a name into its field: numbers with a label, a voyage, a branch, a status.
_TAIL: Final = re.compile(
    r"[\s,;(/-]+(?:"
    r"(?:inn|kpp|ogrn|okpo|vat|tin|tax|ein|uscc|usci|gstin?|iec|eori|rfc|nit|ruc|cnpj|cuit|rif|pan|"
    r"trn|brn|crn|cr|reg(?:istration)?|licen[cs]e|id|imo|mmsi|tel|telephone|phone|ph|mob|mobile|"
    r"fax|e-?mail|attn)\b[ .:#]*(?:no|nr|number|id|code|reg)?\b[ .:#+(-]*(?=[\w@.+-]*\d).*|"
    r"v(?:oy(?:age)?)?[. ]{1,2}(?:no\.? ?)?\d{2,5}[a-z]?\b.*|"
    r"\(?(?:in|under) (?:liquidation|administration|receivership|bankruptcy)\b.*|"
    r"(?:[\w'-]+ )?branch(?: office)?\W*)$",
    re.IGNORECASE,
)
_CHILD_OF: Final = re.compile(r"\s[sdw]/o\b", re.IGNORECASE)
_BRACKETS_BEHIND: Final = re.compile(r"(.{3,}?)\s*[(\[][^()\[\]]*[)\]]\W*$")
# Two initials beside one or two family names, in any spacing: "KESTRELOV VN", "V. N. KESTRELOV".
# What may be a legal form ("KESTREL S.A.") is asked for as both.
_FAMILY: Final = r"(?:(?:[A-Za-z]{2} ?[-'’] ?)?[^\W\d_]{3,}(?:[ -][^\W\d_]{3,})?)"
_TWO: Final = r"([^\W\d_])(?:\. ?| )?([^\W\d_])\.?"
_INITIALS_BEHIND: Final = re.compile(rf"({_FAMILY}),? {_TWO}")
_INITIALS_BEFORE: Final = re.compile(rf"{_TWO} ({_FAMILY})")
# Two capitals before a name that are no initials.
_NO_INITIALS_TEXT: Final = "mv mt mr dr st co al el de la ii iv vi ix xi xv xx"
_NO_INITIALS: Final = frozenset(_NO_INITIALS_TEXT.split())
_OF_PLACES_TEXT: Final = (
    "city region oblast province state district united arab emirates saint st north south "
    "of the republic kingdom na"
)
# Words of places that are no places by themselves, and the digits of the shortest postal code.
_OF_PLACES: Final = frozenset(_OF_PLACES_TEXT.split())
_LEAST_OF_CODE: Final = 4
# Behind the last comma: so many words may be a place, where so many stand before it.
_MOST_OF_PLACE: Final = 6
_LEAST_BEFORE: Final = 2
_MOST_OF_COUNTRY: Final = 5
_COUNTRIES: Final = frozenset(name for names in COUNTRY_NAMES.values() for name in names)
# The least weight of a word that says who it is.
_TELLING: Final = 0.65
_SPACES: Final = re.compile(r"\s+")
_LEAST_LETTERS: Final = 3
# Customs and banking messages cut names after so many characters.
ROOM: Final = 35


class AskedName(NamedTuple):
    """A name that a field asks for; place: where its bearer must be, "" anywhere."""

    text: str
    place: str = ""


def is_placeholder(text: str) -> bool:
    """Tell whether a text stands where a name is missing: "TO ORDER", "N/A"."""
    if len(text) > _LONGEST:
        return False
    # Nearly every name is told from all of them by its letters alone.
    if text.isascii() and _SIGNS.sub("", text.lower()) not in _LETTERS_ALONE:
        return False
    folded = " ".join(re.findall(r"[a-z0-9/]+", fold_text(text)))
    return folded in _NO_NAME or text.strip().lower() in _NOT_APPLICABLE


def is_readable(text: str) -> bool:
    """Tell whether a text says anything that a name could be made of: "????" and "NULL" do not."""
    if text.strip(_ASIDE).casefold() in _NOTHING:
        return False
    return _READABLE.search(text.casefold() if text.isascii() else fold_text(text)) is not None


def names_asked(text: str) -> tuple[str, ...]:
    """Return the names that a field asks for, the whole first; () for a placeholder.

    Example:
        names_asked("Kestrel Ltd c/o Heron GmbH") is the text, "Kestrel Ltd" and "Heron GmbH"
        names_asked("Kestrel Ltd, 4 Mill Lane") is the text and "Kestrel Ltd"
    """
    if is_placeholder(text):
        return ()
    text = _LABEL.sub("", text)
    parted = _PARTING.split(_SPACES.sub(" ", text))
    parts = [part.strip(" ,;:-()") for part in parted] if len(parted) > 1 else []
    parts += _before_addresses(text)
    parts += [bare for part in (text, *parts) for bare in _bare(part)]
    if not parts:
        return (text,)
    names = [part for part in parts if len(part) >= _LEAST_LETTERS and not is_placeholder(part)]
    return tuple(dict.fromkeys((text, *names)))


def all_asked(text: str) -> Iterator[AskedName]:
    """Yield the names that a field asks for, and the name before a place, to be there."""
    names = names_asked(text)
    yield from map(AskedName, names)
    if names and (found := before_place(text)) is not None:
        yield AskedName(*found)


def _bare(text: str) -> Iterator[str]:
    """Yield the name without what is written behind it, and with initials told apart."""
    if (child := _CHILD_OF.search(text)) is not None:
        yield text[: child.start()]
    if (tail := _TAIL.search(text)) is not None:
        yield text[: tail.start()].strip(" ,;:-(")
    if (bare := without_place(text)) is not None:
        yield bare
    if (found := _BRACKETS_BEHIND.fullmatch(text)) is not None:
        yield found[1]
    if (person := _with_initials_apart(text.strip())) is not None:
        yield person
    if not text.isascii():
        yield from korean_readings(text)


def _with_initials_apart(text: str) -> str | None:
    """Return "V N KESTRELOV" for a family name and two initials; None for anything else."""
    if (found := _INITIALS_BEHIND.fullmatch(text)) is not None:
        family, first, second = found.groups()
    elif (found := _INITIALS_BEFORE.fullmatch(text)) is not None:
        first, second, family = found.groups()
    else:
        return None
    both = f"{first}{second}".lower()
    are_initials = first.isupper() and (second.isupper() or "." in text)
    # With dots they are read as initials anyway, if they cannot be anything else.
    if not are_initials or both in _NO_INITIALS or ("." in text and both not in LEGAL_FORMS):
        return None
    return f"{first} {second} {family}"


def without_place(text: str) -> str | None:
    """Return the name without places and postal codes behind it; None: there are none.

    Example:
        without_place("Kestrel Works, Moscow 123060") is "Kestrel Works"
    """
    words = text.split()
    last = _before_places(words)
    bare = " ".join(words[:last]).strip(" ,;:-(")
    # What is left of "Bank of China" is anybody's.
    tells = any(weight_of(word) >= _TELLING for word in fold_text(bare).split())
    return bare if last < len(words) and tells else None


def _before_places(words: list[str]) -> int:
    """Return how many words stand before the places behind a name."""
    last = len(words)
    for size in range(min(_MOST_OF_COUNTRY, last - 1), 0, -1):
        if " ".join(_bare_words(words[-size:])) in _COUNTRIES:
            last -= size
            break
    is_country = last < len(words)
    while last > 1 and _is_place(words[last - 1]):
        last -= 1
    # "United Arab Emirates" is a place, "Heron United" is none.
    while last < len(words) and not is_country and not _names_place(words[last:]):
        last += 1
    return last


def before_place(text: str) -> tuple[str, str] | None:
    """Return a name and the place written behind it, whether or not the name tells who it is.

    It counts only for a listing that is in that place: "Bank of China" is no other bank.

    Example:
        before_place("Kestrel Works, Kolpino 196655") is ("Kestrel Works", "Kolpino 196655")
    """
    name, comma, behind = text.partition(",")
    if len(behind.split()) > _MOST_OF_PLACE or len(name.split()) < _LEAST_BEFORE:
        name, comma, behind = text.rpartition(",")
    words = behind.split()
    if not comma or not 1 <= len(words) <= _MOST_OF_PLACE or len(name.split()) < _LEAST_BEFORE:
        last = _before_places(text.split())
        name, behind = " ".join(text.split()[:last]), " ".join(text.split()[last:])
    name = name.strip(" ,;:-(")
    behind = behind.strip()
    return (name, behind) if len(name) >= _LEAST_LETTERS and behind else None


def _is_place(word: str) -> bool:
    plain = word.strip(" ,;.()-").lower()
    is_code = plain.isdigit() and len(plain) >= _LEAST_OF_CODE
    return plain in PLACES or plain in _OF_PLACES or is_code or not plain


def _names_place(words: list[str]) -> bool:
    return any(word in PLACES or word == "emirates" for word in _bare_words(words))


def _bare_words(words: list[str]) -> list[str]:
    return [word.strip(" ,;.()-").lower() for word in words]


def _before_addresses(text: str) -> list[str]:
    """Return what stands before an address that was written behind a name."""
    lines = _SPACES.sub(" ", text.strip().replace("\n", ", "))
    if "," not in lines and ";" not in lines:
        return []
    found = (_ADDRESS.split(part, maxsplit=1) for part in _PARTING.split(lines))
    return [parts[0].strip(" ,;:-()") for parts in found if len(parts) > 1]


def may_be_cut(asked: str, listed: str) -> bool:
    """Tell whether a name fills the room that many forms have, and the listed one is longer."""
    return ROOM - 2 <= len(asked) <= ROOM < len(listed)
