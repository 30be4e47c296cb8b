"""Putting people and vessels on record, listing them, and taking them off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from customhouse.client import Client
from customhouse.keys import Lane
from customhouse.reading import CheckedRecord, check_fields
from customhouse.verdict import ShipmentView
from desk.errors import CommandError
from desk.watching.watched import Watched, as_what_of, record_of
from ledger.decisions.tables import WATCHED
from ledger.ledger import Ledger
from ledger.rows import Current, ShipmentKey


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedState:
    """Somebody who is watched, as they stand now."""

    id: str
    as_what: str
    name: str
    outcome: str
    since: datetime
    view: ShipmentView


def put_on_record(
    ledger: Ledger, client: Client, book: Sequence[Watched], timeout_s: float
) -> tuple[list[str], int]:
    """Submit those who are new or have changed; return their ids, and how many stay as they are.

    Raises:
        CommandError: one of them names nobody.
        InvalidRecordError: one of them can never be screened as it is.
    """
    keys = {_key(each.id) for each in book}
    known = ledger.current(keys)
    fresh = list(_fresh(book, known))
    accepted = client.submit_many(iter(fresh), lane=Lane.BULK, timeout=timeout_s)
    return [each.shipment_id for each in accepted], len(book) - len(fresh)


def watched_of(ledger: Ledger) -> list[WatchedState]:
    """Return who is watched, by id."""
    with ledger.decisions() as read:
        found = read.watched()
    return [_state(current, receipt) for current, receipt in found]


def take_off(ledger: Ledger, watched_id: str, at: datetime) -> None:
    """Stop watching somebody; what was found and decided stays in the ledger.

    Raises:
        CommandError: nobody of that id is watched.
    """
    if not ledger.close(watched_id, WATCHED, at):
        raise CommandError(f"{watched_id} is not watched; see: customhouse monitor list")


def _fresh(book: Iterable[Watched], known: dict[ShipmentKey, Current]) -> Iterator[CheckedRecord]:
    for each in book:
        before = known.get(_key(each.id))
        if before is None:
            yield check_fields(record_of(each, 0))
            continue
        as_it_is = check_fields(record_of(each, before.revision))
        if before.closed or as_it_is.content != before.content:
            yield check_fields(record_of(each, before.revision + 1))


def _key(watched_id: str) -> ShipmentKey:
    return ShipmentKey(source=WATCHED, shipment_id=watched_id)


def _state(current: Current, receipt: bytes) -> WatchedState:
    record = orjson.loads(receipt)
    view = ShipmentView.model_validate_json(current.verdict)
    return WatchedState(
        id=current.key.shipment_id,
        as_what=as_what_of(record),
        name=record["parties"][0]["names"][0]["text"],
        outcome=view.outcome,
        since=current.recorded_at,
        view=view,
    )
