"""The way of one batch: read → screen → ledger → publish and acknowledge → mark."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from customhouse.keys import Lane
from customhouse.verdict import Cause, Fate
from ledger.errors import BasisMovedError
from ledger.rows import (
    Current,
    DeadRow,
    EntryName,
    IntakeRow,
    OutboxRow,
    Recorded,
    ShipmentKey,
)
from worker.alerts.answers import (
    Answers,
    dead_answers,
    fresh_answers,
    redelivered_answers,
    waiting_answers,
    why_waits,
)
from worker.alerts.events import cause_record, degraded_event, shipment_event
from worker.alerts.publishing import Publication
from worker.intake.messages import Entry, Message, Newer, Received, Rejected, read_entry
from worker.ports import BatchBook, BatchLedger, BatchPublisher, BatchScreener, Quality
from worker.verdicts.fates import Disposition, dispose
from worker.verdicts.judging import judge
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict
from worker.verdicts.weighing import Judged, weigh_all


@dataclass(slots=True)
class Outgoing:
    """What a committed batch has to publish."""

    publications: list[Publication] = field(default_factory=list)
    results: list[Current] = field(default_factory=list)
    answers: Answers = field(default_factory=dict)
    alert_ids: list[str] = field(default_factory=list)
    recorded: Mapping[EntryName, Recorded] = field(default_factory=dict)


class Batch:
    """Takes entries all the way; raises only what the drain must know of."""

    def __init__(
        self,
        ledger: BatchLedger,
        screener: BatchScreener,
        publisher: BatchPublisher,
        quality: Quality,
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
        flowing, waiting = _part(messages, self._quality.judge(messages))
        outgoing = self._commit(flowing)
        self._set_waiting(waiting, outgoing)
        self._finish(lane, entries, outgoing)
        # Not before it is recorded: what is tried again and again would be counted as often.
        self._quality.note([m for m in messages if m.entry.name not in outgoing.recorded])

    def condemn(self, entry: Entry, reason: str) -> None:
        """Send an entry to the dead letters without looking at it again.

        One that is recorded keeps its fate: its worker died after the commit, and all that is
        left is to publish and to acknowledge it.
        """
        outgoing = self._commit([Rejected(entry=entry, source=None, field="", reason=reason)])
        self._finish(entry.lane, [entry], outgoing)

    def _finish(self, lane: Lane, entries: Sequence[Entry], outgoing: Outgoing) -> None:
        self._publisher.finish(
            lane, entries, outgoing.publications, outgoing.results, outgoing.answers
        )
        if outgoing.alert_ids:
            self._ledger.mark_published(outgoing.alert_ids, self._now())

    def _commit(self, messages: Sequence[Message]) -> Outgoing:
        while True:
            try:
                return self._commit_once(messages)
            except BasisMovedError:
                # A list was activated since we screened: screen again, on what is in force.
                continue

    def _commit_once(self, messages: Sequence[Message]) -> Outgoing:
        standing = self._screener.standing(self._ledger.active_basis())
        received = [message for message in messages if isinstance(message, Received)]
        rejected = [message for message in messages if isinstance(message, Rejected)]
        verdicts = self._judge(received, standing)
        at = self._now()
        outgoing = Outgoing()
        with self._ledger.batch(standing.number) as book:
            outgoing.recorded = book.recorded([message.entry.name for message in messages])
            if received:
                self._record_shipments(book, received, verdicts, standing, at=at, outgoing=outgoing)
            self._record_dead(book, rejected, at, outgoing)
        return outgoing

    def _judge(self, received: Sequence[Received], standing: Standing) -> list[Verdict]:
        carried = () if standing.unready else (c for each in received for c in each.carried)
        hits = self._screener.screen(carried, standing)
        return [
            judge(each.carried, each.findings, hits, standing, each.source) for each in received
        ]

    def _weigh(
        self,
        book: BatchBook,
        received: Sequence[Received],
        verdicts: Sequence[Verdict],
        standing: Standing,
        at: datetime,
    ) -> list[Verdict]:
        """Return the verdicts as they stand with what is decided by now."""
        judged = [
            Judged(key=each.key, content=each.content, verdict=verdict)
            for each, verdict in zip(received, verdicts, strict=True)
        ]
        return weigh_all(book, judged, partial(self._screener.listing, standing), at)

    def _record_shipments(
        self,
        book: BatchBook,
        received: Sequence[Received],
        verdicts: Sequence[Verdict],
        standing: Standing,
        *,
        at: datetime,
        outgoing: Outgoing,
    ) -> None:
        in_force = book.lock([each.key for each in received])
        verdicts = self._weigh(book, received, verdicts, standing, at)
        fresh = [
            (each, verdict)
            for each, verdict in zip(received, verdicts, strict=True)
            if each.entry.name not in outgoing.recorded
        ]
        done, in_force = _dispose_all(fresh, standing, in_force, at)
        book.add([each.row for each in done if each.row is not None])
        book.note_intake([_intake_row(each, at) for each in done])
        self._enqueue(book, _events(done, at), outgoing)
        if standing.unready is not None:
            event = degraded_event(standing.unready.text, self._screener.degradation(standing), at)
            self._enqueue(book, [event], outgoing)
        # Redelivered ones too: their worker died after the commit, so all is left to publish.
        outgoing.results += [current for current in in_force.values() if current is not None]
        outgoing.answers |= fresh_answers(done)
        outgoing.answers |= redelivered_answers(received, in_force, outgoing.recorded)

    def _record_dead(
        self,
        book: BatchBook,
        rejected: Sequence[Rejected],
        at: datetime,
        outgoing: Outgoing,
    ) -> None:
        known = outgoing.recorded
        keys = {key for m in rejected if (found := known.get(m.entry.name)) and (key := found.key)}
        in_force = book.lock(keys)
        outgoing.results += [current for current in in_force.values() if current is not None]
        outgoing.answers |= redelivered_answers(rejected, in_force, known)
        dead = [m for m in rejected if m.entry.name not in known or known[m.entry.name].key is None]
        outgoing.answers |= dead_answers(dead)
        outgoing.publications += [
            self._publisher.dead(m.entry, m.source, m.field, m.reason) for m in dead
        ]
        fresh = [message for message in dead if message.entry.name not in known]
        book.bury([_dead_row(message, at) for message in fresh])
        book.note_intake(
            [
                IntakeRow(entry=m.entry.name, fate=Fate.DEAD, key=None, revision=None, at=at)
                for m in fresh
            ]
        )

    def _enqueue(self, book: BatchBook, events: Sequence[OutboxRow], outgoing: Outgoing) -> None:
        book.enqueue(events)
        outgoing.alert_ids += [event.alert_id for event in events]
        outgoing.publications += [
            self._publisher.alert(event.alert_id, event.event) for event in events
        ]

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


def _dispose_all(
    fresh: Sequence[tuple[Received, Verdict]],
    standing: Standing,
    in_force: Mapping[ShipmentKey, Current | None],
    at: datetime,
) -> tuple[list[Disposition], dict[ShipmentKey, Current | None]]:
    """Decide in the order of the stream: one batch may hold a shipment more than once."""
    state, done = dict(in_force), []
    for received, verdict in fresh:
        disposition = dispose(received, verdict, standing, state[received.key], at)
        state[received.key] = disposition.standing
        done.append(disposition)
    return done, state


def _events(done: Sequence[Disposition], at: datetime) -> list[OutboxRow]:
    events = (
        shipment_event(each.before, each.standing, cause_of=cause_record, cause=Cause.RECORD, at=at)
        for each in done
        if each.row is not None and not each.row.superseded
    )
    return [event for event in events if event is not None]


def _intake_row(disposition: Disposition, at: datetime) -> IntakeRow:
    received = disposition.received
    return IntakeRow(
        entry=received.entry.name,
        fate=disposition.fate,
        key=received.key,
        revision=received.revision,
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
