import json

from customhouse.client import Accepted, Client
from customhouse.keys import Lane
from desk.shipments.awaiting import (
    NOT_YET,
    WAITS,
    FatesOf,
    await_recorded,
    fates_by_ledger,
    fates_by_results,
)
from desk.shipments.submitting import Submitted
from worker.service import Service


def a_record(number: int) -> dict[str, object]:
    parties = [{"role": "consignee", "names": [{"text": "Example Trading"}]}]
    return {"shipment_id": f"S{number}", "source": "urn:t", "parties": parties}


def submit(client: Client, *numbers: int) -> list[Submitted]:
    accepted = client.submit_many(a_record(number) for number in numbers)
    return [
        Submitted(line=1, shipment_id=each.shipment_id, fate="accepted", accepted=each)
        for each in accepted
    ]


def fates(service: Service, submitted: list[Submitted], fates_of: FatesOf) -> list[str]:
    found = await_recorded(service, Lane.BULK, submitted, fates_of, 0)
    return [each.fate for each in found]


def a_client(service: Service) -> Client:
    return Client(service.settings.redis_url, prefix=service.settings.prefix)


def test_what_is_drained_has_its_fate_and_the_rest_is_left(service: Service) -> None:
    with a_client(service) as client:
        submitted = submit(client, 1, 2)
        service.drain().run(Lane.BULK)
        submitted += submit(client, 3)
        assert fates(service, submitted, fates_by_results(client)) == [
            "unscreened", "unscreened", NOT_YET,
        ]  # fmt: skip


def test_a_duplicate_is_said_to_be_one(service: Service) -> None:
    with a_client(service) as client:
        submitted = submit(client, 1, 1)
        service.drain().run(Lane.BULK)
    found = fates(service, submitted, fates_by_ledger(service.ledger, Lane.BULK))
    assert found == ["unscreened", "duplicate"]


def test_a_record_of_a_newer_schema_waits(service: Service) -> None:
    record = {**a_record(1), "schema_version": 99}
    entry = service.redis.xadd(service.keys.intake(Lane.BULK), {"record": json.dumps(record)})
    service.drain().run(Lane.BULK)
    accepted = Accepted(
        shipment_id="S1", source="urn:t", revision=0, content="c", entry=entry.decode()
    )
    submitted = [Submitted(line=1, shipment_id="S1", fate="accepted", accepted=accepted)]
    assert fates(service, submitted, fates_by_ledger(service.ledger, Lane.BULK)) == [WAITS]
