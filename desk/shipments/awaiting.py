"""Waiting until what was submitted is recorded."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from customhouse.client import Accepted, Client
from customhouse.keys import Lane
from desk.shipments.submitting import Submitted
from ledger.ledger import Ledger
from ledger.rows import EntryName
from worker.service import Service

NOT_YET: Final = "not yet recorded"
# It left its lane and has no fate: it waits for its source, or for a newer worker.
WAITS: Final = "waiting"
_PAGE: Final = 500
_PAUSE_S: Final = 0.05
FatesOf = Callable[[Sequence[Accepted]], Sequence[str]]


def await_recorded(
    service: Service,
    lane: Lane,
    submitted: Sequence[Submitted],
    fates_of: FatesOf,
    timeout_s: float,
) -> Iterator[Submitted]:
    """Yield what was accepted once it is recorded, with its fate; at the end what is not yet.

    An entry leaves its stream in the step that follows the ledger's commit.

    Args:
        fates_of: returns the fates of entries that have left the lane.
    """
    deadline = time.monotonic() + timeout_s
    left = [(each, each.accepted) for each in submitted if each.accepted is not None]
    while left:
        page, rest = left[:_PAGE], left[_PAGE:]
        there = _still_there(service, lane, [accepted for _, accepted in page])
        done = [pair for pair in page if pair[1].entry not in there]
        fates = fates_of([accepted for _, accepted in done])
        for (each, _), fate in zip(done, fates, strict=True):
            yield replace(each, fate=fate)
        left = [pair for pair in page if pair[1].entry in there] + rest
        if not done:
            if time.monotonic() >= deadline:
                break
            time.sleep(_PAUSE_S)
    for each, _ in left:
        yield replace(each, fate=NOT_YET)


def fates_by_ledger(ledger: Ledger, lane: Lane) -> FatesOf:
    """Return what finds fates in the ledger, which knows that of each entry."""

    def fates_of(accepted: Sequence[Accepted]) -> Sequence[str]:
        names = [EntryName(f"{lane}:{each.entry}") for each in accepted]
        found = ledger.recorded(names)
        return [found[name].fate.value if name in found else WAITS for name in names]

    return fates_of


def fates_by_results(client: Client) -> FatesOf:
    """Return what finds fates where no ledger is at hand: by the state of each shipment."""
    return lambda accepted: [_fate(client, each) for each in accepted]


def _still_there(service: Service, lane: Lane, page: Sequence[Accepted]) -> set[str]:
    pipe = service.redis.pipeline(transaction=False)
    stream = service.keys.intake(lane)
    for each in page:
        pipe.xrange(stream, min=each.entry, max=each.entry)
    answers: list[Any] = pipe.execute()
    return {each.entry for each, found in zip(page, answers, strict=True) if found}


def _fate(client: Client, accepted: Accepted) -> str:
    result = client.status(accepted.shipment_id, source=accepted.source)
    if result is None:
        return "no result"
    if (result.revision, result.content) == (accepted.revision, accepted.content):
        return result.fate.value
    # The shipment's result is another submission's, of a newer revision or of other content.
    return "superseded" if result.revision > accepted.revision else "no result"
