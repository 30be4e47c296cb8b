"""Lists into force and out of it: from disk, from their publishers, after a refusal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from desk.errors import CommandError
from lists.errors import ListError
from lists.fetch.fetching import open_fetcher
from lists.parsers.eu import annexes
from lists.refreshing import refresh
from lists.registry import source_of, sources
from lists.store.attempts import Attempt
from lists.store.list_store import ListStore

# A file cannot always be named own:NAME or ftm:NAME.
_FAMILIES: Final = ("own_", "ftm_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """What came of loading many lists: those now in force, and why others stay as they are."""

    loaded: tuple[str, ...]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshing:
    """What came of asking a publisher.

    Attributes:
        attempt: how it ended; None: it never came so far.
        reason: why the list stays as it is; "": it is what its publisher offers.
    """

    attempt: Attempt | None = None
    reason: str = ""


def shipped_file(source: str) -> Path:
    """Return the file of a list that ships with us.

    Raises:
        CommandError: none does.
    """
    if source != "eu_annexes":
        raise CommandError(f"{source}: name its file, or the folder of its files")
    return annexes.shipped_file()


def load_folder(
    store: ListStore,
    folder: Path,
    *,
    at: datetime,
    allow_incomplete: bool = False,
    published: date | None = None,
) -> Loading:
    """Load every list of a folder at once, each named by its file: "un_sc.xml".

    Raises:
        CommandError: nothing is there.
    """
    found = list(_named(folder))
    if not found:
        raise CommandError(f"{folder}: nothing is here; name files by list: un_sc.xml")
    counted = Counter(source for source, _ in found)
    paths = {source: path for source, path in found if counted[source] == 1}
    refused = store.load_all(
        paths.items(), at=at, allow_incomplete=allow_incomplete, published=published
    )
    failed = [f"{name} is here more than once; keep one" for name in counted if name not in paths]
    failed += [f"{paths[source].name}: {exc}" for source, exc in refused.items()]
    loaded = tuple(source for source in paths if source not in refused)
    return Loading(loaded=loaded, failed=tuple(failed))


def refresh_list(store: ListStore, source: str, at: datetime) -> Refreshing:
    """Bring what a publisher offers into force; a list that cannot be had stays as it is."""
    try:
        with open_fetcher() as fetcher:
            attempt = refresh(store, source_of(source), fetcher, at=at)
    except ListError as exc:
        return Refreshing(reason=str(exc))
    except Exception as exc:  # a parser's own fault must not keep the other lists back
        return Refreshing(reason=f"{source}: {exc!r}; please report this")
    return Refreshing(
        attempt=attempt, reason="" if attempt.is_good else f"{source}: {attempt.reason}"
    )


def published_lists(store: ListStore) -> list[str]:
    """Return the lists in force that have a publisher; where none is, all that have one."""
    state = store.in_force()
    in_force = () if state is None else state.lists
    return [each.source for each in in_force if source_of(each.source).urls] or [
        found.id for found in sources() if found.urls
    ]


def drop_list(store: ListStore, source: str, *, reason: str, by: str, at: datetime) -> None:
    """Take a list out of force.

    Raises:
        CommandError: it is not in force.
    """
    if store.state(source) is None:
        raise CommandError(f"{source}: not in force; see: customhouse lists show")
    store.drop(source, reason=reason, by=by, at=at)


def _named(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what lies in a folder with the list that its name says: "un_sc.xml", "own_mine"."""
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            name = path.name.partition(".")[0]
            yield name.replace("_", ":", 1) if name.startswith(_FAMILIES) else name, path
