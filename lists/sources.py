"""Who publishes what, where, and how old it may get."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lists.errors import ListError

_DAY_S: Final = 86_400
_EXPORTS: Final = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published list and how we get it.

    Attributes:
        urls: file name → where it is published; empty for own lists.
        cadence_s: how often it is worth asking.
        max_age_s: seconds since the last good load after which nothing is screened against it;
            None: it never gets too old (own lists).
        min_entries: what a download must at least hold; files from disk may be excerpts.
        redirect_hosts: host suffixes that a download may be sent on to.
    """

    id: str
    authority: str
    title: str
    licence: str
    urls: Mapping[str, str] = field(default_factory=dict)
    cadence_s: int = _DAY_S
    max_age_s: int | None = None
    min_entries: int = 1
    redirect_hosts: tuple[str, ...] = ()


SOURCES: Final = {
    "us_ofac_sdn": Source(
        id="us_ofac_sdn",
        authority="US Treasury, Office of Foreign Assets Control",
        title="Specially Designated Nationals and Blocked Persons List",
        licence="a work of the US Government",
        urls={
            name: f"{_EXPORTS}/{name.upper()}"
            for name in ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
        },
        cadence_s=2 * 3600,
        # OFAC publishes several times a week; a week without a good load means it is broken.
        max_age_s=7 * _DAY_S,
        min_entries=8_000,
        redirect_hosts=("treas.gov", "treasury.gov", "amazonaws.com"),
    ),
}

_OWN: Final = re.compile(r"own:[a-z0-9][a-z0-9_-]{0,39}")


def source_of(source_id: str) -> Source:
    """Return the source of an id; "own:NAME" makes one.

    Raises:
        ListError: no such source.
    """
    found = SOURCES.get(source_id)
    if found is not None:
        return found
    if _OWN.fullmatch(source_id):
        return Source(id=source_id, authority="you", title="own list", licence="yours")
    known = ", ".join([*SOURCES, "own:NAME (a-z, 0-9, _ and -)"])
    raise ListError(source_id, "", f"unknown list; use one of {known}")
