"""Waiting until what was submitted is recorded."""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from customhouse.client import Accepted, Client
from customhouse.keys import Lane
from worker.service import Service

_PAGE: Final = 500
_PAUSE_S: Final = 0.05


def await_recorded(
    service: Service, client: Client, lane: Lane, accepted: Sequence[Accepted], timeout_s: float
) -> Counter[str]:
    """Wait until the entries have left the lane; return how many records met each fate.

    An entry leaves its stream in the step that follows the ledger's commit.
    """
    deadline = time.monotonic() + timeout_s
    fates: Counter[str] = Counter()
    left = list(accepted)
    while left:
        page, rest = left[:_PAGE], left[_PAGE:]
        there = _still_there(service, lane, page)
        done = [each for each in page if each.entry not in there]
        fates.update(_fate(client, each) for each in done)
        left = [each for each in page if each.entry in there] + rest
        if not done:
            if time.monotonic() >= deadline:
                break
            time.sleep(_PAUSE_S)
    if left:
        fates["not yet recorded"] = len(left)
    return fates


def _still_there(service: Service, lane: Lane, page: Sequence[Accepted]) -> set[str]:
    pipe = service.redis.pipeline(transaction=False)
    stream = service.keys.intake(lane)
    for each in page:
        pipe.xrange(stream, min=each.entry, max=each.entry)
    answers: list[Any] = pipe.execute()
    return {each.entry for each, found in zip(page, answers, strict=True) if found}


def _fate(client: Client, accepted: Accepted) -> str:
    result = client.status(accepted.shipment_id, accepted.source)
    if result is None:
        return "no result"
    if (result.revision, result.content) == (accepted.revision, accepted.content):
        return result.fate.value
    # The shipment's result is another submission's, of a newer revision or of other content.
    return "superseded" if result.revision > accepted.revision else "no result"
