"""The gate: no bad list comes into force."""

from typing import Final

from lists.errors import ListError
from lists.parsed import ParsedList
from lists.sources import Source

# OpenSanctions and Watchman saw whole parts vanish for days; real lists shrink by single entries.
_MAX_SHRINKAGE: Final = 0.10


def check(parsed: ParsedList, source: Source, last_good: int | None) -> None:
    """Return if the list may come into force.

    Args:
        last_good: entries of the one in force, None if there is none.

    Raises:
        ListError: it is empty, or shrank more than a list does by itself.
    """
    entries = len(parsed.listings)
    if entries == 0:
        raise ListError(source.id, "", "the list has no entry; the last good one stays in force")
    # Your own list may lose what you took out of it.
    is_published = bool(source.urls)
    if is_published and last_good is not None and entries < last_good * (1 - _MAX_SHRINKAGE):
        reason = (
            f"{entries} entries where the one in force has {last_good}: more than "
            f"{_MAX_SHRINKAGE:.0%} gone. The one in force stays; --force loads it all the same"
        )
        raise ListError(source.id, "", reason)
