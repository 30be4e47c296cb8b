"""Keeping the alerts stream bounded without losing an alert."""

from typing import Any, Final

import redis
import structlog

from customhouse.keys import Keys

log: Final = structlog.get_logger()


class AlertStream:
    """The alerts stream and the groups that read it."""

    def __init__(self, server: redis.Redis, keys: Keys, *, bound: int, lag_alarm: int) -> None:
        self._redis = server
        self._keys = keys
        self._bound = bound
        self._lag_alarm = lag_alarm

    def groups(self) -> list[dict[str, Any]]:
        """Return the groups with their lag and pending counts."""
        if not self._redis.exists(self._keys.alerts):
            return []
        found: Any = self._redis.xinfo_groups(self._keys.alerts)
        return list(found)

    def alarms(self) -> list[str]:
        """Return in plain words what is wrong: a group far behind, or a stream past its bound."""
        found = [
            f"group {group['name'].decode()} is {_behind(group)} alerts behind"
            for group in self.groups()
            if _behind(group) > self._lag_alarm
        ]
        length = int(self._redis.xlen(self._keys.alerts))
        if length > self._bound:
            found.append(f"the alerts stream holds {length}, its bound is {self._bound}")
        return found

    def trim(self) -> int:
        """Trim past the bound; older alerts are replayed from the ledger. Return how many went."""
        length = int(self._redis.xlen(self._keys.alerts))
        if length <= self._bound:
            return 0
        for alarm in self.alarms():
            log.warning("alerts.alarmed", reason=alarm)
        return int(self._redis.xtrim(self._keys.alerts, maxlen=self._bound, approximate=True))


def _behind(group: dict[str, Any]) -> int:
    # Redis says nil where it cannot tell; pending alone is then what we know.
    return int(group.get("lag") or 0) + int(group["pending"])
