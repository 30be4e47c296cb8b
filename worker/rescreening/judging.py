"""Judging shipments again, page by page, on the basis now in force."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import orjson

from customhouse.verdict import BasisView, Cause, Finding, Outcome
from ledger.rows import Current, OpenShipment, OutboxRow, VerdictRow
from ledger.runs import Run
from worker.alerts.events import shipment_event
from worker.chores.causes import Causes
from worker.ports import BatchPublisher, BatchScreener, RunBook, RunLedger
from worker.verdicts.fates import hit_row, sequence_after
from worker.verdicts.judging import judge
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict
from worker.verdicts.wire import verdict_json

_PAGE: Final = 200


class Judging:
    """Judges the shipments that wait for a run, and tells of those whose result changed."""

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

    def step(self, run: Run, standing: Standing) -> int:
        """Judge the next shipments; return how many there were, 0: none waits any more."""
        numbers, page = self._ledger.runs.page(run, _PAGE)
        if not numbers:
            return 0
        at = self._now()
        verdicts = self._judge(page, standing)
        with self._ledger.batch(standing.number) as book:
            changed = self._record(book, page, verdicts, standing, at)
            book.enqueue([event for event, _ in changed])
            book.runs.finish_page(run, numbers, screened=len(page), changed=len(changed))
        self._publish(changed)
        return len(numbers)

    def _judge(self, page: Sequence[OpenShipment], standing: Standing) -> list[Verdict]:
        hits = self._screener.screen((c for each in page for c in each.carried), standing)
        return [judge(each.carried, findings_of(each.current), hits, standing) for each in page]

    def _record(
        self,
        book: RunBook,
        page: Sequence[OpenShipment],
        verdicts: Sequence[Verdict],
        standing: Standing,
        at: datetime,
    ) -> list[tuple[OutboxRow, Current]]:
        """Record what changed; return its events, and what is in force now."""
        in_force = book.lock([shipment.current.key for shipment in page])
        changed: list[tuple[OutboxRow, Current]] = []
        rows: dict[int, VerdictRow] = {}
        for shipment, verdict in zip(page, verdicts, strict=True):
            before = shipment.current
            if before.outcome is verdict.outcome is Outcome.CLEAR:
                continue  # nearly all are: nothing is to be told or stored
            if not _is_unchanged(before, in_force[before.key]):
                continue  # a newer record, or another process, was faster
            row = verdict_row(before, verdict, standing, at)
            now = standing_after(before, row)
            event = self._event(before, now, standing, at)
            if event is not None:
                rows[before.shipment_no] = row
                changed.append((event, now))
        book.reverdict_all(rows)
        return changed

    def _event(
        self, before: Current, now: Current, standing: Standing, at: datetime
    ) -> OutboxRow | None:
        if standing.basis is None:
            return None
        cause_of = self._causes.between(basis_of(before), standing.basis)
        return shipment_event(before, now, cause_of=cause_of, cause=Cause.LISTS_FIT, at=at)

    def _publish(self, changed: Sequence[tuple[OutboxRow, Current]]) -> None:
        # What a death here leaves undone, alerts and results, the relay finds in the outbox.
        self._publisher.publish(
            [self._publisher.alert(event.alert_id, event.event) for event, _ in changed],
            [now for _, now in changed],
        )
        if changed:
            self._ledger.mark_published([event.alert_id for event, _ in changed], self._now())


def standing_after(before: Current, row: VerdictRow) -> Current:
    """Return what is in force for a shipment once it has another verdict."""
    return replace(
        before, sequence=row.sequence, outcome=row.outcome, basis=row.basis, verdict=row.verdict
    )


def verdict_row(before: Current, verdict: Verdict, standing: Standing, at: datetime) -> VerdictRow:
    """Return the verdict as the next one of a shipment."""
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
        hits=tuple(hit_row(carried, hit) for carried, hit in verdict.hits),
    )


def _is_unchanged(shipment: Current, current: Current | None) -> bool:
    return current is not None and (current.shipment_no, current.sequence, current.closed) == (
        shipment.shipment_no,
        shipment.sequence,
        False,
    )


def findings_of(current: Current) -> tuple[Finding, ...]:
    """Return the findings of before that are about the record, which did not change."""
    found = (Finding(**each) for each in orjson.loads(current.verdict).get("findings", ()))
    return tuple(each for each in found if not each.field.startswith("basis."))


def basis_of(current: Current) -> BasisView | None:
    """Return what the verdict of before rested on; None: it says UNSCREENED."""
    fields = orjson.loads(current.verdict)
    is_screened = "basis" in fields and not fields.get("reasons")
    return BasisView.model_validate(fields["basis"]) if is_screened else None
