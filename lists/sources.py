"""What we know of a published list before we read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lists.identity import SourceId
from lists.publication import DateOrder

_DAY_S: Final = 86_400
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published list and how we get it.

    Attributes:
        authority: who decides over it: "US Treasury, Office of Foreign Assets Control".
        licence: the publisher's terms, in a few words.
        sub_lists: names of its parts as the publisher writes them; the gate judges each.
        urls: file name → where it is published; empty for lists that nobody publishes.
        cadence_s: how often it is worth asking.
        max_age_s: seconds since it was last known to be current after which nothing is screened
            against it; None: it never gets too old (own lists, retired ones).
        min_entries: what a whole list at least holds; fewer are an excerpt.
        max_entries: more than this is another list; None: no other list has its format.
        file_names: how the names of its files begin, where another list has the same format.
        date_order: how the publisher writes days in figures, where it does.
        max_bytes: more than this, unpacked, is no list.
        redirect_hosts: host suffixes that a download may be sent on to.
    """

    id: SourceId
    authority: str
    title: str
    licence: str
    format: str = ""
    sub_lists: tuple[str, ...] = ()
    urls: Mapping[str, str] = field(default_factory=dict)
    cadence_s: int = _DAY_S
    max_age_s: int | None = None
    min_entries: int = 1
    max_entries: int | None = None
    file_names: tuple[str, ...] = ()
    date_order: DateOrder | None = None
    max_bytes: int = 200 * _MEGABYTE
    redirect_hosts: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether it is a list of the user's own, who may take out of it what he likes."""
        return self.id.startswith("own:")
