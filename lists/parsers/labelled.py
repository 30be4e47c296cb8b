"""Labelled numbers in a cell that holds little else.

The strict rules for narratives (remark_numbers) come first. The rules here are looser: a label may
be vague or stand behind its number. In a narrative they would pick up the numbers of other
parties: "his passport no. 7", "Russian TIN - 7831000122".
"""

import re
from collections.abc import Iterator
from typing import Final

from lists.parsers.remark_numbers import narrative_numbers
from screening.facts.schemes import scheme_name

_LABELS: Final = (
    r"INN|OGRN(?:IP)?|KPP|USREOU(?: code)?|Unified Social Credit Code"
    r"|IMO(?:\) Ship| Identification| Company)?(?: number| no)?"
    r"|Tax Identification Number|Taxpayer (?:number|no)|Tax (?:number|ID(?: no)?)|TIN"
    r"|National Tax Number|(?:Company|Business) (?:registration|identification) (?:number|no)"
    r"|(?:State |Main |Primary )?(?:state )?registration number|Commercial register number"
    r"|Trade register number|Registration (?:number|no)|SRN|SWIFT(?:/BIC)?"
    r"|Passport(?: number| no)?"
    r"|National (?:identification|identity)(?: card)?(?: number| no)?|National ID(?: number| no)?"
)
_SCHEMES: Final = {
    "tin": "tax",
    "nationaltaxnumber": "tax",
    "taxpayernumber": "tax",
    "taxpayerno": "tax",
    "imoidentificationnumber": "imo",
    "imoshipno": "imo",
    "srn": "registration",
    "companyidentificationnumber": "registration",
    "companyidentificationno": "registration",
    "businessidentificationnumber": "registration",
    "businessidentificationno": "registration",
    "stateregistrationnumber": "registration",
    "mainstateregistrationnumber": "registration",
    "primarystateregistrationnumber": "registration",
    "commercialregisternumber": "registration",
    "traderegisternumber": "registration",
}
_BEFORE: Final = re.compile(
    rf"\b({_LABELS})\b[.:\s–-]{{1,6}}((?!INN|KPP|TIN)[A-Z]{{0,3}}[ -]?\d[\dA-Z/-]{{3,24}})\b",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(r"\b(\d{8,15})\s*[(–-]\s*(?:Russian? )?(INN|OGRN|TIN|KPP)\b")


def labelled_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield (scheme, number) for each number of a text that stands beside its label, once."""
    found = {number: scheme for scheme, number in narrative_numbers(text)}
    for label, number in _BEFORE.findall(text):
        found.setdefault(number, _scheme(label))
    for number, label in _BEHIND.findall(text):
        found.setdefault(number, _scheme(label))
    yield from ((scheme, number) for number, scheme in found.items())


def _scheme(label: str) -> str:
    plain = "".join(char for char in label.lower() if char.isalnum())
    if plain.startswith("national") and plain not in _SCHEMES:
        return "national_id"
    return _SCHEMES.get(plain) or scheme_name(label)
