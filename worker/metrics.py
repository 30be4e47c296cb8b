"""Every metric of the service: names in one place, values where they can be trusted.

All are asked of Redis, the lists and the ledger when somebody wants to know: what a process
counts by itself is gone, or lies, once it is killed.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, generate_latest


class Metric(StrEnum):
    """What can be measured."""

    ASKED = "customhouse_asked"
    RECORDED = "customhouse_recorded"
    DEAD_LETTERS = "customhouse_dead_letters_waiting"
    RESCREEN_DONE = "customhouse_rescreen_done"
    RESCREEN_LEFT = "customhouse_rescreen_left"
    STREAM_ENTRIES = "customhouse_stream_entries"
    OLDEST_SECONDS = "customhouse_oldest_record_seconds"
    ERASED = "customhouse_records_erased"
    SLOW = "customhouse_records_slow"
    HEARTBEAT_SECONDS = "customhouse_heartbeat_age_seconds"
    ANSWER_SECONDS = "customhouse_doorbell_answer_age_seconds"
    GROUP_BEHIND = "customhouse_group_alerts_behind"
    LIST_AGE_SECONDS = "customhouse_list_age_seconds"
    LIST_LIMIT_SECONDS = "customhouse_list_age_limit_seconds"
    LIST_ENTRIES = "customhouse_list_entries"
    ATTEMPT_SECONDS = "customhouse_list_attempt_age_seconds"


# What each means, and what tells its values apart.
_MEANING: Final[Mapping[Metric, tuple[str, tuple[str, ...]]]] = {
    Metric.ASKED: ("Whether a part of the service could be asked", ("part",)),
    Metric.RECORDED: ("Records in the ledger by fate", ("fate",)),
    Metric.DEAD_LETTERS: ("Dead letters that nobody has replayed or purged", ()),
    Metric.RESCREEN_DONE: ("Shipments that the re-screen run that goes on has screened", ()),
    Metric.RESCREEN_LEFT: ("Shipments that the re-screen run that goes on has before it", ()),
    Metric.STREAM_ENTRIES: ("Entries on a stream", ("stream",)),
    Metric.OLDEST_SECONDS: ("Age of the oldest record on a lane", ("lane",)),
    Metric.ERASED: ("Records that somebody erased from a lane before they were taken", ("lane",)),
    Metric.SLOW: ("Records that take longer to screen than a batch may", ("lane",)),
    Metric.HEARTBEAT_SECONDS: ("Time since a process said that it is there", ("process",)),
    Metric.ANSWER_SECONDS: ("Time since a worker answered a doorbell", ("doorbell",)),
    Metric.GROUP_BEHIND: ("Alerts that a group has not acknowledged or not read", ("group",)),
    Metric.LIST_AGE_SECONDS: ("Age of a list in force", ("list",)),
    Metric.LIST_LIMIT_SECONDS: (
        "Age past which a list in force is not screened against",
        ("list",),
    ),
    Metric.LIST_ENTRIES: ("Entries of a list in force", ("list",)),
    Metric.ATTEMPT_SECONDS: (
        "Time since a list was last asked for, by how that ended",
        ("list", "result"),
    ),
}
# Values behind those of the labels, in their order: (("clear",), 20.0).
Values = Iterable[tuple[tuple[str, ...], float]]


def exposition(measured: Mapping[Metric, Values]) -> bytes:
    """Return what was measured in Prometheus text format."""
    registry = CollectorRegistry()
    for metric, values in measured.items():
        meaning, labels = _MEANING[metric]
        gauge = Gauge(metric, meaning, labels, registry=registry)
        for label, value in values:
            (gauge.labels(*label) if labels else gauge).set(value)
    return generate_latest(registry)
