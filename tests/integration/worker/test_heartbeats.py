from pathlib import Path

import pytest
import redis

from customhouse.keys import Keys
from worker.heartbeats import EVERY_S, Heartbeats


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def heartbeats(server: redis.Redis, keys: Keys, clock: Clock, tmp_path: Path) -> Heartbeats:
    file = tmp_path / "alive"
    return Heartbeats(server, keys, settings={"threshold": "0.9"}, file=file, now=clock)


def test_a_process_says_what_it_takes_from(heartbeats: Heartbeats, clock: Clock) -> None:
    heartbeats.beat("bulk@host", ["rescreen", "bulk"], 2)
    (found,) = heartbeats.all()
    assert (found.name, found.queues, found.processes) == ("bulk@host", ("bulk", "rescreen"), 2)
    assert (found.at, found.settings) == (clock.now, {"threshold": "0.9"})


def test_a_process_that_ends_is_forgotten_with_those_long_gone(
    heartbeats: Heartbeats, clock: Clock
) -> None:
    heartbeats.beat("old@host")
    clock.now += 100_000
    heartbeats.beat("bulk@host")
    heartbeats.beat("express@host")
    heartbeats.leave("bulk@host")
    assert [each.name for each in heartbeats.all()] == ["express@host"]


def test_what_is_said_every_second_is_written_every_few(
    heartbeats: Heartbeats, clock: Clock
) -> None:
    heartbeats.answer("drain bulk")
    clock.now += 1
    heartbeats.answer("drain bulk")
    assert heartbeats.answers() == {"drain bulk": clock.now - 1}
    clock.now += EVERY_S
    heartbeats.answer("drain bulk")
    assert heartbeats.answers() == {"drain bulk": clock.now}


def test_a_heartbeat_touches_the_file_of_its_process(
    heartbeats: Heartbeats, tmp_path: Path
) -> None:
    heartbeats.answer("drain bulk")
    assert not (tmp_path / "alive").exists()
    heartbeats.beat("bulk@host")
    assert (tmp_path / "alive").exists()


def test_a_heartbeat_of_a_newer_version_is_read(
    heartbeats: Heartbeats, server: redis.Redis, keys: Keys
) -> None:
    heartbeats.beat("bulk@host")
    (data,) = server.hgetall(keys.heartbeats).values()
    server.hset(keys.heartbeats, "bulk@host", data[:-1] + b',"mood":"good"}')
    assert heartbeats.all()[0].name == "bulk@host"
