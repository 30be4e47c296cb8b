"""`customhouse lists diff`, `snapshots` and `history`: what changed on the lists, and when."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Final

import typer

from desk.cli.located import located
from desk.cli.printing import JsonOption, print_indented, print_json, print_line
from desk.lists.changes import activations_of, differences, events_of, sides_of
from desk.service.place import Place
from lists.differing.diff import Difference, DifferenceKind
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
    sides = sides_of(place.settings, before, after)
    found = differences(ListStore(place.settings.lists_dir), sides)
    if as_json:
        changes = [_as_data(each) for each in found]
        counts = Counter(each["change"] for each in changes)
        summary = {kind.value: counts[kind.value] for kind in DifferenceKind}
        named = {"before": sides.before.id, "after": sides.after.id}
        print_json({**named, **summary, "changes": changes})
        return
    _print_differences(found)


@located
def snapshots(place: Place, as_json: JsonOption = False) -> None:
    """Show what came into force when, the newest last."""
    rows = activations_of(ListStore(place.settings.lists_dir))
    if as_json:
        print_json(
            [
                {
                    "at": each.at,
                    "snapshot": each.snapshot,
                    "lists": {state.source: state.sha256 for state in snapshot.lists},
                    "drop": each.drop,
                }
                for each, snapshot in rows
            ]
        )
        return
    for each, snapshot in rows:
        print_line(f"{each.at:%Y-%m-%d %H:%M:%S} UTC  {each.snapshot}", "bold")
        print_indented(_versions(snapshot), 4)
        if each.drop is not None:
            said = f"{each.drop.source} was dropped by {each.drop.by}: {each.drop.reason}"
            print_indented(said, 4, "yellow")


@located
def history(
    place: Place,
    listing: Annotated[str, typer.Argument(help="A listing's id: us_ofac_sdn:7157.")],
    as_json: JsonOption = False,
) -> None:
    """Show when a listing came, changed and went."""
    events = events_of(ListStore(place.settings.lists_dir), listing)
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
                print_indented(f"{field.field:13} {sign} {value}", 4)


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
