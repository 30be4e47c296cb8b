"""The unfinished run, brought to its end in chunks: each one transaction, none done twice."""

import contextlib
import math
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog

from ledger.errors import BasisMovedError, RunMovedError
from ledger.runs.rows import Run, Stage
from worker.alerts.runevents import finished_event
from worker.chores.causes import Causes
from worker.ports import BatchPublisher, BatchScreener, RunLedger
from worker.rescreening.difference import SnapshotStore
from worker.rescreening.judging import Judging
from worker.rescreening.kept_book import KeptBook
from worker.rescreening.matching import Matching
from worker.verdicts.screener import OverBudgetError
from worker.verdicts.standing import Standing

log: Final = structlog.get_logger()
# Between two looks whether the whole book is ready for the next run.
_LOOK_EVERY_S: Final = 300.0


class Rescreening:
    """Works on the ledger's unfinished run; where it stands is in each chunk's transaction."""

    def __init__(
        self,
        ledger: RunLedger,
        store: SnapshotStore,
        screener: BatchScreener,
        publisher: BatchPublisher,
        causes: Causes,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._screener = screener
        self._publisher = publisher
        self._now = now
        self._book = KeptBook(ledger.subjects)
        self._prepared, self._prepared_at = 0, -math.inf
        self._matching = Matching(ledger, store)
        self._judging = Judging(ledger, screener, publisher, causes, now=now)

    def run(self, slice_s: float) -> int:
        """Work for a time slice; return how many chunks were done."""
        deadline = time.monotonic() + slice_s
        steps = 0
        while time.monotonic() < deadline and self.step():
            steps += 1
        return steps

    def prepare(self, slice_s: float) -> None:
        """Make the book ready for the next run, for a time slice, while no run has work."""
        deadline = time.monotonic() + slice_s
        if self._prepared_at + _LOOK_EVERY_S > time.monotonic():
            return
        while time.monotonic() < deadline and self._ledger.runs.unfinished() is None:
            after = self._book.prepare_next(self._prepared)
            if after is None:
                self._prepared, self._prepared_at = 0, time.monotonic()
                return
            self._prepared = after

    def step(self) -> bool:
        """Do a chunk of the unfinished run; return False where there is none, or not now."""
        run = self._ledger.runs.unfinished()
        if run is None:
            return False
        standing = self._screener.standing(self._ledger.active_basis())
        if standing.basis is None or standing.unready is not None:
            return False
        # On what is in force by now; with what another process left; or with what was screened
        # remembered: the next chunk goes on.
        with contextlib.suppress(BasisMovedError, RunMovedError, OverBudgetError):
            self._step(run, standing)
        return True

    def _step(self, run: Run, standing: Standing) -> None:
        if run.basis_no != standing.number:
            # A newer basis came between the two looks, with a run of its own.
            raise BasisMovedError(run.basis_no, standing.number)
        if run.stage is Stage.MATCHING:
            self._matching.step(run, standing)
        elif run.stage is Stage.QUEUEING:
            with self._ledger.batch(standing.number) as book:
                book.runs.queue(run, self._now())
        elif not self._judging.step(run, standing):
            self._finish(run, standing)

    def _finish(self, run: Run, standing: Standing) -> None:
        at = self._now()
        event = finished_event(run, standing, at)
        with self._ledger.batch(standing.number) as book:
            book.runs.finish(run, at)
            book.enqueue([event])
        self._publisher.publish([self._publisher.alert(event.alert_id, event.event)])
        self._ledger.mark_published([event.alert_id], self._now())
        log.info(
            "rescreen.finished",
            run=run.run_no,
            basis=run.basis_no,
            parties=run.parties,
            hits=run.hits,
            shipments=run.screened,
            changed=run.changed,
        )
