"""What goes out and what is done, in one Lua script: nothing half-published, nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import orjson
import redis

from customhouse.keys import INTAKE_GROUP, Keys, Lane
from ledger.rows import Current
from worker.intake.messages import Entry
from worker.verdicts.wire import result_json

# KEYS: 1 intake stream, 2 hash of entries that ran alone, 3 hash of slow entries, 4 hash of how
#       many entries were taken of each lane, then per publication its marker and its stream, then
#       the result keys, then the answer keys.
# ARGV: 1 one JSON object: {"lane", "group", "marker_ttl", "result_ttl", "answer_ttl",
#       "publications": n, "results": n, "answers": n, "entries": [ids]}, then per publication
#       the number of its fields and the fields, then the results' JSON, then the answers' JSON.
_SCRIPT: Final = """
local function order_of(json)
  local is_json, found = pcall(cjson.decode, json)
  return is_json and type(found) == 'table' and found.order or {}
end
local function is_older(ours, known)
  local mine, theirs = order_of(ours), order_of(known)
  -- Lists of another length are of another version: the two cannot be compared.
  if #mine ~= #theirs then return false end
  for i = 1, #theirs do
    if mine[i] ~= theirs[i] then return mine[i] < theirs[i] end
  end
  return false
end
local head = cjson.decode(ARGV[1])
local at, key, published, taken = 2, 5, 0, 0
for _ = 1, head.publications do
  local count = tonumber(ARGV[at])
  if redis.call('SET', KEYS[key], '1', 'NX', 'EX', head.marker_ttl) then
    local fields = {}
    for i = 1, count do fields[i] = ARGV[at + i] end
    redis.call('XADD', KEYS[key + 1], '*', unpack(fields))
    published = published + 1
  end
  at, key = at + count + 1, key + 2
end
for _ = 1, head.results do
  local known = redis.call('GET', KEYS[key])
  -- A state that is published late must not hide a newer one.
  if not (known and is_older(ARGV[at], known)) then
    redis.call('SET', KEYS[key], ARGV[at], 'EX', head.result_ttl)
  end
  at, key = at + 1, key + 1
end
for _ = 1, head.answers do
  redis.call('SET', KEYS[key], ARGV[at], 'EX', head.answer_ttl)
  at, key = at + 1, key + 1
end
for _, id in ipairs(head.entries) do
  taken = taken + redis.call('XACK', KEYS[1], head.group, id)
  redis.call('XDEL', KEYS[1], id)
  redis.call('HDEL', KEYS[2], id)
  redis.call('HDEL', KEYS[3], id)
end
if taken > 0 then redis.call('HINCRBY', KEYS[4], head.lane, taken) end
return published
"""


# Whoever asked looks many times a second; an hour forgives one that was held up.
_ANSWER_TTL_S: Final = 3600
_NO_ANSWERS: Final[Mapping[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One entry to add to a stream, once: the marker key remembers that it was."""

    stream: str
    marker: str
    fields: tuple[tuple[str, str | bytes], ...]


class Publisher:
    """Runs the script."""

    def __init__(
        self, server: redis.Redis, keys: Keys, *, marker_ttl_s: int, result_ttl_s: int
    ) -> None:
        self._script = server.register_script(_SCRIPT)
        self._keys = keys
        self._marker_ttl_s = marker_ttl_s
        self._result_ttl_s = result_ttl_s

    def finish(
        self,
        lane: Lane,
        entries: Sequence[Entry],
        publications: Sequence[Publication],
        results: Sequence[Current] = (),
        answers: Mapping[str, bytes] = _NO_ANSWERS,
    ) -> int:
        """Publish, leave results and answers, and acknowledge the entries.

        Args:
            results: states of shipments; one that is older than what is there is left out.
            answers: as JSON, by the id of the entry on this lane.

        Returns:
            How many publications were new.
        """
        head = {
            "lane": lane,
            "group": INTAKE_GROUP,
            "marker_ttl": self._marker_ttl_s,
            "result_ttl": self._result_ttl_s,
            "answer_ttl": _ANSWER_TTL_S,
            "publications": len(publications),
            "results": len(results),
            "answers": len(answers),
            "entries": [entry.id for entry in entries],
        }
        keys = [
            self._keys.intake(lane),
            self._keys.alone(lane),
            self._keys.slow(lane),
            self._keys.taken(),
        ]
        args: list[str | bytes | int] = [orjson.dumps(head)]
        for publication in publications:
            keys += [publication.marker, publication.stream]
            args.append(2 * len(publication.fields))
            for name, value in publication.fields:
                args += [name, value]
        for result in results:
            key = result.key
            keys.append(self._keys.result(source=key.source, shipment_id=key.shipment_id))
            args.append(result_json(result))
        for entry_id, answer in answers.items():
            keys.append(self._keys.answer(lane, entry_id))
            args.append(answer)
        return int(self._script(keys=keys, args=args))

    def publish(self, publications: Sequence[Publication], results: Sequence[Current] = ()) -> int:
        """Publish alone, with no entry to acknowledge; return how many were new."""
        if not publications and not results:
            return 0
        return self.finish(Lane.BULK, (), publications, results)

    def alert(self, alert_id: str, event: bytes) -> Publication:
        """Return the publication of an alert."""
        return Publication(
            stream=self._keys.alerts,
            marker=self._keys.marker(alert_id),
            fields=(("id", alert_id), ("event", event)),
        )

    def dead(self, entry: Entry, source: str | None, field: str, reason: str) -> Publication:
        """Return the publication of a dead letter."""
        fields = (
            ("reason", reason),
            ("field", field),
            ("source", source or ""),
            ("lane", entry.lane),
            ("entry", entry.id),
            ("record", entry.raw),
        )
        marker = self._keys.marker(f"dead:{entry.name}")
        return Publication(stream=self._keys.dead, marker=marker, fields=fields)

    def waiting(self, entry: Entry, source: str | None, cause: str, reason: str) -> Publication:
        """Return the publication of a record that waits; cause is "schema" or "source"."""
        fields = (
            ("cause", cause),
            ("reason", reason),
            ("source", source or ""),
            ("lane", entry.lane),
            ("record", entry.raw),
        )
        marker = self._keys.marker(f"waiting:{entry.name}")
        return Publication(stream=self._keys.waiting, marker=marker, fields=fields)
