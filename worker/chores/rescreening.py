"""Screening open shipments again, page by page, on the basis now in force."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

import orjson
import structlog

from customhouse.verdict import BasisView, Cause, Finding, Outcome
from ledger.errors import BasisMovedError
from ledger.rows import Current, OpenShipment, OutboxRow, Run, VerdictRow
from worker.alerts.events import shipment_event
from worker.chores.causes import Causes
from worker.ports import BatchBook, BatchPublisher, BatchScreener, RunLedger
from worker.verdicts.fates import hit_row, sequence_after
from worker.verdicts.judging import judge
from worker.verdicts.screener import OverBudgetError
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict
from worker.verdicts.weighing import Judged, weigh_all
from worker.verdicts.wire import hits_alike, verdict_json

_PAGE: Final = 200
log: Final = structlog.get_logger()


class Rescreening:
    """Works on the ledger's unfinished run; its cursor is in each page's transaction."""

    def __init__(
        self,
        ledger: RunLedger,
        screener: BatchScreener,
        publisher: BatchPublisher,
        causes: Causes,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._screener = screener
        self._publisher = publisher
        self._causes = causes
        self._now = now

    def run(self, slice_s: float) -> int:
        """Work for a time slice; return how many shipments were screened again."""
        deadline = time.monotonic() + slice_s
        screened = 0
        while time.monotonic() < deadline and (run := self._ledger.unfinished_run()) is not None:
            try:
                done = self._page(run)
            except (BasisMovedError, OverBudgetError):
                # On what is in force by now; or what was screened is remembered, the rest follows.
                continue
            if done is None:
                break
            screened += done
        return screened

    def _page(self, run: Run) -> int | None:
        """Screen one page; None: not now."""
        standing = self._screener.standing(self._ledger.active_basis())
        if standing.basis is None or standing.unready is not None:
            return None
        at = self._now()
        # A run of an older basis has nothing to say any more: the newer one has its own run.
        stale = run.basis_no != standing.number
        page = [] if stale else self._ledger.page(run, at, _PAGE)
        verdicts = self._judge(page, standing)
        with self._ledger.batch(standing.number) as book:
            changed = self._record(book, page, verdicts, standing, at)
            events = [event for event, _ in changed if event is not None]
            book.enqueue(events)
            book.advance(
                run.run_no,
                cursor=page[-1].current.shipment_no if page else run.cursor,
                screened=len(page),
                changed=len(events),
                finished=not page,
                at=at,
            )
        self._publish(events, [now for _, now in changed])
        if not page:
            log.info("rescreen.finished", run=run.run_no, basis=run.basis_no, abandoned=stale)
        return len(page)

    def _judge(self, page: Sequence[OpenShipment], standing: Standing) -> list[Verdict]:
        hits = self._screener.screen((c for each in page for c in each.carried), standing)
        return [
            judge(each.carried, _findings(each.current), hits, standing, each.current.key.source)
            for each in page
        ]

    def _weigh(
        self,
        book: BatchBook,
        page: Sequence[OpenShipment],
        verdicts: Sequence[Verdict],
        standing: Standing,
        at: datetime,
    ) -> list[Verdict]:
        """Return the verdicts as they stand with what is decided by now."""
        judged = [
            Judged(key=each.current.key, content=each.current.content, verdict=verdict)
            for each, verdict in zip(page, verdicts, strict=True)
        ]
        return weigh_all(book, judged, partial(self._screener.listing, standing), at)

    def _record(
        self,
        book: BatchBook,
        page: Sequence[OpenShipment],
        verdicts: Sequence[Verdict],
        standing: Standing,
        at: datetime,
    ) -> list[tuple[OutboxRow | None, Current]]:
        """Record what changed; return its events, and what is in force now."""
        in_force = book.lock([shipment.current.key for shipment in page])
        weighed = self._weigh(book, page, verdicts, standing, at)
        changed: list[tuple[OutboxRow | None, Current]] = []
        for shipment, verdict in zip(page, weighed, strict=True):
            # As it is now: a decision may have been made since the page was read.
            before = in_force[shipment.current.key]
            if before is None or before.closed:
                continue
            if before.shipment_no != shipment.current.shipment_no:
                continue  # a newer record was faster, and is screened on what is in force
            is_clear = before.outcome is verdict.outcome is Outcome.CLEAR
            if is_clear and hits_alike(before.verdict, verdict):
                continue  # nearly all are: nothing is to be told or stored
            row = _verdict_row(before, verdict, standing, at)
            now = replace(
                before, sequence=row.sequence, outcome=row.outcome, basis=row.basis,
                verdict=row.verdict,
            )  # fmt: skip
            event = self._event(before, now, standing, at)
            # Of a hit that flags nothing and came or went nobody is told; the verdict says so.
            if event is not None or is_clear:
                book.reverdict(before.shipment_no, row)
            if event is not None:
                changed.append((event, now))
        return changed

    def _event(
        self, before: Current, now: Current, standing: Standing, at: datetime
    ) -> OutboxRow | None:
        if standing.basis is None:
            return None
        cause_of = self._causes.between(_basis_of(before), standing.basis)
        return shipment_event(before, now, cause_of=cause_of, cause=Cause.LISTS_FIT, at=at)

    def _publish(self, events: Sequence[OutboxRow], results: Sequence[Current]) -> None:
        # What a death here leaves undone, alerts and results, the relay finds in the outbox.
        self._publisher.publish(
            [self._publisher.alert(event.alert_id, event.event) for event in events], results
        )
        if events:
            self._ledger.mark_published([event.alert_id for event in events], self._now())


def _verdict_row(before: Current, verdict: Verdict, standing: Standing, at: datetime) -> VerdictRow:
    sequence = sequence_after(before)
    body = verdict_json(
        verdict,
        standing,
        before.key,
        sequence=sequence,
        revision=before.revision,
        content=before.content,
    )
    return VerdictRow(
        sequence=sequence,
        basis=standing.number or 0,
        outcome=verdict.outcome,
        verdict=body,
        at=at,
        is_plain=verdict.is_plain,
        is_due=verdict.is_due,
        hits=tuple(hit_row(carried, hit) for carried, hit in verdict.matched),
    )


def _findings(current: Current) -> tuple[Finding, ...]:
    """Return the findings of before that are about the record, which did not change."""
    found = (Finding(**each) for each in orjson.loads(current.verdict).get("findings", ()))
    return tuple(each for each in found if not each.field.startswith("basis."))


def _basis_of(current: Current) -> BasisView | None:
    """Return what the verdict of before rested on; None: it says UNSCREENED."""
    fields = orjson.loads(current.verdict)
    is_screened = "basis" in fields and not fields.get("reasons")
    return BasisView.model_validate(fields["basis"]) if is_screened else None
