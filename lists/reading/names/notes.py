"""What else stands in brackets beside a name: notes, places, legal forms, and labels of names."""

import re
from typing import Final

from rigour.names import remove_org_types

from lists.reading.territories import is_usual_name
from screening.facts.countries import is_country
from screening.names.words import LEGAL_FORMS

# Characters; a longer bracket is a sentence about somebody.
_LONGEST: Final = 150
_LANGUAGES: Final = (
    "amharic|arabic|burmese|chinese|dari|english|farsi|french|georgian|hebrew|japanese|korean"
    "|kurdish|pashto|persian|russian|serbian|spanish|tigrinya|turkish|ukrainian|urdu"
)
_NOTE: Final = re.compile(
    r"(?:previously|formerly|originally|also)? ?listed as"
    r"|(?:\w+ )?(?:combat|birth|maiden|nick|war|code|given|tribal|family|father'?s?) ?names?"
    r"|initials?|(?:radio )?call ?sign|nom de guerre|nickname|pseudonym|sobriquet|alias|title"
    r"|first|second|third|junior|senior|rtd|ret(?:d|ired)?|deceased|fnu|lnu"
    rf"|(?:in )?(?:{_LANGUAGES}|original)(?: (?:script|spelling|name))?"
    # A number that is read elsewhere: "INN 7712345678", "KPE.018".
    r"|(?:inn|kpp|ogrn(?:ip)?|tin|tax\w*|imo|lei|reg\w*|company|id)\b.{0,40}?\d{5,}.*"
    r"|[a-z]{2,3}[.]\d{3}"
    r"|(?:when|while|where|until|since|because|used|which|who|with|not|no longer|an?)\b.+"
    r"|(?:false|fake|fraudulent|subordinate|affiliated|linked to|related to|born|dob|d\.o\.b)\b.*"
    r"|parent organi[sz]ation\b.*|.*\bofficial|.*\b(?:passport|identity card|individual)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_BRANCH: Final = re.compile(
    r".*\b(?:branch(?:es)?|location only|unit \w*\d\w*)\b.*", re.IGNORECASE | re.DOTALL
)
# Written more often than the name itself; lists write no others.
_SHORT_PLACES: Final = frozenset(["uk", "usa", "uae", "prc", "drc", "dprk", "rok", "ksa"])
_ARTICLE: Final = re.compile(r"(?:the|union of the)\s+", re.IGNORECASE)
# Words that are no legal form, but say no more than one.
_LIKE_FORMS: Final = """
    private public offshore off shore holding holdings group gruppa limited opc ftz division khass
    sahami zona libre free zone federal state unitary united enterprise budgetary institution
    organisation organization foundation
"""
_FORM_WORDS: Final = LEGAL_FORMS | frozenset(_LIKE_FORMS.split())
_LABEL: Final = re.compile(
    r"(?:(?P<former>f\.?k\.?a|formerly known as|formerly|previously known as|previously)"
    r"|a\.?k\.?a|also known as|known as|alias(?:es)?|alternatively|alt|i\.e|n[ée]e|d/?b/?a"
    r"|doing business as|trading as|t/a|transliterated as|and|or|et|ou|also)(?=[\s.,:;])[\s.,:;]*"
    rf"|(?:(?:in )?(?:{_LANGUAGES}|original)(?: script)?"
    r"|(?:официальное )?сокращ\w+ наименование)\s*[:–-]\s*",
    re.IGNORECASE,
)
# "X (previously listed as. In Arabic: Y)".
_LISTED_AS: Final = re.compile(r"(?:previously|formerly) listed as[\s.,:;]*", re.IGNORECASE)
_BEHIND: Final = re.compile(r"\s+[-–]\s+sub-unit name$", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")


def is_note(text: str) -> bool:
    """Tell whether a bracket only comments on a name: "previously listed as", "birth name"."""
    return _NOTE.fullmatch(text[:_LONGEST].strip(" .,;:")) is not None


def is_sentence(text: str) -> bool:
    """Tell whether a bracket is longer than any name."""
    return len(text) > _LONGEST


def says_former(text: str) -> bool:
    """Tell whether a note says that the name before it is a former one."""
    return _LISTED_AS.match(text) is not None


def is_place(text: str) -> bool:
    """Tell whether a bracket says where somebody is: "PAKISTAN", "U.K.", "LEBANON BRANCH"."""
    bare = _ARTICLE.sub("", text.replace(".", "").strip(" ,"), count=1)
    if is_usual_name(bare) or bare.casefold() in _SHORT_PLACES:
        return True
    return is_country(bare.upper()) or _BRANCH.fullmatch(bare) is not None


def is_form(text: str) -> bool:
    """Tell whether a text is a legal form or a word like it, or empty: "PVT", "OFF-SHORE"."""
    words = _WORD.findall(text.casefold().replace(".", ""))
    if "private" in words or all(word in _FORM_WORDS for word in words):
        return True
    if "".join(words) in _FORM_WORDS:
        return True
    # Many acronyms are a legal form somewhere in the world, so those are compared with ours only.
    is_acronym = len(words) == 1 and text.isascii() and text.isupper()
    return not is_acronym and _WORD.search(remove_org_types(text.casefold())) is None


def without_label(text: str) -> tuple[str, bool, bool]:
    """Return the name behind a label, whether there is a label, and whether it says "formerly".

    Example:
        without_label("f.k.a. Kestrel Works") is ("Kestrel Works", True, True)
    """
    bare = _LISTED_AS.sub("", text)
    is_former = bare != text
    label = _LABEL.match(bare)
    if label is not None:
        is_former = is_former or label["former"] is not None
        bare = bare[label.end() :]
    return _BEHIND.sub("", bare), label is not None or is_former, is_former
