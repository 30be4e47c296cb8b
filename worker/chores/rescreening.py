"""Screening open shipments again, page by page, on the basis now in force."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from customhouse.alert import BasisView, Outcome, Result, ShipmentView, SubjectRef
from ledger.book import Book
from ledger.errors import BasisMovedError
from ledger.ledger import Ledger
from ledger.rows import Current, HitRow, OpenShipment, OutboxRow, Run
from worker.alerts.events import shipment_event
from worker.alerts.publishing import Publisher
from worker.intake.subjects import Carried, read_subject
from worker.verdicts.judging import find_hits, hit_row
from worker.verdicts.results import standing_result
from worker.verdicts.screener import Screener, view_hit

_PAGE: Final = 200
log: Final = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Fresh:
    """A shipment's verdict before, and on the basis now in force."""

    before: ShipmentView
    view: ShipmentView
    hits: tuple[HitRow, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a page has to publish of one shipment."""

    event: OutboxRow
    result: Result


class Rescreening:
    """Works on the ledger's unfinished run; its cursor is in each page's transaction."""

    def __init__(
        self,
        ledger: Ledger,
        screener: Screener,
        publisher: Publisher,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._screener = screener
        self._publisher = publisher
        self._now = now

    def run(self, slice_s: float) -> int:
        """Work for a time slice; return how many shipments were screened again."""
        deadline = time.monotonic() + slice_s
        screened = 0
        while time.monotonic() < deadline and (run := self._ledger.unfinished_run()) is not None:
            try:
                done = self._page(run)
            except BasisMovedError:
                continue
            if done is None:
                break
            screened += done
        return screened

    def _page(self, run: Run) -> int | None:
        """Screen one page; None: not now."""
        basis = self._ledger.active_basis()
        self._screener.take(basis)
        if basis is None or self._screener.why_unready() is not None:
            return None
        at = self._now()
        # A run of an older basis has nothing to say any more: the newer one has its own run.
        stale = run.basis_no != basis.number
        page = [] if stale else self._ledger.page(run, at, _PAGE)
        view = self._screener.basis_view()
        fresh = [self._verdict(shipment, view) for shipment in page]
        with self._ledger.batch(basis.number) as book:
            changes = self._record(book, page, fresh, at)
            book.enqueue([change.event for change in changes])
            book.advance(
                run.run_no,
                cursor=page[-1].shipment_no if page else run.cursor,
                screened=len(page),
                changed=len(changes),
                finished=not page,
                at=at,
            )
        self._publish(changes)
        if not page:
            log.info("rescreen.finished", run=run.run_no, basis=run.basis_no, abandoned=stale)
        return len(page)

    def _verdict(self, shipment: OpenShipment, basis: BasisView | None) -> Fresh:
        carried = tuple(_carried(shipment))
        hits = find_hits(carried, self._screener)
        before = _view_before(shipment)
        view = before.model_copy(
            update={
                "outcome": Outcome.FLAGGED if hits else Outcome.CLEAR,
                "basis": basis,
                "hits": tuple(view_hit(hit, subject.ref) for subject, hit in hits),
                "reason": None,
            }
        )
        return Fresh(before, view, tuple(hit_row(subject, hit) for subject, hit in hits))

    def _record(
        self, book: Book, page: Sequence[OpenShipment], fresh: Sequence[Fresh], at: datetime
    ) -> list[Change]:
        known = book.lock([shipment.key for shipment in page])
        changes = []
        for shipment, found in zip(page, fresh, strict=True):
            if not _is_unchanged(shipment, known[shipment.key]):
                continue  # a newer record, or another process, was faster
            event = shipment_event(found.before, found.view, turn=shipment.turn, at=at)
            if event is None:
                continue
            basis = found.view.basis
            book.reverdict(
                shipment.shipment_no,
                basis=0 if basis is None else basis.number,
                outcome=found.view.outcome,
                view=found.view.model_dump_json(exclude_none=True).encode(),
                hits=found.hits,
            )
            changes.append(Change(event, standing_result(found.view, shipment.shipment_no)))
        return changes

    def _publish(self, changes: Sequence[Change]) -> None:
        # What a death here leaves undone, alerts and results, the relay finds in the outbox.
        events = [change.event for change in changes]
        self._publisher.publish(
            [self._publisher.alert(event.alert_id, event.event) for event in events],
            [change.result for change in changes],
        )
        self._ledger.mark_published([event.alert_id for event in events], self._now())


def _is_unchanged(shipment: OpenShipment, current: Current | None) -> bool:
    return current is not None and (current.shipment_no, current.view, current.closed) == (
        shipment.shipment_no,
        shipment.view,
        False,
    )


def _view_before(shipment: OpenShipment) -> ShipmentView:
    if shipment.view:
        return ShipmentView.model_validate_json(shipment.view)
    return ShipmentView(
        source=shipment.key.source,
        shipment_id=shipment.key.shipment_id,
        revision=shipment.revision,
        content=shipment.content,
        outcome=shipment.outcome,
    )


def _carried(shipment: OpenShipment) -> list[Carried]:
    found = []
    for row, carry in shipment.subjects:
        subject = read_subject(row.canonical)
        name = subject.names[0] if subject.names else subject.identifiers[0].value
        ref = SubjectRef(kind=row.kind, ref=carry.ref, role=carry.role, name=name)
        found.append(
            Carried(subject=subject, canonical=row.canonical, fingerprint=row.fingerprint, ref=ref)
        )
    return found
