"""Alerts that are followed, while their server goes and comes back."""

from pathlib import Path

import pytest
import servers

from desk.shipments.alerts import group_events, recent_events
from worker.service import Service
from worker.settings import Settings


def publish(service: Service, alert_id: str) -> None:
    service.publisher.publish([service.publisher.alert(alert_id, alert_id.encode())])


@pytest.mark.parametrize("group", [None, "erp"], ids=["everybody", "a group"])
def test_who_follows_alerts_hears_on_after_a_restart(tmp_path: Path, group: str | None) -> None:
    folder, port = tmp_path / "valkey", servers.free_port()
    folder.mkdir()
    with servers.valkey(folder, port=port) as url:
        service = Service(Settings(data_dir=tmp_path, redis_url=url))
        service.redis.xgroup_create(service.keys.alerts, "erp", id="0", mkstream=True)
        publish(service, "a1")
        if group is None:
            heard = recent_events(service, 10, follow=True)
        else:
            heard = group_events(service, group, follow=True)
        assert next(heard).event == b"a1"
    with servers.valkey(folder, port=port):
        # The connections of before are dead; this one is new.
        other = Service(service.settings)
        publish(other, "a2")
        assert next(heard).event == b"a2"
        other.close()
        service.close()
