"""The way of one batch: validate → screen → ledger → publish and acknowledge → mark."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from customhouse.alert import Answer, Fate, Result
from customhouse.keys import Lane
from ledger.book import Book
from ledger.errors import BasisMovedError
from ledger.ledger import Ledger
from ledger.rows import Current, DeadRow, IntakeRow, OutboxRow, ShipmentKey
from worker.alerts.answers import (
    dead_answers,
    fresh_answers,
    redelivered_answers,
    waiting_answers,
    why_waits,
)
from worker.alerts.events import degraded_event, shipment_event
from worker.alerts.publishing import Publication, Publisher
from worker.intake.messages import Entry, Message, Newer, Received, Rejected, read_entry
from worker.intake.quality import SourceQuality
from worker.verdicts.fates import Disposition, dispose
from worker.verdicts.judging import Judged, judge
from worker.verdicts.results import current_result, standing_result
from worker.verdicts.screener import Screener

log: Final = structlog.get_logger()


@dataclass(slots=True)
class Outgoing:
    """What a committed batch has to publish."""

    publications: list[Publication] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    alert_ids: list[str] = field(default_factory=list)


class Batch:
    """Takes entries all the way; raises only what the drain must know of."""

    def __init__(
        self,
        ledger: Ledger,
        screener: Screener,
        publisher: Publisher,
        quality: SourceQuality,
        *,
        now: Callable[[], datetime],
        margin: timedelta,
    ) -> None:
        self._ledger = ledger
        self._screener = screener
        self._publisher = publisher
        self._quality = quality
        self._now = now
        self._margin = margin

    def process(self, lane: Lane, entries: Sequence[Entry]) -> None:
        """Screen, record and publish the entries, and acknowledge them.

        Raises:
            UnavailableError: the ledger is away; the entries stay pending.
        """
        messages = [read_entry(entry, self._margin) for entry in entries]
        paused = self._quality.observe(messages)
        flowing, waiting = _part(messages, paused)
        outgoing = self._commit(flowing)
        self._set_waiting(waiting, outgoing)
        self._finish(lane, entries, outgoing)
        self._ledger.mark_published(outgoing.alert_ids, self._now())

    def condemn(self, entry: Entry, reason: str) -> None:
        """Send an entry to the dead letters without looking at it again."""
        outgoing = self._commit([Rejected(entry=entry, source=None, field="", reason=reason)])
        self._finish(entry.lane, [entry], outgoing)

    def _finish(self, lane: Lane, entries: Sequence[Entry], outgoing: Outgoing) -> None:
        self._publisher.finish(
            lane, entries, outgoing.publications, outgoing.results, outgoing.answers
        )

    def _commit(self, messages: Sequence[Message]) -> Outgoing:
        while True:
            try:
                return self._commit_once(messages)
            except BasisMovedError:
                # A list was activated since we screened: screen again, on what is in force.
                continue

    def _commit_once(self, messages: Sequence[Message]) -> Outgoing:
        basis = self._ledger.active_basis()
        self._screener.take(basis)
        unready = self._screener.why_unready()
        view = self._screener.basis_view()
        received = [message for message in messages if isinstance(message, Received)]
        if unready is None:
            self._screener.prepare(each for message in received for each in message.carried)
        judged = [judge(message, self._screener, view, unready) for message in received]
        rejected = [message for message in messages if isinstance(message, Rejected)]
        at = self._now()
        outgoing = Outgoing()
        with self._ledger.batch(None if basis is None else basis.number) as book:
            recorded = book.recorded([message.entry.name for message in messages])
            self._record_shipments(book, judged, recorded, at, outgoing)
            self._record_dead(book, rejected, recorded, at, outgoing)
            if unready is not None and judged:
                event = degraded_event(unready, self._screener.degradation(), at)
                _enqueue(book, [event], self._publisher, outgoing)
        return outgoing

    def _record_shipments(
        self,
        book: Book,
        judged: Sequence[Judged],
        recorded: Mapping[str, Fate],
        at: datetime,
        outgoing: Outgoing,
    ) -> None:
        known = book.lock([found.key for found in judged])
        fresh = [found for found in judged if found.received.entry.name not in recorded]
        done = _dispose_all(book, fresh, known, at)
        book.add([d.row for d in done if d.row is not None and d.becomes_current])
        for d in done:
            if d.row is not None and not d.becomes_current:
                book.add_superseded(d.row)
        book.note_intake([_intake_row(d, at) for d in done])
        _enqueue(book, _events(done, at), self._publisher, outgoing)
        # Redelivered ones too: their worker died after the commit, so all is left to publish.
        standing = book.lock([found.key for found in judged])
        outgoing.results += _standing_results(standing, done)
        outgoing.answers |= fresh_answers(done)
        outgoing.answers |= redelivered_answers(judged, standing, recorded)

    def _record_dead(
        self,
        book: Book,
        rejected: Sequence[Rejected],
        recorded: Mapping[str, Fate],
        at: datetime,
        outgoing: Outgoing,
    ) -> None:
        outgoing.answers |= dead_answers(rejected)
        for message in rejected:
            outgoing.publications.append(
                self._publisher.dead(message.entry, message.source, message.field, message.reason)
            )
        fresh = [message for message in rejected if message.entry.name not in recorded]
        book.bury([_dead_row(message, at) for message in fresh])
        book.note_intake(
            [
                IntakeRow(entry=m.entry.name, fate=Fate.DEAD, key=None, revision=None, at=at)
                for m in fresh
            ]
        )

    def _set_waiting(self, waiting: Sequence[Message], outgoing: Outgoing) -> None:
        outgoing.answers |= waiting_answers(waiting)
        outgoing.publications += [
            self._publisher.waiting(message.entry, message.source, *why_waits(message))
            for message in waiting
        ]


def _part(messages: Sequence[Message], paused: set[str]) -> tuple[list[Message], list[Message]]:
    flowing: list[Message] = []
    waiting: list[Message] = []
    for message in messages:
        waits = isinstance(message, Newer) or message.source in paused
        (waiting if waits else flowing).append(message)
    return flowing, waiting


def _standing_results(
    standing: Mapping[ShipmentKey, Current | None], done: Sequence[Disposition]
) -> list[Result]:
    # What was just recorded need not be read back from its JSON.
    views = {d.judged.key: d.view for d in done if d.becomes_current}
    return [
        standing_result(views[key], current.shipment_no)
        if key in views
        else current_result(current)
        for key, current in standing.items()
        if current is not None
    ]


def _dispose_all(
    book: Book,
    judged: Sequence[Judged],
    known: dict[ShipmentKey, Current | None],
    at: datetime,
) -> list[Disposition]:
    """Decide in the order of the stream: one batch may hold a shipment more than once."""
    state = dict(known)
    turns: dict[tuple[ShipmentKey, int, str], int] = {}
    done = []
    for found in judged:
        received = found.received
        identity = (found.key, received.revision, received.content)
        if identity not in turns:
            is_new = known[found.key] is None
            turns[identity] = 0 if is_new else book.turn(*identity)
        disposition = dispose(found, state[found.key], turns[identity], at)
        if disposition.row is not None:
            turns[identity] += 1
            if disposition.becomes_current:
                state[found.key] = _as_current(disposition)
        done.append(disposition)
    return done


def _events(done: Sequence[Disposition], at: datetime) -> list[OutboxRow]:
    events = (
        shipment_event(d.before, d.view, turn=d.row.turn, at=at)
        for d in done
        if d.row is not None and d.becomes_current
    )
    return [event for event in events if event is not None]


def _as_current(disposition: Disposition) -> Current:
    row = disposition.row
    assert row is not None  # noqa: S101  (becomes_current implies a row)
    return Current(
        shipment_no=0,
        revision=row.revision,
        content=row.content,
        outcome=row.outcome,
        view=row.view,
        closed=False,
    )


def _enqueue(
    book: Book, events: Sequence[OutboxRow], publisher: Publisher, outgoing: Outgoing
) -> None:
    book.enqueue(events)
    outgoing.alert_ids += [event.alert_id for event in events]
    outgoing.publications += [publisher.alert(event.alert_id, event.event) for event in events]


def _intake_row(disposition: Disposition, at: datetime) -> IntakeRow:
    judged = disposition.judged
    return IntakeRow(
        entry=judged.received.entry.name,
        fate=disposition.fate,
        key=judged.key,
        revision=judged.received.revision,
        at=at,
    )


def _dead_row(message: Rejected, at: datetime) -> DeadRow:
    return DeadRow(
        entry=message.entry.name,
        reason=message.reason,
        field=message.field,
        source=message.source,
        raw=message.entry.raw,
        at=at,
    )
