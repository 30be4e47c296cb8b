"""`customhouse lists diff`, `snapshots` and `history`: what changed on the lists, and when."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Final

import typer

from desk.errors import CommandError
from desk.finding import Place, located
from desk.inforce import snapshot_in_force
from desk.printing import print_json, print_line, print_table
from lists.differing.diff import Difference, DifferenceKind, compare_snapshots
from lists.history import find_snapshot, history_of
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore

_SIGNS: Final = {
    DifferenceKind.ADDED: "+",
    DifferenceKind.CHANGED: "~",
    DifferenceKind.REMOVED: "-",
}
_STYLES: Final = {
    DifferenceKind.ADDED: "green",
    DifferenceKind.CHANGED: "yellow",
    DifferenceKind.REMOVED: "red",
}
_NAMED: Final = "A snapshot's id, a date, or SOURCE@ before a date or the list's hash."

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON value.")]


@located
def diff(
    place: Place,
    before: Annotated[
        str | None, typer.Argument(help=f"{_NAMED} Default: the snapshot before.")
    ] = None,
    after: Annotated[
        str | None, typer.Argument(help="Likewise. Default: what is in force.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what was added (+), changed (~) and removed (-) between two snapshots or versions."""
    store = place.store()
    old, new = _sides(place, before, after)
    found = compare_snapshots(old, new, store.lines)
    if as_json:
        changes = [_as_data(each) for each in found]
        counts = Counter(each["change"] for each in changes)
        summary = {kind.value: counts[kind.value] for kind in DifferenceKind}
        print_json({"before": old.id, "after": new.id, **summary, "changes": changes})
        return
    _print_differences(found)


@located
def snapshots(place: Place, as_json: JsonOption = False) -> None:
    """Show what came into force when, the newest last."""
    store = place.store()
    rows = [(activation, store.snapshot(activation.snapshot)) for activation in store.activations]
    if as_json:
        print_json(
            [
                {
                    "at": each.at,
                    "snapshot": each.snapshot,
                    "lists": {s.source: s.sha256 for s in snapshot.lists},
                    "drop": each.drop,
                }
                for each, snapshot in rows
            ]
        )
        return
    shown = [
        (f"{each.at:%Y-%m-%d %H:%M:%S}", each.snapshot, _versions(snapshot))
        for each, snapshot in rows
    ]
    print_table("", ("in force since (UTC)", "snapshot", "lists"), shown)
    for drop, at in ((each.drop, each.at) for each, _ in rows):
        if drop is not None:
            said = f"{drop.source} was dropped by {drop.by}: {drop.reason}"
            print_line(f"{at:%Y-%m-%d %H:%M} UTC: {said}", "yellow")


@located
def history(
    place: Place,
    listing: Annotated[str, typer.Argument(help="A listing's id: us_ofac_sdn:7157.")],
    as_json: JsonOption = False,
) -> None:
    """Show when a listing came, changed and went."""
    events = list(history_of(place.store(), listing))
    if not events:
        raise CommandError(f"{listing} never was in force; see: customhouse lists search NAME")
    if as_json:
        print_json(
            [
                {"at": e.activation.at, "snapshot": e.activation.snapshot, **_as_data(e.difference)}
                for e in events
            ]
        )
        return
    for event in events:
        print_line(f"{event.activation.at:%Y-%m-%d %H:%M} UTC, {event.activation.snapshot}")
        _print_difference(event.difference)


def _sides(place: Place, before: str | None, after: str | None) -> tuple[Snapshot, Snapshot]:
    """Return the two sides; where one is a single list, the other is its version of that list."""
    store = place.store()
    new = snapshot_in_force(place) if after is None else find_snapshot(store, after)
    old = _previous(store) if before is None else find_snapshot(store, before)
    single = {name.rpartition("@")[0] for name in (before or "", after or "") if "@" in name}
    if len(single) > 1:
        raise CommandError(f"{before} and {after} are two lists; compare versions of one")
    return (_only(old, single), _only(new, single)) if single else (old, new)


def _only(snapshot: Snapshot, sources: set[str]) -> Snapshot:
    lists = tuple(state for state in snapshot.lists if state.source in sources)
    return Snapshot(id=snapshot.id, lists=lists)


def _previous(store: ListStore) -> Snapshot:
    activations = list(store.activations)
    if len(activations) < 2:
        raise CommandError("there is no snapshot before this one; see: customhouse lists snapshots")
    return store.snapshot(activations[-2].snapshot)


def _print_differences(found: Iterable[Difference]) -> None:
    counts: Counter[tuple[str, DifferenceKind]] = Counter()
    harmless: Counter[str] = Counter()
    for each in found:
        _print_difference(each)
        counts[each.listing.source, each.kind] += 1
        harmless[each.listing.source] += not each.can_alter_results
    for source in sorted({source for source, _ in counts}):
        added, changed, removed = (counts[source, each] for each in DifferenceKind)
        said = f"{source}: +{added:,} -{removed:,} ~{changed:,}"
        print_line(f"{said}; {harmless[source]:,} of them cannot alter a result", "bold")
    if not counts:
        print_line("no difference", "green")


def _print_difference(found: Difference) -> None:
    listing = found.listing
    said = f"{_SIGNS[found.kind]} {listing.id}  {listing.primary_name}"
    if found.kind is DifferenceKind.CHANGED and not found.can_alter_results:
        said += "  (cannot alter a result)"
    print_line(said, _STYLES[found.kind])
    for field in found.fields:
        for sign, values in (("-", field.removed), ("+", field.added)):
            for value in values:
                print_line(f"    {field.field:13} {sign} {value}")


def _as_data(found: Difference) -> dict[str, Any]:
    data: dict[str, Any] = {
        "change": found.kind,
        "id": found.listing.id,
        "name": found.listing.primary_name,
        "can_alter_results": found.can_alter_results,
    }
    if found.fields:
        data["fields"] = {
            each.field: {"removed": each.removed, "added": each.added} for each in found.fields
        }
    return data


def _versions(snapshot: Snapshot) -> str:
    return ", ".join(f"{state.source}@{state.sha256[:10]}" for state in snapshot.lists) or "none"
