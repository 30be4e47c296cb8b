"""Records that wait: for a newer worker, or for their paused source."""

from collections.abc import Iterator
from typing import Any, Final

import redis

from customhouse.errors import InvalidRecordError
from customhouse.keys import RECORD_FIELD, Keys, Lane
from customhouse.reading import NewerSchemaError, check_record

# KEYS: 1 waiting stream, 2 intake stream. ARGV: 1 entry id, 2 name of the record's field.
# The entry moves or stays; two releasers at once move it once.
_MOVE: Final = """
local found = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])
if #found == 0 then return 0 end
local fields = found[1][2]
for i = 1, #fields, 2 do
  if fields[i] == 'record' then redis.call('XADD', KEYS[2], '*', ARGV[2], fields[i + 1]) end
end
redis.call('XDEL', KEYS[1], ARGV[1])
return 1
"""
_PAGE: Final = 500


class WaitingRoom:
    """The stream of waiting records."""

    def __init__(self, server: redis.Redis, keys: Keys) -> None:
        self._redis = server
        self._keys = keys
        self._move = server.register_script(_MOVE)

    def __len__(self) -> int:
        return int(self._redis.xlen(self._keys.waiting))

    def release_ready(self, paused: set[str]) -> int:
        """Move back to the intake what need not wait any longer; return how many."""
        return sum(
            self._release(entry, fields)
            for entry, fields in self._entries()
            if not _must_wait(fields, paused)
        )

    def release_source(self, source: str) -> int:
        """Move back to the intake all that one source has waiting; return how many."""
        wanted = source.encode()
        return sum(
            self._release(entry, fields)
            for entry, fields in self._entries()
            if fields.get(b"source") == wanted
        )

    def _entries(self) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
        start = "-"
        while True:
            page: Any = self._redis.xrange(self._keys.waiting, min=start, count=_PAGE)
            if not page:
                return
            yield from page
            start = f"({page[-1][0].decode()}"

    def _release(self, entry: bytes, fields: dict[bytes, bytes]) -> int:
        intake = self._keys.intake(Lane(fields[b"lane"].decode()))
        return int(self._move(keys=[self._keys.waiting, intake], args=[entry, RECORD_FIELD]))


def _must_wait(fields: dict[bytes, bytes], paused: set[str]) -> bool:
    if fields[b"cause"] == b"source":
        return fields[b"source"].decode() in paused
    try:
        check_record(fields[b"record"])
    except NewerSchemaError:
        return True
    except InvalidRecordError:
        return False  # it goes on to the dead letters
    return False
