"""What a file has that no rule knows, and whether names may be among it."""

import re
from dataclasses import dataclass
from typing import Final

# Of the kinds of things that are counted, these hold values; others are words for a value.
_HOLDERS: Final = frozenset({"element", "field", "column", "label", "property"})
_WORD: Final = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-zà-ÿ])")
_NAME_WORDS: Final = frozenset(
    {
        "name", "names", "fullname", "lastname", "firstname", "surname", "forename", "alias",
        "aliases", "aka", "fka", "nom", "noms", "prenom", "nombre", "entity", "entityorship",
        "entite", "spelling", "variant", "pseudonym", "pseudonyme", "pseudonymes",
    }
)  # fmt: skip
# "countryName" and "name type" hold no names of the listed.
_OTHER_WORDS: Final = frozenset(
    {
        "country", "program", "programme", "regime", "city", "place", "list", "file", "type",
        "language", "quality", "strength", "authority", "publisher", "document", "number", "id",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that no rule knows; its text is kept as a remark.

    Attributes:
        what: "element LastName-NomDeFamille".
        times: how many entries have it.
        may_hold_names: names or aliases seem to be in it, so that parties would not be found.
    """

    what: str
    times: int
    may_hold_names: bool


def unread_of(what: str, times: int) -> Unread:
    """Return what was counted, with whether names seem to be in it.

    Example:
        unread_of("element akaList/akaName", 7) has may_hold_names
    """
    kind, _, path = what.partition(" ")
    last = re.split(r"[/@]", path)[-1]
    words = {word.casefold() for word in _WORD.findall(last)}
    has_names = bool(words & _NAME_WORDS) and not words & _OTHER_WORDS
    return Unread(what=what, times=times, may_hold_names=kind in _HOLDERS and has_names)
