"""Kill a refresh again and again, and look at what is in force afterwards.

usage: python -m benchmarks.kills_of_refresh [--kills 50] [--seed 1]

Half of the kills come at a random moment, half at a random one of the things that a refresh asks
of the file system or the network. After each one a good list must be in force and readable, and
the next refresh must bring the publisher's list and keep its bytes.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from killing import Refresher, check_next, check_store, refresher
from publishers import Publisher, ofac_set, offer, publisher

from lists.store.list_store import ListStore


def run(folder: Path, kills: int, rng: random.Random) -> Counter[str]:
    """Return what was in force after the kills; a broken promise is an AssertionError."""
    store, found = ListStore(folder), Counter[str]()
    with publisher() as office, refresher(folder, office) as refreshing:
        steps, seconds = _measure(office, refreshing)
        entries = 311
        while found.total() < kills:
            offer(office, ofac_set(entries + 1))
            by_time, by_step = rng.uniform(0, seconds), rng.randint(1, steps)
            order = rng.choice([f"seconds {by_time:.4f}", f"steps {by_step}"])
            if refreshing.run(order)["signal"] == signal.SIGKILL:
                is_new = check_store(store, (entries, entries + 1)) > entries
                found["the new list in force" if is_new else "the last good list in force"] += 1
            entries += 1
            check_next(refreshing, store, entries)
    return found


def _measure(office: Publisher, refreshing: Refresher) -> tuple[int, float]:
    offer(office, ofac_set(310))
    refreshing.run()
    offer(office, ofac_set(311))
    started = time.monotonic()
    steps = int(refreshing.run()["steps"])
    return steps, time.monotonic() - started


def main() -> None:
    """Read the options and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="customhouse-kills-") as folder:
        found = run(Path(folder), given.kills, random.Random(given.seed))
    for what, number in sorted(found.items()):
        print(f"{number:4}  {what}")
    print(f"{given.kills} kills, no promise broken, {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
