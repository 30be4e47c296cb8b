"""Judging shipments again, page by page, on the basis now in force."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

import orjson

from customhouse.verdict import BasisView, Cause, Finding, Outcome
from ledger.rows import Current, OpenShipment, OutboxRow, VerdictRow
from ledger.runs.rows import Run
from worker.alerts.events import shipment_event
from worker.chores.causes import Causes
from worker.ports import BatchPublisher, BatchScreener, RunBook, RunLedger
from worker.verdicts.decided import ListingOf
from worker.verdicts.fates import hit_row, sequence_after
from worker.verdicts.judging import judge
from worker.verdicts.screener import Hits
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict
from worker.verdicts.weighing import DecisionBook, Judged, weigh_all
from worker.verdicts.wire import hits_alike, verdict_json

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
            events = [event for event, _ in changed]
            book.enqueue(events)
            book.runs.finish_page(run, numbers, screened=len(page), changed=len(events))
        self._publish(events, [now for _, now in changed])
        return len(numbers)

    def _judge(self, page: Sequence[OpenShipment], standing: Standing) -> list[Verdict]:
        hits = self._screener.screen((c for each in page for c in each.carried), standing)
        return [judge_again(each, hits, standing) for each in page]

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
        listing_of = partial(self._screener.listing, standing)
        weighed = weigh_page(book, page, verdicts, listing_of, at)
        changed: list[tuple[OutboxRow, Current]] = []
        rows: dict[int, VerdictRow] = {}
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
            row = verdict_row(before, verdict, standing, at)
            now = standing_after(before, row)
            event = self._event(before, now, standing, at)
            # Of a hit that flags nothing and came or went nobody is told; the verdict says so.
            if event is not None or is_clear:
                rows[before.shipment_no] = row
            if event is not None:
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

    def _publish(self, events: Sequence[OutboxRow], results: Sequence[Current]) -> None:
        # What a death here leaves undone, alerts and results, the relay finds in the outbox.
        self._publisher.publish(
            [self._publisher.alert(event.alert_id, event.event) for event in events], results
        )
        if events:
            self._ledger.mark_published([event.alert_id for event in events], self._now())


def judge_again(shipment: OpenShipment, hits: Hits, standing: Standing) -> Verdict:
    """Return the verdict on a shipment, before what was decided is weighed."""
    current = shipment.current
    return judge(shipment.carried, findings_of(current), hits, standing, current.key.source)


def weigh_page(
    book: DecisionBook,
    page: Sequence[OpenShipment],
    verdicts: Sequence[Verdict],
    listing_of: ListingOf,
    at: datetime,
) -> list[Verdict]:
    """Return the verdicts of shipments as they stand with what is decided by now."""
    judged = [
        Judged(key=each.current.key, content=each.current.content, verdict=verdict)
        for each, verdict in zip(page, verdicts, strict=True)
    ]
    return weigh_all(book, judged, listing_of, at)


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
        hits=tuple(hit_row(carried, hit) for carried, hit in verdict.matched),
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
