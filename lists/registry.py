"""Every list we know, and the parser that reads it.

An entry in lists.published, a parser named here and a test with a sample add a list:
docs/adding-a-list.md.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Final

from lists.errors import ListError
from lists.identity import SourceId
from lists.published import PUBLISHED
from lists.reading.parsed import Parser
from lists.sources import Source

# Modules, each with a function `parse`. A parser is imported when its list is read: who only asks
# which lists there are, or matches a name, waits for none of them.
_PARSERS: Final = {
    "us_ofac_sdn": "us_ofac.any_format",
    "us_ofac_cons": "us_ofac.any_format",
    "us_csl": "us.csl",
    "us_bis_dpl": "us.denied_persons",
    "un_sc": "un_sc",
    "eu_fsf": "eu.fsf",
    "eu_annexes": "eu.annexes",
    "uk_sanctions": "uk.sanctions_list",
    "uk_conlist": "uk.conlist",
    "ch_seco": "ch.seco",
    "ca_sema": "ca.sema",
    "au_dfat": "au_dfat",
}
_OF_FAMILIES: Final = {"own": "own.files", "ftm": "ftm.entities"}
_BY_ID: Final[dict[str, Source]] = {source.id: source for source in PUBLISHED}
_NAMED: Final = re.compile(r"(own|ftm):[a-z0-9][a-z0-9_-]{0,39}")


def sources() -> Iterator[Source]:
    """Yield the published lists in the order of their register."""
    return iter(PUBLISHED)


def source_of(source_id: str) -> Source:
    """Return the source of an id; "own:NAME" and "ftm:NAME" make one.

    Raises:
        ListError: no such source.
    """
    if source_id in _BY_ID:
        return _BY_ID[source_id]
    named = _NAMED.fullmatch(source_id)
    if named is not None and named[1] == "own":
        return Source(id=SourceId(source_id), authority="you", title="own list", licence="yours")
    if named is not None:
        return Source(
            id=SourceId(source_id),
            authority="the data's publisher",
            title="FollowTheMoney entities",
            licence="the publisher's; OpenSanctions asks for one where the use is commercial",
            format="entities.ftm.json, entities.delta.json",
        )
    known = ", ".join([*_BY_ID, "own:NAME", "ftm:NAME (a-z, 0-9, _ and -)"])
    raise ListError(source_id, "", f"unknown list; use one of {known}")


def look_alikes(source: Source) -> Iterator[Source]:
    """Yield the other published lists whose files have the same format as this one's."""
    parser = _PARSERS.get(source.id)
    alike = (other for other in PUBLISHED if _PARSERS[other.id] == parser)
    return (other for other in alike if other.id != source.id)


def parser_of(source: Source) -> Parser:
    """Return what reads a source's files.

    Raises:
        ListError: nothing does.
    """
    named = _NAMED.fullmatch(source.id)
    module = _PARSERS.get(source.id) or (_OF_FAMILIES[named[1]] if named else None)
    if module is None:
        raise ListError(source.id, "", "no parser reads this list")
    parse: Parser = import_module(f"lists.parsers.{module}").parse
    return parse
