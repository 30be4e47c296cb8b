"""`customhouse receipt` and `customhouse replay`: what a verdict was made of, computed again."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from customhouse.receipt import Receipt, ReceiptList
from desk.cli.against import time_words
from desk.cli.compiling import reading_lists
from desk.cli.decisions.telling import print_decision
from desk.cli.hits import by_entity, effect_words, print_hits
from desk.cli.located import located
from desk.cli.printing import JsonOption, print_json, print_labelled, print_line, print_warning
from desk.cli.telling import record_lines, subject_words
from desk.errors import CommandError
from desk.service.opening import open_ledger
from desk.service.place import Place
from desk.shipments.receipts import receipt_bytes, receipts_of, replay_receipt
from desk.wording import age_words
from worker.receipts.replaying import Replay

# What a program that calls `replay` tells one end from another by; 0: the verdict is the same.
OTHER_ENGINE: Final = 3
DIFFERS: Final = 4


@located
def receipt(  # noqa: PLR0917  typer passes options by name
    place: Place,
    shipment_id: Annotated[str, typer.Argument(help="The id that its source gave it.")],
    source: Annotated[str | None, typer.Option(help="Only the shipment of this source.")] = None,
    revision: Annotated[
        int | None, typer.Option(min=0, help="The last verdict on this revision.")
    ] = None,
    sequence: Annotated[
        int | None, typer.Option(min=1, help="This verdict of its history; see status --json.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a verdict was made of: record, lists, policy, engine, hits and decisions."""
    with open_ledger(place) as ledger:
        found = receipts_of(
            ledger, place.settings, shipment_id, source=source, revision=revision, sequence=sequence
        )
    if as_json and len(found) > 1:
        known = ", ".join(each.source for each in found)
        raise CommandError(f"{shipment_id} is of more than one source; add --source: {known}")
    for each in found:
        if as_json:
            print_json(each.model_dump(mode="json", exclude_none=True))
        else:
            _show(each)


@located
def replay(
    place: Place,
    file: Annotated[str, typer.Argument(metavar="RECEIPT", help="A file, or - for stdin.")],
    as_json: JsonOption = False,
) -> None:
    """Compute a verdict again from its receipt and the kept lists, and compare.

    Exit code 0: the same; 3: the engine is another version; 4: it differs; 1: it cannot be done.
    """
    data = sys.stdin.buffer.read() if file == "-" else receipt_bytes(Path(file))
    with reading_lists():
        said, found = replay_receipt(data, place.settings)
    if as_json:
        print_json(_as_data(said, found))
    else:
        for line in _replay_lines(said, found):
            print_line(line)
    if not found.is_same_engine:
        raise typer.Exit(OTHER_ENGINE)
    if found.differences:
        raise typer.Exit(DIFFERS)


def _show(found: Receipt) -> None:
    print_line(f"receipt of {found.shipment_id}: {found.outcome}", "bold")
    superseded = ", superseded" if found.superseded else ""
    which = f"revision {found.revision}, verdict {found.sequence}{superseded}"
    print_labelled("source", f"{found.source}, {which}")
    print_labelled("content", found.content)
    print_labelled("recorded", time_words(found.recorded_at))
    print_labelled("judged", time_words(found.judged_at))
    _show_basis(found)
    for reason in found.reasons:
        print_labelled("reason", f"{reason.text} ({reason.code})")
        print_decision(reason.decision, 12)
    for group in by_entity(found.hits, (hit.subject.ref for hit in found.hits)):
        print_hits(subject_words(group[0].subject), group, mark=effect_words(group))
        for hit in group:
            print_decision(hit.decision, 10)
    if not found.hits:
        print_labelled("hits", "none")
    for finding in found.findings:
        print_labelled("finding", f"{finding.field}: {finding.reason}")
    for place, line in enumerate(record_lines(found.input)):
        print_labelled("" if place else "record", line)


def _show_basis(found: Receipt) -> None:
    basis = found.basis
    if basis is None:
        print_labelled("basis", "nothing was in force")
        return
    print_labelled("basis", f"{basis.number}, in force since {time_words(basis.activated_at)}")
    print_labelled("snapshot", basis.snapshot)
    for each in basis.lists:
        print_labelled("list", _list_words(each))
    if not basis.lists:
        print_warning("the list store has lost this snapshot: the verdict cannot be replayed")
    version = ""
    if found.policy is not None and found.policy.version is not None:
        version = f", version {found.policy.version}"
    print_labelled("policy", f"{basis.policy}{version}")
    if found.policy is None:
        print_warning("this policy was not kept: the verdict cannot be replayed")
    print_labelled("engine", basis.engine)


def _list_words(found: ReceiptList) -> str:
    age = "age unknown" if found.age_s is None else f"{age_words(found.age_s)} old"
    said = [found.source, f"{found.entries:,} entries", age, f"sha256 {found.sha256}"]
    said += [f"published {found.published}"] if found.published else []
    said += ["incomplete"] if found.incomplete else []
    said += ["excerpt"] if found.excerpt else []
    said += [f"accepted: {found.accepted}"] if found.accepted else []
    return ", ".join(said)


def _replay_lines(said: Receipt, found: Replay) -> Iterator[str]:
    where = f"{said.shipment_id}, verdict {said.sequence}"
    if not found.is_same_engine:
        yield (
            f"{where}: the engine is another version, {found.engine} here and {found.engine_then} "
            "then; the verdict can be computed again only with the service of that version"
        )
        yield f"with engine {found.engine} it is {found.outcome}:"
    if not found.was_screened and not found.differences:
        yield f"{where}: identical; nothing was screened then, for the reason it gives"
    elif not found.differences:
        hits = f"{len(said.hits)} {'hit' if len(said.hits) == 1 else 'hits'}"
        yield f"{where}: identical, {found.outcome} with {hits}"
    else:
        count = len(found.differences)
        yield f"{where}: differs in {count} {'point' if count == 1 else 'points'}"
        yield from (f"  {line}" for line in found.differences)


def _as_data(said: Receipt, found: Replay) -> dict[str, Any]:
    return {
        "shipment_id": said.shipment_id,
        "sequence": said.sequence,
        "identical": not found.differences,
        "same_engine": found.is_same_engine,
        "engine": found.engine,
        "engine_then": found.engine_then,
        "outcome": found.outcome,
        "outcome_then": said.outcome,
        "differences": found.differences,
    }
