"""Time of the processor, and how it is spread."""

import time
from collections.abc import Callable

import numpy as np


def cpu_us(action: Callable[..., object], *args: object) -> float:
    """Return the microseconds of processor time that an action takes."""
    begun = time.process_time_ns()
    action(*args)
    return (time.process_time_ns() - begun) / 1e3


def spread(times: list[float]) -> str:
    """Return the mean and the percentiles, in words."""
    p50, p99 = np.percentile(times, [50, 99])
    return f"mean {np.mean(times):,.0f}, p50 {p50:,.0f}, p99 {p99:,.0f}, most {max(times):,.0f}"
