"""Why a score is what it is: one frozen class for each kind of evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from screening.listing import NameKind


class How(StrEnum):
    """In which way two words match."""

    EXACT = "exact"
    TRANSLITERATION = "transliteration"
    TRANSLATION = "translation"
    SPELLING = "spelling"
    PHONETIC = "phonetic"
    INITIAL = "initial"
    LEGAL_FORM = "legal form"
    JOINED = "joined"
    # The asked word is the beginning of the listed one, where a form cut the name.
    CUT = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedWords:
    """Words of the name asked and the words of the listed name that they match.

    Attributes:
        asked, listed: one word, or several that are one word on the other side; in Latin letters.
        asked_in_script, listed_in_script: the same in its own letters, where it is written in
            Arabic, Hebrew or an East Asian script and is not translated: "华为".
        similarity: 0..1, rounded to three decimals.
    """

    asked: str
    listed: str
    how: How
    similarity: float
    asked_in_script: str = ""
    listed_in_script: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEvidence:
    """A name that matches a listed name, and what is known besides.

    Attributes:
        only_asked, only_listed: words that match nothing on the other side.
        supports, contradicts: short phrases: "country RU agrees".
        logit: what each feature of the names and each fact adds, in nats; their sum is the logit
            of the score.
    """

    parts: tuple[MatchedWords, ...]
    only_asked: tuple[str, ...]
    only_listed: tuple[str, ...]
    name_kind: NameKind
    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    logit: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEvidence:
    """A number that names its bearer and is equal on both sides.

    Attributes:
        number: scheme and value: "INN 0276999999".
        name_score: how alike the nearest names are, 0..1; None: the subject has no name.
    """

    number: str
    name_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressEvidence:
    """An address of the subject that is itself what is listed.

    Attributes:
        address: as the record writes it.
        agreement: how much of it is equal: "the same street, number and city".
    """

    address: str
    agreement: str


Evidence = NameEvidence | NumberEvidence | AddressEvidence
