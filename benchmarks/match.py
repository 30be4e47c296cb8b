"""Every figure of the matcher's recall, speed, memory and endurance, in one run.

    python -m benchmarks.match [recall parties comparison index memory adversarial scripts]
        [--names 40000 250000] [--queries 100]

Recall and the ratio to rapidfuzz: the SDN of 2025 filled up with real company names. All else:
against all lists in ../shared/data. Times are of the processor, so that other work counts little.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.adversarial import print_adversarial, print_scripts
from benchmarks.memory import print_memory
from benchmarks.parties import print_comparison, print_index, print_parties
from benchmarks.populations import all_listings, kept
from benchmarks.recall import print_recall
from lists.machine_code import drop_stale_code


def main() -> None:
    """Measure and print what is asked for, or all."""
    drop_stale_code()
    options = arguments()
    print(f"{time.strftime('%Y-%m-%d')}, {processor()}, {os.cpu_count()} cores, load "
          f"{os.getloadavg()[0]:.1f}, Python {platform.python_version()}")  # fmt: skip
    sections = sections_of(options)
    for name in options.sections or sections:
        print(f"\n{name}")
        sections[name]()


def sections_of(options: argparse.Namespace) -> dict[str, Callable[[], None]]:
    """Return what can be measured, by name."""
    against_all: dict[str, Callable[..., None]] = {
        "parties": print_parties,
        "comparison": print_comparison,
        "index": print_index,
        "memory": print_memory,
        "adversarial": print_adversarial,
        "scripts": print_scripts,
    }
    return {
        "recall": partial(print_recall, options.names, options.queries),
        **{
            name: lambda measure=measure: measure(kept("all", all_listings()))
            for name, measure in against_all.items()
        },
    }


def processor() -> str:
    """Return what the processor calls itself."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sections", nargs="*", help="default: all")
    parser.add_argument("--names", type=int, nargs="+", default=[40_000, 250_000])
    parser.add_argument("--queries", type=int, default=100, help="of each kind, for the recall")
    return parser.parse_args()


if __name__ == "__main__":
    main()
