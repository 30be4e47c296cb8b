"""The alerts of one group for one consumer, handed over until they are acked."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from customhouse.alert import Alert
from customhouse.errors import UnreachableError
from customhouse.listening.consumer import Consumer, Event
from customhouse.listening.delivery import Delivery
from customhouse.listening.line import Line

T = TypeVar("T")

# One read waits so long at most, so that a deadline or an alert that is due is noticed.
_BLOCK_S: Final = 1.0
_LOOK_FOR_STRANDED_S: Final = 60.0
_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 5.0


class Subscription(Iterable[Alert]):
    """Alerts of one group, for one consumer.

    In the simple form an alert is acked when the loop asks for the next one:

        for alert in client.subscribe("compliance", "desk-1"):
            handle(alert)

    A body that raises, a `break`, Ctrl-C or a process that dies leave the alert in hand unacked.
    The loop that follows, over this object or in the next process under the same group and
    consumer, begins with it; what comes twice has the same `id`. An alert that failed three times
    lets the others go first and comes again once a minute or more often. Nothing is acked unseen:
    what cannot be read raises UndecodableError with the entry's id, for ack() or set_aside().

    deliveries() hands over one by one, and each is acked by a `with` block of its own. It is the
    form for who goes on after an error, leaves by `break`, or works on several at once.

    A server that goes away is waited for; no alert is lost by that.
    """

    def __init__(self, consumer: Consumer, *, block_s: float | None, patience_s: float) -> None:
        self._consumer = consumer
        self._block_s = block_s
        self._patience_s = patience_s
        self._line = Line()
        self._in_hand: dict[str, tuple[Event, int]] = {}
        self._looked_for_stranded = -_LOOK_FOR_STRANDED_S
        # Tried once: a wrong address should be told at once.
        consumer.ensure_group()

    def __iter__(self) -> Iterator[Alert]:
        for delivery in self.deliveries():
            yield delivery.alert
            # Only who asks for the next one comes here: neither an exception nor a break does.
            delivery.ack()

    def deliveries(self) -> Iterator[Delivery]:
        """Yield alerts that the caller acks, first what was left unfinished.

        A delivery whose `with` block failed comes again. One that is neither acked nor put back
        stays in the caller's hands, and comes again when a new loop begins.

        Raises:
            UnreachableError: the server stayed away longer than we wait for it.
            RefusedError: the server says no.
        """
        for entry in tuple(self._in_hand):
            self.put_back(entry)
        self._patiently(self._begin)
        while (event := self._next()) is not None:
            yield self._handed_over(event)

    def ack(self, entry: str) -> None:
        """Say that an alert is handled, by the id of its entry."""
        self._patiently(lambda: self._consumer.ack(entry))
        self._finish(entry)

    def set_aside(self, entry: str) -> None:
        """Give an alert up: it is acked, and a copy stands on the stream `aside:GROUP`."""
        self._patiently(lambda: self._consumer.set_aside(entry))
        self._finish(entry)

    def put_back(self, entry: str) -> None:
        """Say that handling an alert failed: it is handed over again."""
        if (held := self._in_hand.pop(entry, None)) is not None:
            event, attempt = held
            self._line.fail(event, attempt=attempt, now=time.monotonic())

    def _handed_over(self, event: Event) -> Delivery:
        # Counted before the body runs, so that a body that kills the process counts too.
        attempt = self._patiently(lambda: self._consumer.count_attempt(event.entry))
        self._in_hand[event.entry] = event, attempt
        return Delivery(event, attempt=attempt, keeper=self)

    def _finish(self, entry: str) -> None:
        self._in_hand.pop(entry, None)
        self._line.forget(entry)

    def _begin(self) -> None:
        """Line up what the server knows to be unfinished, but for what is in hand."""
        self._consumer.ensure_group()
        unfinished, attempts = self._consumer.unfinished(), self._consumer.attempts()
        left = [event for event in unfinished if event.entry not in self._in_hand]
        self._line.begin(left, attempts, now=time.monotonic())

    def _next(self) -> Event | None:
        """Return the next alert to hand over; None after so many quiet seconds."""
        until = None if self._block_s is None else time.monotonic() + self._block_s
        while (event := self._line.next_ready()) is None:
            self._line.add(self._read(until))
            now = time.monotonic()
            event = self._line.next_ready() or self._line.next_due(now=now)
            if event is not None or (until is not None and now >= until):
                return event
        return event

    def _read(self, until: float | None) -> list[Event]:
        now = time.monotonic()
        waits = [_BLOCK_S, self._line.wait_s(now=now), None if until is None else until - now]
        block_ms = int(1000 * min(wait for wait in waits if wait is not None))
        try:
            return self._consumer.fresh(block_ms=block_ms) or self._stranded(now)
        except UnreachableError:
            # The answer that broke off may have given us alerts: they are among the unfinished.
            self._patiently(self._begin)
            return []

    def _stranded(self, now: float) -> list[Event]:
        if now - self._looked_for_stranded < _LOOK_FOR_STRANDED_S:
            return []
        self._looked_for_stranded = now
        found = self._consumer.stranded()
        return [event for event in found if not self._has(event)]

    def _has(self, event: Event) -> bool:
        return event.entry in self._in_hand or event.entry in self._line

    def _patiently(self, ask: Callable[[], T]) -> T:
        """Return what is asked for, asking again with growing pauses while nobody answers."""
        until, pause_s = None, _FIRST_PAUSE_S
        while True:
            try:
                return ask()
            except UnreachableError:
                now = time.monotonic()
                until = now + self._patience_s if until is None else until
                if now >= until:
                    raise
            time.sleep(min(pause_s, until - now))
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
