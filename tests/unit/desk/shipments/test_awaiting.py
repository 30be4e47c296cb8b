from customhouse.client import Client
from customhouse.keys import Lane
from desk.shipments.awaiting import await_recorded
from worker.service import Service


def test_what_is_drained_has_its_fate_and_the_rest_is_left(service: Service) -> None:
    settings = service.settings
    parties = [{"role": "consignee", "names": [{"text": "Example Trading"}]}]
    records = [{"shipment_id": f"S{n}", "source": "urn:t", "parties": parties} for n in range(3)]
    with Client(settings.redis_url, prefix=settings.prefix) as client:
        accepted = list(client.submit_many(records[:2]))
        service.drain().run(Lane.BULK)
        accepted += client.submit_many(records[2:])
        fates = await_recorded(service, client, Lane.BULK, accepted, 0)
    assert fates == {"unscreened": 2, "not yet recorded": 1}
