"""Whether the ledger still says what was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.errors import CommandError
from ledger.ledger import Ledger
from ledger.trail.rows import ActKind
from ledger.trail.verifying import Examined
from lists.errors import ListError
from lists.identity import SnapshotId
from lists.snapshot import ListState, snapshot_of
from lists.store.list_store import ListStore
from worker.chores.auditing import HEAD_FILE, read_head


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailHealth:
    """What was looked at, and what is wrong.

    Attributes:
        head_file: whether the head of the chain was found beside the database.
        problems: in words; none: nothing was altered, removed, reordered or cut off.
    """

    examined: Examined
    head_file: bool
    problems: tuple[str, ...]


def examine_trail(
    ledger: Ledger, store: ListStore, folder: Path, heads: Sequence[tuple[int, str]]
) -> TrailHealth:
    """Look at the whole ledger, the head beside it, and the log of lists in force.

    Args:
        heads: numbers and digests of seals that somebody has noted.
    """
    try:
        beside = read_head(folder)
        wrong: list[str] = []
    except (ValueError, KeyError, TypeError):
        beside, wrong = None, [f"{HEAD_FILE} is damaged"]
    known = [*heads, *([] if beside is None else [beside])]
    examined = ledger.trail.examine(known)
    problems = [*dict.fromkeys(examined.problems), *wrong, *_against_lists(ledger, store)]
    return TrailHealth(examined=examined, head_file=beside is not None, problems=tuple(problems))


def parsed_head(text: str) -> tuple[int, str]:
    """Return the number and digest in "17:9f86d0…".

    Raises:
        CommandError: it is neither.
    """
    number, _, digest = text.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise CommandError(f"--head {text}: write a seal's number and digest: 17:9f86d0…")
    return int(number), digest.lower()


def _against_lists(ledger: Ledger, store: ListStore) -> Iterator[str]:
    """Yield where the list store says another thing than was noted of it."""
    try:
        there = {str(number): each for number, each in store.activations.numbered()}
    except ListError as exc:
        yield str(exc)
        return
    noted = ledger.trail.acts(ActKind.LISTS_ACTIVATED)
    for act in noted:
        found = there.get(act.ref)
        if found is None:
            yield f"activation {act.ref} of the list store was removed"
        elif act.at != found.at or act.data["snapshot"] != found.snapshot:
            yield f"activation {act.ref} of the list store was altered"
    yield from _against_kept(store, {act.data["snapshot"] for act in noted})


def _against_kept(store: ListStore, snapshots: set[str]) -> Iterator[str]:
    """Yield which snapshots and lists are gone or damaged, so that no verdict can be replayed."""
    states: dict[str, ListState] = {}
    for snapshot_id in sorted(snapshots):
        try:
            lists = store.snapshot(SnapshotId(snapshot_id)).lists
        except ListError as exc:
            yield str(exc)
            continue
        if lists and snapshot_of({each.source: each for each in lists}).id != snapshot_id:
            yield f"snapshot {snapshot_id} was altered"
        states |= {each.sha256: each for each in lists}
    for state in states.values():
        if not store.is_whole(state):
            yield f"list {state.source}, {state.sha256}, is gone or was altered"
