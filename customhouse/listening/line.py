"""The order in which a subscriber's alerts are handed over: pure, the clock is passed in."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final

from customhouse.listening.consumer import Event

# An alert that was handed over so often, and never acked, lets the others go first.
PATIENCE: Final = 3
# Then it comes again after 1, 2, 4 … seconds, and after this many at most.
_LONGEST_S: Final = 60.0


class Line:
    """Alerts that were given to us and wait to be handed over.

    What failed is the first again, so that the order is kept; from its third failure on it waits
    for its time, and only when nothing else is ready.
    """

    def __init__(self) -> None:
        self._ready: deque[Event] = deque()
        self._later: dict[str, Event] = {}
        self._due: dict[str, float] = {}

    def __contains__(self, entry: object) -> bool:
        return entry in self._later or any(event.entry == entry for event in self._ready)

    def begin(self, events: Iterable[Event], attempts: Mapping[str, int], *, now: float) -> None:
        """Line up anew what is unfinished, in the order of the stream.

        Args:
            attempts: how often each was handed over before, by its entry; absent: never.
        """
        self._ready.clear()
        self._later.clear()
        for event in events:
            if attempts.get(event.entry, 0) < PATIENCE:
                self._ready.append(event)
            else:
                self._later[event.entry] = event
                self._due.setdefault(event.entry, now)

    def add(self, events: Iterable[Event]) -> None:
        """Put fresh alerts at the end."""
        self._ready.extend(events)

    def fail(self, event: Event, *, attempt: int, now: float) -> None:
        """Take back an alert whose handling failed at this attempt, the first being 1."""
        if attempt < PATIENCE:
            self._ready.appendleft(event)
            return
        self._later[event.entry] = event
        self._due[event.entry] = now + min(2.0 ** (attempt - PATIENCE), _LONGEST_S)

    def next_ready(self) -> Event | None:
        """Return the first that need not wait, and take it out."""
        return self._ready.popleft() if self._ready else None

    def next_due(self, *, now: float) -> Event | None:
        """Return one that waited its time, and take it out."""
        entry = min(self._later, key=self._due.__getitem__, default=None)
        if entry is None or self._due[entry] > now:
            return None
        return self._later.pop(entry)

    def wait_s(self, *, now: float) -> float | None:
        """Return the seconds until the next one is due; None: nothing waits."""
        due = min((self._due[entry] for entry in self._later), default=None)
        return None if due is None else max(0.0, due - now)

    def forget(self, entry: str) -> None:
        """Take a finished alert out, wherever it stands."""
        self._due.pop(entry, None)
        self._later.pop(entry, None)
        # Who decides on a failed one finds it put back already.
        self._ready = deque(event for event in self._ready if event.entry != entry)
