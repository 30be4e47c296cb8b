"""The whole way once: example lists, example shipments, and the alerts that follow."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from customhouse.alert import Alert
from customhouse.client import Client
from customhouse.keys import RECORD_FIELD, Keys, Lane
from lists.errors import ListError
from lists.fetch.download import download
from lists.fetch.fetching import Fetcher, publishers
from lists.registry import source_of
from lists.snapshot import ListState
from lists.store.list_store import ListStore
from worker.service import Service, utc_now

PUBLISHED: Final = "us_ofac_sdn"
OWN: Final = "own:newer"
_EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"
_DEADLINE_S: Final = 50.0
# A demo must not wait for a network that is not there.
_DOWNLOAD_S: Final = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLists:
    """The lists of a demo.

    Attributes:
        why_shipped: why the published one is the excerpt that ships; None: it is the publisher's.
    """

    lists: tuple[ListState, ...]
    why_shipped: str | None


def load_demo_lists(store: ListStore, folder: Path, *, offline: bool) -> DemoLists:
    """Load a published list, downloaded or as an excerpt, and an own one.

    Args:
        folder: where a download may lie.
        offline: try no download.
    """
    why = "" if offline else _why_not_published(store, folder)
    if why is not None:
        store.load(
            PUBLISHED, _EXAMPLES / "lists" / "ofac_excerpt", at=utc_now(), allow_incomplete=True
        )
    snapshot = store.load(OWN, _EXAMPLES / "lists" / "newer.ndjson", at=utc_now())
    return DemoLists(lists=snapshot.lists, why_shipped=why)


def submit_examples(client: Client) -> int:
    """Submit the example shipments and return how many there are."""
    records = (_EXAMPLES / "shipments.ndjson").read_bytes().splitlines()
    for raw in records:
        # As any upstream in any language does it: one XADD.
        client.redis.xadd(Keys().intake(Lane.BULK), {RECORD_FIELD: raw})
    return len(records)


def alerts_until_done(client: Client, service: Service, expected: int) -> Iterator[Alert]:
    """Yield alerts as they happen, until so many records have their fate or time is up."""
    deadline = time.monotonic() + _DEADLINE_S
    after = "0"
    while time.monotonic() < deadline:
        done = sum(service.ledger.fates().values()) >= expected
        answer: Any = client.redis.xread({client.keys.alerts: after}, block=200)
        for _, entries in answer.items() if isinstance(answer, dict) else answer or []:
            for entry, fields in entries:
                after = entry.decode()
                yield Alert.model_validate_json(fields[b"event"])
        if done and not answer and not client.redis.xlen(client.keys.intake(Lane.BULK)):
            return


def _why_not_published(store: ListStore, data: Path) -> str | None:
    try:
        folder = data / "download"
        with publishers(timeout_s=_DOWNLOAD_S) as client:
            download(source_of(PUBLISHED), folder, Fetcher(client, attempts=1))
        store.load(PUBLISHED, folder, at=utc_now(), downloaded=True)
    except ListError as exc:
        return str(exc)
    return None
