"""Every list we know, and the parser that reads it.

An entry in lists.published, a parser named here and a test with a sample add a list:
docs/adding-a-list.md.
"""

import re
from collections.abc import Iterator
from typing import Final

from lists.errors import ListError
from lists.identity import SourceId
from lists.parsers import au_dfat, un_sc
from lists.parsers.ca import sema
from lists.parsers.ch import seco
from lists.parsers.eu import annexes, fsf
from lists.parsers.ftm import entities
from lists.parsers.own import files
from lists.parsers.uk import conlist, sanctions_list
from lists.parsers.us import csl, denied_persons
from lists.parsers.us_ofac import any_format
from lists.published import PUBLISHED
from lists.reading.parsed import Parser
from lists.sources import Source

_PARSERS: Final[dict[str, Parser]] = {
    "us_ofac_sdn": any_format.parse,
    "us_ofac_cons": any_format.parse,
    "us_csl": csl.parse,
    "us_bis_dpl": denied_persons.parse,
    "un_sc": un_sc.parse,
    "eu_fsf": fsf.parse,
    "eu_annexes": annexes.parse,
    "uk_sanctions": sanctions_list.parse,
    "uk_conlist": conlist.parse,
    "ch_seco": seco.parse,
    "ca_sema": sema.parse,
    "au_dfat": au_dfat.parse,
}
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
    parser = parser_of(source)
    alike = (other for other in PUBLISHED if _PARSERS[other.id] is parser)
    return (other for other in alike if other.id != source.id)


def parser_of(source: Source) -> Parser:
    """Return what reads a source's files.

    Raises:
        ListError: nothing does.
    """
    if source.id in _PARSERS:
        return _PARSERS[source.id]
    named = _NAMED.fullmatch(source.id)
    if named is None:
        raise ListError(source.id, "", "no parser reads this list")
    return files.parse if named[1] == "own" else entities.parse
