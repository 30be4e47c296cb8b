"""The intake streams, read through one consumer group."""

import os
import socket
import time
from typing import Any

import redis

from customhouse.keys import INTAKE_GROUP, Keys, Lane
from worker.intake.erasing import Erasures
from worker.intake.messages import Entry, decode_entries


class Intake:
    """Reads one process's share of the intake streams.

    Entries stay pending under this process's name until the publisher acks them. The pending
    ones of a process that died are claimed by whoever drains next.
    """

    def __init__(self, server: redis.Redis, keys: Keys, *, claim_idle_s: float) -> None:
        self._redis = server
        self._keys = keys
        self._claim_idle_ms = int(claim_idle_s * 1000)
        self._consumer = f"{socket.gethostname()}-{os.getpid()}"
        self._known: set[Lane] = set()
        self._erasures = Erasures(server, keys)

    def read(self, lane: Lane, count: int, *, block_ms: int | None = None) -> list[Entry]:
        """Return up to `count` entries nobody has taken yet."""
        self._ensure_group(lane)
        stream = self._keys.intake(lane)
        try:
            answer: Any = self._redis.xreadgroup(
                INTAKE_GROUP, self._consumer, {stream: ">"}, count=count, block=block_ms
            )
        except redis.ResponseError as exc:
            self._forget_group(lane, exc)
            return []
        streams = answer.items() if isinstance(answer, dict) else (answer or [])
        return [e for _, entries in streams for e in decode_entries(lane, entries)]

    def claim(self, lane: Lane, count: int) -> list[Entry]:
        """Return entries whose worker died: idle for longer than any batch takes."""
        self._ensure_group(lane)
        try:
            answer: Any = self._redis.xautoclaim(
                self._keys.intake(lane),
                INTAKE_GROUP,
                self._consumer,
                min_idle_time=self._claim_idle_ms,
                start_id="0-0",
                count=count,
            )
        except redis.ResponseError as exc:
            self._forget_group(lane, exc)
            return []
        return decode_entries(lane, answer[1])

    def begin_alone(self, entry: Entry) -> int:
        """Count that the entry now runs alone; return how often it had begun before."""
        return int(self._redis.hincrby(self._keys.alone(entry.lane), entry.id, 1)) - 1

    def forgive(self, entry: Entry) -> None:
        """Take back what begin_alone() counted: the entry was not to blame."""
        counts = self._keys.alone(entry.lane)
        # An entry that was finished meanwhile has no count, and needs none.
        if int(self._redis.hincrby(counts, entry.id, -1)) <= 0:
            self._redis.hdel(counts, entry.id)

    def note_slow(self, entry: Entry) -> None:
        """Note that the entry takes longer than a batch may; it is forgotten when it is done."""
        self._redis.hsetnx(self._keys.slow(entry.lane), entry.id, int(time.time()))

    def slow(self, lane: Lane) -> int:
        """Return how many entries take longer than a batch may."""
        return int(self._redis.hlen(self._keys.slow(lane)))

    def is_paused(self, lane: Lane) -> bool:
        """Tell whether an operator paused the lane."""
        return bool(self._redis.hexists(self._keys.paused(), f"lane:{lane}"))

    def backlog(self, lane: Lane) -> int:
        """Return how many entries the stream holds, taken ones included."""
        return int(self._redis.xlen(self._keys.intake(lane)))

    def forget_idle_consumers(self, lane: Lane, idle_s: float) -> None:
        """Remove consumers of processes that are gone and hold nothing."""
        self._ensure_group(lane)
        stream = self._keys.intake(lane)
        consumers: Any = self._redis.xinfo_consumers(stream, INTAKE_GROUP)
        for consumer in consumers:
            if consumer["pending"] == 0 and consumer["idle"] > idle_s * 1000:
                self._redis.xgroup_delconsumer(stream, INTAKE_GROUP, consumer["name"])

    def _ensure_group(self, lane: Lane) -> None:
        if lane in self._known:
            return
        try:
            self._redis.xgroup_create(self._keys.intake(lane), INTAKE_GROUP, id="0", mkstream=True)
        except redis.ResponseError as exc:
            if not str(exc).startswith("BUSYGROUP"):
                raise
            self._erasures.begin(lane)
        else:
            self._erasures.begin_anew(lane)
        self._known.add(lane)

    def _forget_group(self, lane: Lane, exc: redis.ResponseError) -> None:
        # The stream was deleted, or the broker came back empty: the next read makes the group.
        if not str(exc).startswith("NOGROUP"):
            raise exc
        self._known.discard(lane)
