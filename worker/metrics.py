"""Every metric of the service: names in one place, values where they can be trusted.

All are asked of Redis, the lists and the ledger when somebody wants to know: what a process
counts by itself is gone, or lies, once it is killed.
"""

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from customhouse.alert import Fate


def exposition(
    *,
    fates: dict[Fate, int],
    backlog: dict[str, int],
    list_ages_s: dict[str, float],
    list_limits_s: dict[str, int],
    attempt_ages_s: dict[tuple[str, str], float],
) -> bytes:
    """Return the state of the service in Prometheus text format.

    Args:
        attempt_ages_s: by list and how its last attempt to refresh it ended.
    """
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
    limits = Gauge(
        "customhouse_list_age_limit_seconds",
        "Age past which a list in force is not screened against",
        ["list"],
        registry=registry,
    )
    attempts = Gauge(
        "customhouse_list_attempt_age_seconds",
        "Time since a list was last asked for, by how that ended",
        ["list", "result"],
        registry=registry,
    )
    for fate, number in fates.items():
        recorded.labels(fate=fate.value).set(number)
    for stream, number in backlog.items():
        streams.labels(stream=stream).set(number)
    for source, age_s in list_ages_s.items():
        ages.labels(list=source).set(age_s)
    for source, limit_s in list_limits_s.items():
        limits.labels(list=source).set(limit_s)
    for (source, result), age_s in attempt_ages_s.items():
        attempts.labels(list=source, result=result).set(age_s)
    return generate_latest(registry)
