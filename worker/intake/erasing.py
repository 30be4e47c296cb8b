"""Records that somebody erased from an intake stream before anybody took them.

`XADD … MAXLEN`, XTRIM, XDEL and DEL are all that a producer needs to erase what others wrote, and
Redis says nothing. But it counts what was ever added to a stream, and the publisher counts what is
taken: what is in neither, nor on the stream, is gone. A stream that is deleted whole takes its
count along; of it we know what was added when somebody looked last.
"""

from typing import Any

import redis

from customhouse.keys import INTAKE_GROUP, Keys, Lane

_PAGE = 1000


class Erasures:
    """Compares what was added to a lane with what was taken and what is there."""

    def __init__(self, server: redis.Redis, keys: Keys) -> None:
        self._redis = server
        self._keys = keys

    def begin(self, lane: Lane) -> None:
        """Count what is taken from the first look at a stream on."""
        self._redis.hsetnx(self._keys.taken(), lane, self._gone(lane))

    def begin_anew(self, lane: Lane) -> None:
        """Count from here on a stream that is new; what waited on one before it was erased.

        What a worker held of that one is counted too, though it is finished: better once too
        often.
        """
        taken, seen = self._redis.hmget(self._keys.taken(), lane, _seen(lane))
        lost = max(0, int(seen or 0) - int(taken or 0))
        self._redis.hset(self._keys.taken(), lane, str(self._gone(lane) - lost))
        self._redis.hdel(self._keys.taken(), _seen(lane))

    def _gone(self, lane: Lane) -> int:
        info: Any = self._redis.xinfo_stream(self._keys.intake(lane))
        return int(info["entries-added"]) - int(info["length"])

    def unknown(self, lane: Lane) -> int:
        """Return how many were erased since somebody last took note of it."""
        known: Any = self._redis.hget(self._keys.taken(), _known(lane))
        return max(0, self.count(lane) - int(known or 0))

    def count(self, lane: Lane) -> int:
        """Return how many records were ever erased; it never says more than there were.

        Each number is asked for after those that it may have grown at the cost of, so that what
        moves meanwhile makes the difference smaller.
        """
        stream = self._keys.intake(lane)
        if not self._redis.exists(stream):
            return 0
        info: Any = self._redis.xinfo_stream(stream)
        taken: Any = self._redis.hget(self._keys.taken(), lane)
        if taken is None:
            return 0
        self._redis.hset(self._keys.taken(), _seen(lane), info["entries-added"])
        missing = info["entries-added"] - info["length"] - int(taken)
        # Those that a worker holds are not lost, whatever became of them on the stream.
        return max(0, missing - self._held(stream)) if missing > 0 else 0

    def take_note(self, lane: Lane) -> int:
        """Take what was erased as known, so that nobody is alarmed any more; return how many."""
        unknown = self.unknown(lane)
        if unknown:
            self._redis.hincrby(self._keys.taken(), _known(lane), unknown)
        return unknown

    def _held(self, stream: str) -> int:
        """Return how many entries a worker holds that are on the stream no longer."""
        held, start = 0, "-"
        while True:
            page: Any = self._redis.xpending_range(stream, INTAKE_GROUP, start, "+", _PAGE)
            pipe = self._redis.pipeline(transaction=False)
            for found in page:
                pipe.xrange(stream, found["message_id"], found["message_id"])
            held += sum(not entries for entries in pipe.execute())
            if len(page) < _PAGE:
                return held
            start = f"({page[-1]['message_id'].decode()}"


def _seen(lane: Lane) -> str:
    return f"added when last seen:{lane}"


def _known(lane: Lane) -> str:
    return f"erased and known:{lane}"
