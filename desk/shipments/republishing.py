"""Events onto the stream again, after a Redis that lost them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from desk.shipments.alerts import BEGINNING
from ledger.rows import OutboxRow
from worker.service import Service, utc_now

_PAGE: Final = 500
Page = list[tuple[int, OutboxRow]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Republished:
    """How many events were looked at, and how many of them the stream did not have."""

    looked_at: int
    published: int


def republish_events(service: Service, start: str, *, again: bool = False) -> Iterator[Republished]:
    """Publish events of the ledger that the stream lost; yield how far it has come, page by page.

    Every event has its own id, so who heard one before can tell. With it comes the state of its
    shipment as it stands now, for whoever asks.

    Args:
        start: "beginning", a time, or the id of the last alert that is still there.
        again: those too that Redis says are on the stream; it may have lost the stream alone.
    """
    done = published = 0
    for page in _pages(service, start):
        rows = [row for _, row in page]
        if again:
            markers = (service.keys.marker(row.alert_id) for row in rows)
            service.redis.delete(*markers)
        published += _publish(service, rows)
        done += len(rows)
        yield Republished(looked_at=done, published=published)


def _pages(service: Service, start: str) -> Iterator[Page]:
    moment, ledger = _moment(start), service.ledger
    if moment is not None:
        after = 0
        while page := ledger.published_since(moment, after, _PAGE):
            yield page
            after = page[-1][0]
        return
    last = None if start == BEGINNING else start
    while page := ledger.alerts_after(last, _PAGE):
        yield page
        last = page[-1][1].alert_id


def _publish(service: Service, rows: list[OutboxRow]) -> int:
    current = service.ledger.current({row.key for row in rows if row.key is not None})
    publications = [service.publisher.alert(row.alert_id, row.event) for row in rows]
    new = service.publisher.publish(publications, list(current.values()))
    service.ledger.mark_published([row.alert_id for row in rows], utc_now())
    return new


def _moment(start: str) -> datetime | None:
    """Return the time that a word means, None where it is none; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(start)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
