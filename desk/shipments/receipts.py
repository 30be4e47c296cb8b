"""Receipts of verdicts: which one is meant, and what comes of computing it again."""

from pathlib import Path

from pydantic import ValidationError

from customhouse.receipt import Receipt
from desk.errors import CommandError
from ledger.judged import Judged
from ledger.ledger import Ledger
from lists.store.list_store import ListStore
from worker.receipts.making import make_receipt
from worker.receipts.replaying import Replay, replay
from worker.settings import Settings

_MOST_BYTES = 16_000_000


def receipts_of(
    ledger: Ledger,
    settings: Settings,
    shipment_id: str,
    *,
    source: str | None,
    revision: int | None,
    sequence: int | None,
) -> list[Receipt]:
    """Return the receipt of a shipment's verdict, one for each source that knows the id.

    Args:
        revision: of the record; its last verdict is meant. None: the one in force.
        sequence: place of the verdict in the shipment's history, as `status` shows it.

    Raises:
        CommandError: there is no such verdict.
    """
    store = ListStore(settings.lists_dir)
    found = []
    for current in ledger.status(shipment_id, source):
        verdicts = ledger.judged(current.key)
        if sequence is not None:
            chosen = [each for each in verdicts if each.sequence == sequence]
        elif revision is not None:
            chosen = [each for each in verdicts if each.revision == revision]
        else:
            chosen = [each for each in verdicts if each.shipment_no == current.shipment_no]
        found += [make_receipt(ledger, store, chosen[-1])] if chosen else []
        missing = None if chosen else verdicts
        if missing is not None:
            raise _no_verdict(shipment_id, missing, revision, sequence)
    if not found:
        of = "" if source is None else f" of {source}"
        raise CommandError(f"shipment {shipment_id}{of}: the ledger does not know it")
    return found


def replay_receipt(data: bytes, settings: Settings) -> tuple[Receipt, Replay]:
    """Return a receipt, and what comes of computing its verdict again from the kept lists.

    Raises:
        CommandError: it is no receipt.
    """
    receipt = _read(data)
    return receipt, replay(receipt, ListStore(settings.lists_dir))


def receipt_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        CommandError: it is far too large for a receipt.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise CommandError(f"{path}: larger than 16 MB; that is no receipt")
    return path.read_bytes()


def _read(data: bytes) -> Receipt:
    try:
        return Receipt.model_validate_json(data)
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise CommandError(
            f"this is no receipt ({reason}); make one: customhouse receipt ID --json"
        ) from exc


def _no_verdict(
    shipment_id: str, verdicts: list[Judged], revision: int | None, sequence: int | None
) -> CommandError:
    if sequence is not None:
        there = ", ".join(str(each.sequence) for each in verdicts)
        return CommandError(f"shipment {shipment_id}: no verdict {sequence}; there are {there}")
    there = ", ".join(map(str, sorted({each.revision for each in verdicts})))
    return CommandError(f"shipment {shipment_id}: no revision {revision}; there are {there}")
