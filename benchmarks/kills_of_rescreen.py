"""Kill a re-screening run again and again, and compare what it leaves behind.

usage: python -m benchmarks.kills_of_rescreen [--kills 50] [--seed 1]

A run over 60 shipments in chunks of two is killed with SIGKILL at random moments, up to five times
before it may come to its end; then again from the beginning, until there were so many kills. Each
time heads, hits, events and the run's own counts must be those of a run that nobody disturbed.
"""

import argparse
import random
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

import servers
from killing_rescreens import Rescreener, end_state, fill, rescreener

from worker.settings import Settings

MOST = 5


def run(folder: Path, url: str, working: Rescreener, given: argparse.Namespace) -> int:
    """Return how many runs were not what an undisturbed one is."""
    rng, first, calm = random.Random(given.seed), folder / "first", folder / "calm"
    first.mkdir()
    fill(first, url)
    shutil.copytree(first, calm)
    took = working.work(Settings(data_dir=calm, redis_url=url, prefix="calm:")) or 1.0
    expected = end_state(calm, url, "calm:")
    kills, rounds, wrong = 0, 0, 0
    while kills < given.kills:
        rounds += 1
        killed, prefix = folder / f"killed{rounds}", f"killed{rounds}:"
        shutil.copytree(first, killed)
        own = Settings(data_dir=killed, redis_url=url, prefix=prefix)
        died = sum(working.work(own, rng.uniform(0.01, took)) is None for _ in range(MOST))
        working.work(own)
        found = end_state(killed, url, prefix)
        kills, wrong = kills + died, wrong + (found != expected)
        print(f"{rounds:3} {died} kills, {'as undisturbed' if found == expected else found}")
        shutil.rmtree(killed)
    print(f"{kills} kills in {rounds} runs of {took:.2f} s, {wrong} not as an undisturbed one")
    return wrong


def main() -> int:
    """Kill runs; 1 if any left something else behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kills-")))
        (folder / "valkey").mkdir()
        url = stack.enter_context(servers.valkey(folder / "valkey"))
        return int(run(folder, url, stack.enter_context(rescreener()), given) > 0)


if __name__ == "__main__":
    sys.exit(main())
