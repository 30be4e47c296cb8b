"""Made-up records and lists for tests."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from customhouse.keys import RECORD_FIELD, Lane
from customhouse.reading import check_fields
from worker.chores.activation import activate_if_moved
from worker.intake.said import RecordSaid
from worker.service import Service

SOURCE = "urn:test:erp"
LISTED = "Akmetron Joint Stock Company"
LISTED_ID = "own:test:akmetron"


def a_record(
    shipment_id: str = "S1", name: str = "Petalwise Florists", **rest: Any
) -> dict[str, Any]:
    party = {"role": "consignee", "names": [{"text": name}]}
    return {"shipment_id": shipment_id, "source": SOURCE, "parties": [party], **rest}


def a_full_record(**rest: Any) -> dict[str, Any]:
    """Return a record that says something of every kind."""
    leg = {
        "mode": "1",
        "vessel": {"name": "Grey Gull", "imo": "9074729"},
        "from": {"unlocode": "DEHAM"},
        "to": {"unlocode": "CNSHA", "lat": 31.2},
        "arrival": "2026-02-01",
    }
    money = {"amount": "9.50", "currency": "EUR"}
    return {
        **a_record(revision=3, as_of="2026-01-01T00:00:00Z", level="house"),
        "goods": [{"description": "valves", "hs": "848180", "value": money}],
        "transport": [leg],
        "equipment": [{"number": "CSQU3054384", "seals": ["s1", "s2"]}],
        "extensions": {"erp": {"row": 7}},
        **rest,
    }


def said(fields: dict[str, Any]) -> RecordSaid:
    """Return a record as the intake reads it."""
    return cast("RecordSaid", check_fields(fields).said)


def put(service: Service, *records: Any, lane: Lane = Lane.BULK) -> None:
    """Write records to an intake stream as an upstream would; bytes as they are."""
    for record in records:
        raw = record if isinstance(record, bytes) else json.dumps(record).encode()
        service.redis.xadd(service.keys.intake(lane), {RECORD_FIELD: raw})


def load_list(service: Service, folder: Path, *names: str) -> None:
    """Load an own list of organisations and bring it into force."""
    path = folder / "own.ndjson"
    lines = [
        json.dumps(
            {"id": text.split()[0].lower(), "type": "organisation", "names": [{"text": text}]}
        )
        for text in names
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    service.store.load("own:test", path, at=datetime.now(UTC))
    activate_if_moved(service.ledger, service.store, service.screener.policy, datetime.now(UTC))


def alerts(service: Service) -> list[dict[str, Any]]:
    """Return the events on the alerts stream that are not about lists or runs."""
    said = (".list.", ".rescreen.")
    return [event for event in events(service) if not any(t in event["type"] for t in said)]


def events(service: Service) -> list[dict[str, Any]]:
    """Return the events on the alerts stream."""
    entries: Any = service.redis.xrange(service.keys.alerts)
    return [json.loads(fields[b"event"]) for _, fields in entries]


def alert_types(service: Service) -> list[str]:
    """Return the events' types without what they all share."""
    return [a["type"].removeprefix("customhouse.").removesuffix(".v1") for a in alerts(service)]
