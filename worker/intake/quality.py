"""How many of a source's last records were bad; a source gone bad waits, the others flow."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import redis
import structlog

from customhouse.keys import Keys
from worker.intake.messages import Message, Rejected

WINDOW: Final = 200
log: Final = structlog.get_logger()


class SourceQuality:
    """Watches each source's last 200 records, and pauses it while more than half are bad."""

    def __init__(self, server: redis.Redis, keys: Keys) -> None:
        self._redis = server
        self._keys = keys

    def judge(self, messages: Sequence[Message]) -> set[str]:
        """Return the sources whose records are to wait, these messages taken into account."""
        paused = self.paused_sources()
        for source, seen in _bits(messages).items():
            if "1" in seen or source in paused:
                self._judge(source, seen, paused)
        return paused

    def note(self, messages: Sequence[Message]) -> None:
        """Count messages in; call it once for each, after what became of it is recorded."""
        pipe = self._redis.pipeline(transaction=False)
        for source, seen in _bits(messages).items():
            pipe.lpush(self._keys.quality(source), *reversed(seen))
            pipe.ltrim(self._keys.quality(source), 0, WINDOW - 1)
        pipe.execute()

    def paused_sources(self) -> set[str]:
        """Return the sources that are paused now."""
        names: Any = self._redis.hkeys(self._keys.paused())
        return {
            name.decode().removeprefix("source:") for name in names if name.startswith(b"source:")
        }

    def resume(self, source: str) -> bool:
        """Let the source's records flow again and forget its bad ones; tell if it was paused."""
        self._redis.delete(self._keys.quality(source))
        return bool(self._redis.hdel(self._keys.paused(), f"source:{source}"))

    def _judge(self, source: str, seen: Sequence[str], paused: set[str]) -> None:
        before: Any = self._redis.lrange(self._keys.quality(source), 0, WINDOW - 1)
        window = [*seen, *(bit.decode() for bit in before)][:WINDOW]
        bad = window.count("1")
        if len(window) == WINDOW and 2 * bad > WINDOW:
            if source not in paused:
                why = f"{bad} of its last {WINDOW} records were bad"
                self._redis.hset(self._keys.paused(), f"source:{source}", why)
                log.warning("source.paused", source=source, bad=bad, window=WINDOW)
            paused.add(source)
        elif source in paused:
            self._redis.hdel(self._keys.paused(), f"source:{source}")
            paused.discard(source)
            log.info("source.resumed", source=source, bad=bad)


def _bits(messages: Sequence[Message]) -> dict[str, list[str]]:
    """Return "1" for each bad message of a source and "0" for each good one, the last first."""
    bits: dict[str, list[str]] = defaultdict(list)
    for message in reversed(messages):
        if message.source is not None:
            bits[message.source].append("1" if isinstance(message, Rejected) else "0")
    return bits
