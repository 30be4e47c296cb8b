"""The gate: no bad list comes into force."""

from typing import Final

from lists.errors import ListError
from lists.parsed import ParsedList
from lists.sources import Source

# OpenSanctions and Watchman saw whole parts vanish for days; real lists shrink by single entries.
_MAX_SHRINKAGE: Final = 0.10


def check(
    parsed: ParsedList,
    source: Source,
    last_good: int | None,
    *,
    downloaded: bool = False,
    force: bool = False,
) -> None:
    """Return if the list may come into force.

    Args:
        last_good: entries of the one in force, None if there is none.
        downloaded: it comes straight from the publisher, so it must be whole; files from disk
            may be excerpts.
        force: let it pass however small it is. An empty list never passes: against it every
            shipment would be CLEAR.

    Raises:
        ListError: it is empty, too small, or shrank more than a list does by itself.
    """
    entries = len(parsed.listings)
    if entries == 0:
        raise ListError(source.id, "", "the list has no entry; the last good one stays in force")
    if force:
        return
    if downloaded and entries < source.min_entries:
        reason = f"{entries} entries; a whole list has at least {source.min_entries}"
        raise ListError(source.id, "", f"{reason}. --force loads it all the same")
    # Your own list may lose what you took out of it.
    is_published = bool(source.urls)
    if is_published and last_good is not None and entries < last_good * (1 - _MAX_SHRINKAGE):
        reason = (
            f"{entries} entries where the one in force has {last_good}: more than "
            f"{_MAX_SHRINKAGE:.0%} gone. The one in force stays; --force loads it all the same"
        )
        raise ListError(source.id, "", reason)
