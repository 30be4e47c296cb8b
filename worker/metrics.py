"""Every metric of the service: names in one place, values where they can be trusted.

Counters live in the processes and are for rates; lag, ages and totals are asked of Redis, the
lists and the ledger when somebody wants to know, because a killed process's gauges lie.
"""

from collections import Counter as Tally
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from customhouse.alert import Fate

RECORDS = Counter("customhouse_records", "Records by fate", ["fate"])
BATCHES = Counter("customhouse_batches", "Batches recorded and published")


class Metrics:
    """What a batch counts."""

    def count_fates(self, fates: Iterable[Fate]) -> None:
        """Count one batch and the fates of its records."""
        BATCHES.inc()
        for fate, number in Tally(fates).items():
            RECORDS.labels(fate=fate.value).inc(number)


def exposition(
    *, fates: dict[Fate, int], backlog: dict[str, int], list_ages_s: dict[str, float]
) -> bytes:
    """Return the state of the service in Prometheus text format."""
    registry = CollectorRegistry()
    recorded = Gauge(
        "customhouse_recorded", "Records in the ledger by fate", ["fate"], registry=registry
    )
    streams = Gauge(
        "customhouse_stream_entries", "Entries on a stream", ["stream"], registry=registry
    )
    ages = Gauge(
        "customhouse_list_age_seconds", "Age of a list in force", ["list"], registry=registry
    )
    for fate, number in fates.items():
        recorded.labels(fate=fate.value).set(number)
    for stream, number in backlog.items():
        streams.labels(stream=stream).set(number)
    for source, age_s in list_ages_s.items():
        ages.labels(list=source).set(age_s)
    return generate_latest(registry)
