"""What one decision reads and writes: everything in a single transaction."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select, tuple_

from customhouse.alert import EventType
from ledger.book import Book
from ledger.database import chunked
from ledger.decisions import licences, reading, recording
from ledger.decisions.rows import (
    Decision,
    DecisionRow,
    Ending,
    Licence,
    LicenceRow,
    Signature,
)
from ledger.decisions.tables import WATCHED
from ledger.history import receipt
from ledger.postbox import event_of
from ledger.reading import current
from ledger.rows import Carried, Current, Fingerprint, OutboxRow, ShipmentKey
from ledger.runs.reading import carried_by, is_open
from ledger.schema import carries, head, outbox, subject
from ledger.verdicts import current_of, current_shipments

_ALERTS: Final = tuple(
    kind.value
    for kind in (EventType.FLAGGED, EventType.CHANGED, EventType.CLEARED, EventType.UNSCREENED)
)


class DecisionsRead:
    """What there is to read of alerts, decisions and licences."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def alert(self, alert_id: str) -> OutboxRow | None:
        """Return an event of a shipment by its id."""
        query = select(outbox).where(outbox.c.alert_id == alert_id, outbox.c.type.in_(_ALERTS))
        row = self._connection.execute(query).one_or_none()
        return None if row is None else event_of(row)

    def alerts_of(self, key: ShipmentKey) -> list[OutboxRow]:
        """Return the alerts of a shipment, the newest first."""
        return self.alerts_of_all([key])[key]

    def alerts_of_all(self, keys: Collection[ShipmentKey]) -> dict[ShipmentKey, list[OutboxRow]]:
        """Return the alerts of each shipment, the newest first."""
        found: dict[ShipmentKey, list[OutboxRow]] = {key: [] for key in keys}
        named = tuple_(outbox.c.shipment_id, outbox.c.source)
        for part in chunked(sorted(found)):
            pairs = [(key.shipment_id, key.source) for key in part]
            query = select(outbox).where(named.in_(pairs), outbox.c.type.in_(_ALERTS))
            for row in self._connection.execute(query.order_by(outbox.c.outbox_no.desc())):
                found[ShipmentKey(source=row.source, shipment_id=row.shipment_id)].append(
                    event_of(row)
                )
        return found

    def in_force(self, keys: Collection[ShipmentKey]) -> dict[ShipmentKey, Current]:
        """Return what is in force for those shipments that have a verdict."""
        return current(self._connection, keys)

    def decisions_on(
        self, name_keys: Collection[str], keys: Collection[ShipmentKey]
    ) -> list[Decision]:
        """Return what was decided on parties of these names, and on reasons of these shipments."""
        return reading.decisions_on(self._connection, name_keys, keys)

    def decision(self, number: int) -> Decision | None:
        """Return a decision by its number."""
        return reading.decision_of(self._connection, number)

    def given_together(self, number: int) -> list[Decision]:
        """Return the decisions that were given together, of which this is the first."""
        return reading.given_together(self._connection, number)

    def of_shipment(self, key: ShipmentKey) -> list[Decision]:
        """Return all decisions that were given on a shipment."""
        return reading.of_shipment(self._connection, key)

    def waiting(self, limit: int) -> list[Decision]:
        """Return the decisions that wait for a second person, the oldest first."""
        return reading.waiting(self._connection, limit)

    def newest(self, limit: int, before: int | None = None) -> list[Decision]:
        """Return the newest decisions, the newest first."""
        return reading.newest(self._connection, limit, before)

    def expired(self, at: datetime, limit: int) -> list[Decision]:
        """Return decisions whose time is over, and whose end nobody has noted yet."""
        return reading.expired(self._connection, at, limit)

    def assignees(self, alert_ids: Collection[str]) -> dict[str, str]:
        """Return who has each of those alerts that somebody has."""
        return reading.assignees(self._connection, alert_ids)

    def licences(self, number: str | None = None) -> list[Licence]:
        """Return the licences, or the one of a number, in the order in which they came."""
        return licences.licences(self._connection, number)

    def watched(self) -> list[tuple[Current, bytes]]:
        """Return what is watched without a shipment, each with its record."""
        query = current_shipments().where(head.c.source == WATCHED, head.c.closed_at.is_(None))
        rows = self._connection.execute(query.order_by(head.c.shipment_id)).all()
        return [(current_of(row), receipt(self._connection, row.shipment_no)) for row in rows]

    def carried(self, shipment_nos: Iterable[int]) -> dict[int, list[Carried]]:
        """Return the subjects of each shipment."""
        return carried_by(self._connection, list(shipment_nos))


class DecidingBook(Book, DecisionsRead):
    """The open transaction of a decision; `Ledger.deciding` makes it."""

    def concerned(
        self, fingerprints: Collection[Fingerprint], own: ShipmentKey, at: datetime
    ) -> list[Current]:
        """Return the shipments on which a decision may change something, locked against others.

        They carry one of the subjects, have a verdict that says more than CLEAR, and are open;
        the decision's own shipment is among them in any case.
        """
        keys = {own} | {
            ShipmentKey(source=row.source, shipment_id=row.shipment_id)
            for part in chunked(sorted(fingerprints))
            for row in self._connection.execute(
                select(head.c.source, head.c.shipment_id)
                .join(carries, carries.c.shipment_no == head.c.shipment_no)
                .join(subject, subject.c.subject_no == carries.c.subject_no)
                .where(subject.c.fingerprint.in_(part), head.c.verdict_no.is_not(None))
                .where(is_open(at))
            )
        }
        # One call, in one order: as batches do it.
        held = self.lock(sorted(keys))
        return [found for key in sorted(held) if (found := held[key]) is not None]

    def decide(self, rows: Sequence[DecisionRow]) -> list[int]:
        """Record decisions that are given together, and return their numbers."""
        return recording.record(self._connection, rows)

    def confirm(self, number: int, signed: Signature) -> None:
        """Record that a second person has confirmed a decision."""
        recording.confirm(self._connection, number, signed)

    def end(self, number: int, why: Ending, signed: Signature) -> None:
        """Record that a decision has come to its end."""
        recording.end(self._connection, number, why, signed)

    def assign(self, alert_id: str, assignee: str, signed: Signature) -> None:
        """Record who has an alert from now on; "" is nobody."""
        recording.assign(self._connection, alert_id, assignee, signed)

    def add_licence(self, row: LicenceRow) -> None:
        """Put a licence in the register; its number must be new."""
        licences.add_licence(self._connection, row)
