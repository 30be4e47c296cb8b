"""Reads the remarks of OFAC's legacy files: clauses separated by ";", most with a label."""

import re
from collections import defaultdict
from typing import Final

from lists.parsers.us_ofac.labels import LABELS, NUMBERS, TIES, WALLET, put
from lists.reading.building import Draft
from lists.reading.territories import is_usual_name
from screening.listing import NameKind, RelationKind

# «a.k.a. 'BNC'»: quotes mark a weak alias (OFAC FAQ 124); a name may have quotes inside.
_WEAK: Final = re.compile(r"\b[afn]\.k\.a\. '(.+)'")
# "Passport X1 (Iran) issued 2 May 2020 expires 2 May 2030"; some give a date and no number.
_TERM: Final = re.compile(r"(?:^|\s)(?:issued|expires)\s.*")
_LINKED: Final = "Linked To: "


def _by_first_word() -> dict[str, list[str]]:
    """Return the labels by their first word, each with its trailing space, the longest first."""
    found = defaultdict(list)
    for label in sorted(LABELS, key=len, reverse=True):
        found[label.partition(" ")[0]].append(f"{label} ")
    return dict(found)


_LABELS_BY_FIRST_WORD: Final = _by_first_word()


def read_remarks(draft: Draft, remarks: str) -> None:
    """Add what the remarks say, and keep them as text."""
    draft.remark(remarks)
    *clauses, last = remarks.replace("’", "'").split(";")
    for clause in clauses:
        _read(draft, clause.strip())
    _read(draft, last.strip().removesuffix("."))


def read_text_remarks(draft: Draft, remarks: str) -> None:
    """Read "Linked To" from remarks; their numbers and dates have elements of their own."""
    draft.remark(remarks)
    for clause in remarks.split(";"):
        _link(draft, clause.strip())


def _link(draft: Draft, clause: str) -> bool:
    text = clause.removeprefix("(")
    if not text.startswith(_LINKED):
        return False
    name = text.removeprefix(_LINKED)
    draft.relation(RelationKind.LINKED_TO, name.removesuffix(")") if text != clause else name)
    return True


def _read(draft: Draft, clause: str) -> None:
    clause = clause.removeprefix("alt. ")
    if _link(draft, clause):
        return
    if ".k.a. '" in clause and (weak := _WEAK.search(clause)) is not None:
        draft.name(weak[1], NameKind.WEAK_ALIAS)
        return
    label, value = _split(clause)
    if "issued under the name" in value:
        return
    if label in NUMBERS:
        put(draft, label, _TERM.sub("", value))
    elif label and (label not in TIES or is_usual_name(value)):
        put(draft, label, value)


def _split(clause: str) -> tuple[str, str]:
    """Return the label that a clause begins with, in lower case, and what follows it."""
    lower = clause.lower()
    for label in _LABELS_BY_FIRST_WORD.get(lower.partition(" ")[0], ()):
        if lower.startswith(label):
            return label.rstrip(), clause[len(label) :].strip()
    if lower.startswith(WALLET):
        currency, _, address = clause[len(WALLET) :].partition(" ")
        return WALLET + currency, address.strip()
    return "", clause
