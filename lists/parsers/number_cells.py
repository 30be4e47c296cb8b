"""Numbers of a cell that holds numbers and little else, each with the scheme that its label names.

Labels and numbers are glued together, labels stand before or behind, or one for several numbers:

    TIN: 9703077050OGRN: 1227700133792Central Bank licence - 3542    tax, ogrn
    INN/KPP 7707083893/773601001                                     inn, kpp
    (УНН/ИНН): 190950894 (Belarus), 7704734000/770301001 (Russia)    tax, inn, kpp
    9709056472 - Russia INN                                          inn

What a label calls an activity, a licence or a date is no number of anybody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lists.reading.territories import is_usual_name

# Characters; what is longer is a narrative.
_LONGEST: Final = 500
# Scheme → its labels; "" is what identifies nobody. The finer label of two is the one that fits.
_LABELS: Final = {
    "inn": r"INN|ИНН",
    "ogrn": r"OGRN(?:IP)?|PSRN|ОГРН(?:ИП)?",
    "kpp": r"KPP|КПП",
    "okpo": r"OKPO|ОКПО|Government Gazette",
    "lei": r"LEI|Legal Entity (?:Identifier|Number)",
    "uscc": r"USCC|Unified Social Credit",
    "edrpou": r"USREOU|EDRPOU|ЕДРПОУ",
    "imo_company": r"IMO Company",
    "imo": r"IMO",
    "vat": r"VAT",
    "tax": r"TIN|Tax(?:payer)?|UNP|УНН|УНП|Fiscal|NIT|RUC",
    "bic": r"SWIFT|BIC",
    "registration": (
        r"SRN|BIN|BRN?|CRN?|UEN|Regist\w+|Reg|Company|Business|Trade|Commercial|Enterprise"
        r"|Organi[sz]ation"
    ),
    "": r"OKVED|OKTMO|OKATO|OKOPF|OKFS|Licen[cs]e|Permit|ICP|SPARK|BIK|dated|phone|tel|fax",
}
_LABEL: Final = re.compile(
    "|".join(
        rf"(?<![^\W_])(?P<s{number}>{words})(?![^\W_])"
        for number, words in enumerate(_LABELS.values())
    ),
    re.IGNORECASE,
)
_SCHEMES: Final = tuple(_LABELS)
# How many letters and digits a number of a scheme has.
_LENGTHS: Final = {
    "inn": (10, 12), "ogrn": (13, 15), "kpp": (9,), "okpo": (8, 10), "lei": (20,), "uscc": (18,),
    "edrpou": (7, 8), "imo": (7,), "imo_company": (7,), "bic": (8, 11),
}  # fmt: skip
_NUMBER: Final = re.compile(
    r"(?<![^\W_])(?:(?:HR[AB]|(?!ID|NO)[A-Z]{2}) )?"
    r"(?=[A-Z/-]*\d)[A-Z\d]+(?:[/-][A-Z\d]+)*[a-z]?(?![^\W_])"
)
_LEAST_DIGITS: Final = 3
# "9703077050OGRN:": a word begins right behind a number, or a number right behind its label.
_GLUED: Final = re.compile(
    r"(?<=\d)(?=[^\W\d_]{3,}(?![^\W_]))|(?<=\bINN|\bKPP|\bTIN|\bSRN|\bIMO)(?=\d)"
    r"|(?<=\bOGRN)(?=\d)"
)
_COUNTRY: Final = re.compile(r"\s*\(([^()]*)\)")
# What stands beside a number that has no label before it: "(China Organisation code)", "- TIN".
_ASIDE: Final = re.compile(r"\s*(?:\(([^()]*)\)|[–-]([^,;.(]*))")
_BIC: Final = re.compile(r"\b(?:SWIFT(?:/BI[CN])?|BIC)[: ]+([A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)\b")


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number with its scheme; country as written, where it stands behind the number."""

    scheme: str
    value: str
    country: str | None = None


def cell_numbers(text: str, scheme: str) -> list[CellNumber] | None:
    """Return the numbers of a cell, None where it has no label that is known.

    Args:
        scheme: of numbers without a label.
    """
    spaced = _GLUED.sub(" ", text)
    if len(text) > _LONGEST or _LABEL.search(spaced) is None:
        return None
    codes = [CellNumber("bic", code) for code in _BIC.findall(spaced)]
    return codes + [number for number in _numbers(spaced, scheme) if number.scheme]


def _numbers(text: str, scheme: str) -> Iterator[CellNumber]:
    found = [n for n in _NUMBER.finditer(text) if sum(map(str.isdigit, n[0])) >= _LEAST_DIGITS]
    starts = [*(number.start() for number in found[1:]), len(text)]
    said, read = [scheme], 0
    for number, end in zip(found, starts, strict=False):
        before, behind = _labels(text[read : number.start()]), text[number.end() : end]
        aside, taken = ([], 0) if before else _aside(number[0], behind, is_last=end == len(text))
        said, read = before or aside or said, number.end() + taken
        named = _COUNTRY.match(behind)
        country = named[1] if named is not None and is_usual_name(named[1]) else None
        for each, value in _told_apart(number[0], said):
            yield CellNumber(each, value, country)


def _aside(number: str, behind: str, *, is_last: bool) -> tuple[list[str], int]:
    """Return the labels behind a number, and how much of the text they take."""
    found = _ASIDE.match(behind)
    labels = _labels(found[1] or found[2] or "") if found is not None else []
    # A dash may as well stand before the label of the next number.
    is_its_own = is_last or any(_fits(number, each) for each in labels)
    if found is None or not labels or not (found[1] or is_its_own):
        return [], 0
    return labels, found.end()


def _labels(text: str) -> list[str]:
    """Return the schemes of the labels in a text, in their order."""
    return [_SCHEMES[int((found.lastgroup or "s0")[1:])] for found in _LABEL.finditer(text)]


def _told_apart(number: str, said: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the numbers of "7707083893/773601001"; another slash is a part of the number."""
    parts = number.split("/")
    if len(parts) == 1 or not all(_fits(part, "inn") or _fits(part, "kpp") for part in parts):
        yield _scheme(number, said), number
        return
    before = ""
    for part in parts:
        # Nine digits behind an INN are the reason for its registration.
        before = "kpp" if before == "inn" and _fits(part, "kpp") else _scheme(part, said)
        yield before, part


def _scheme(number: str, said: list[str]) -> str:
    """Return which of the labels before a number it fits; the last one where it fits none."""
    if said[-1] == "":
        return ""
    exact = [each for each in said if _fits(number, each)]
    rough = [each for each in said if each and each not in _LENGTHS]
    return next(iter([*exact, *rough]), said[-1])


def _fits(number: str, scheme: str) -> bool:
    return len(number) in _LENGTHS.get(scheme, ())
