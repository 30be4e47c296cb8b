"""One doorbell's work: drain a lane for a time slice."""

import time
from typing import Final

import redis
import structlog

from customhouse.keys import Lane
from lists.errors import ListError
from screening.errors import UnavailableError
from worker.batch import Batch
from worker.intake.messages import Entry
from worker.intake.stream import Intake
from worker.settings import Settings
from worker.verdicts.screener import OverBudgetError

log: Final = structlog.get_logger()

_BLOCK_MS: Final = 200
_CLAIM_EVERY_S: Final = 1.0
# What is never the record's fault: it waits, and nothing is counted against it. A broker that
# refuses (out of memory, read-only, loading) and a damaged list store are as little its doing.
AWAY: Final = (UnavailableError, ListError, redis.RedisError, OSError)


class Drain:
    """Reads a lane batch by batch, dead workers' records first and alone."""

    def __init__(self, intake: Intake, batch: Batch, settings: Settings) -> None:
        self._intake = intake
        self._batch = batch
        self._settings = settings
        self._claim_at = 0.0
        # Entries that are to be forgiven once the broker answers again.
        self._owed: list[Entry] = []

    def run(self, lane: Lane) -> int:
        """Work until the lane is empty (express: blocks) or the slice ends; return how many."""
        self._forgive_owed()
        deadline = time.monotonic() + self._settings.slice_s
        block_ms = _BLOCK_MS if lane is Lane.EXPRESS else None
        done = 0
        while time.monotonic() < deadline and not self._intake.is_paused(lane):
            done += self._claimed(lane, deadline)
            entries = self._intake.read(lane, self._settings.batch_size, block_ms=block_ms)
            if entries:
                self._together(lane, entries)
                done += len(entries)
            elif block_ms is None:
                break
        return done

    def _together(self, lane: Lane, entries: list[Entry]) -> None:
        try:
            self._batch.process(lane, entries)
        except AWAY:
            raise
        except OverBudgetError:
            # The others need not wait for one that takes long.
            log.warning("batch.slow", lane=lane, entries=len(entries))
            self._each_alone(entries)
        except Exception:
            # One of them is more than we can take: alone, the others come through.
            log.exception("batch.failed", lane=lane, entries=len(entries))
            self._each_alone(entries)

    def _each_alone(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._alone(entry)

    def _claimed(self, lane: Lane, deadline: float) -> int:
        if time.monotonic() < self._claim_at:
            return 0
        done = 0
        # One at a time: what is claimed together and not reached would look crashed again.
        while time.monotonic() < deadline and (claimed := self._intake.claim(lane, 1)):
            for entry in claimed:
                self._alone(entry)
                done += 1
        self._claim_at = time.monotonic() + _CLAIM_EVERY_S
        return done

    def _alone(self, entry: Entry) -> None:
        """Run one redelivered entry; only one that crashes by itself time and again is dead."""
        crashes = self._intake.begin_alone(entry)
        try:
            if crashes >= self._settings.max_crashes:
                log.error("record.condemned", entry=entry.name, crashes=crashes)
                self._batch.condemn(entry, f"crashed its worker {crashes} times, running alone")
            else:
                self._batch.process(entry.lane, [entry])
        except AWAY:
            # Not the record's doing: it does not count.
            self._owed.append(entry)
            self._forgive_owed()
            raise
        except OverBudgetError as exc:
            # It stays pending and is claimed again; what was screened of it is remembered.
            self._owed.append(entry)
            self._forgive_owed()
            self._intake.note_slow(entry)
            log.warning("record.slow", entry=entry.name, screened=exc.screened, left=exc.left)
        except Exception:
            log.exception("record.failed", entry=entry.name, crashes=crashes + 1)

    def _forgive_owed(self) -> None:
        """Take back what was counted in an outage, now or when the broker answers again."""
        try:
            while self._owed:
                self._intake.forgive(self._owed[-1])
                self._owed.pop()
        except redis.RedisError as exc:
            log.warning("record.unforgiven", entries=len(self._owed), reason=str(exc))
