"""Spoilt lists, given to every parser and to the gate: the long run.

usage: python -m benchmarks.fuzz [--inputs 100000] [--minutes 20] [--formats un_sc …] [--seed 1]

An input is the same for the same seed, format and number, so a run that was stopped, with Ctrl-C
or otherwise, goes on where it was: .demo/benchmark/fuzz.json says how far each format came. Every
format runs in a process with a ceiling on its memory. A failure is any error but ListError, more
than 10 s of processor time for one file, or a bad list that the gate lets through.
"""

import argparse
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import orjson

from lists.reading.territories import country_code
from tests.fuzzing import Fuzz
from tests.list_samples import SAMPLES

STATE = Path(".demo/benchmark/fuzz.json")
BATCH = 500
# Bytes of address space: four times what the imports take.
MEMORY = 1024**3
# Seconds of processor time for one input.
LONGEST_S = 10.0
MOST_KEPT = 20


class TooSlowError(BaseException):
    """An input took too long; no `except` of a parser may catch it."""


@dataclass
class Tally:
    """What became of the inputs of one format."""

    inputs: int = 0
    seconds: float = 0.0
    slowest_ms: float = 0.0
    peak_mb: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def add(self, more: "Tally") -> None:
        """Add a batch."""
        self.inputs += more.inputs
        self.seconds += more.seconds
        self.slowest_ms = max(self.slowest_ms, more.slowest_ms)
        self.peak_mb = max(self.peak_mb, more.peak_mb)
        self.outcomes.update(more.outcomes)
        self.failures = (self.failures + more.failures)[:MOST_KEPT]


def main() -> int:
    """Run, and print the table for docs/benchmarks.md; return 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000, help="for each format")
    parser.add_argument("--minutes", type=float, default=1e6)
    parser.add_argument("--formats", nargs="*", default=list(SAMPLES), choices=list(SAMPLES))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tallies = restored(options.seed)
    deadline = time.monotonic() + 60 * options.minutes
    try:
        for name in options.formats:
            fuzz(name, options.seed, options.inputs, deadline, tallies)
    except KeyboardInterrupt:
        print("\nstopped; the same command goes on from here", file=sys.stderr)
    print_table(tallies)
    return int(any(tally.failures for tally in tallies.values()))


def fuzz(name: str, seed: int, inputs: int, deadline: float, tallies: dict[str, Tally]) -> None:
    """Bring a format to so many inputs, batch by batch; each is written down when it is done."""
    tally = tallies.setdefault(name, Tally())
    context = multiprocessing.get_context("spawn")
    while tally.inputs < inputs and time.monotonic() < deadline:
        with ProcessPoolExecutor(1, context, initializer=limit) as pool:
            try:
                while tally.inputs < inputs and time.monotonic() < deadline:
                    count = min(BATCH, inputs - tally.inputs)
                    job = pool.submit(batch, name, seed, tally.inputs, count)
                    tally.add(job.result())
                    save(seed, tallies)
                    show(name, tally, inputs)
            except BrokenProcessPool:
                where = f"{tally.inputs} to {tally.inputs + BATCH}: the process died"
                tally.add(Tally(inputs=BATCH, failures=[where]))
    print(file=sys.stderr)


def limit() -> None:
    """Put the ceiling on this process's memory; leave Ctrl-C to the parent."""
    # The first name that is no country builds an index, which is not the input's cost.
    country_code("no country")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGVTALRM, _too_slow)


def _too_slow(_: int, __: FrameType | None) -> None:
    raise TooSlowError


def batch(name: str, seed: int, first: int, count: int) -> Tally:
    """Run some inputs in memory, where there is a folder for that."""
    # What is written there is made up and gone when the batch is.
    shared = Path("/dev/shm")  # noqa: S108
    tally = Tally(inputs=count)
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        fuzz = Fuzz(name, seed, Path(folder))
        for number in range(first, first + count):
            started = time.process_time()
            outcome = attempt(fuzz, number)
            took = time.process_time() - started
            tally.seconds += took
            tally.slowest_ms = max(tally.slowest_ms, 1000 * took)
            tally.outcomes[outcome if ":" not in outcome else "failed"] += 1
            if ":" in outcome:
                tally.failures.append(f"{number} {outcome[:300]}")
    tally.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return tally


def attempt(fuzz: Fuzz, number: int) -> str:
    """Return what became of an input; a failure as "Type: what it says"."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_S)
    try:
        return fuzz.run(number)
    # A panic of Rust code is no Exception either.
    except BaseException as exc:
        return f"{type(exc).__name__}: {exc}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def restored(seed: int) -> dict[str, Tally]:
    """Return how far a run with this seed came."""
    try:
        saved = orjson.loads(STATE.read_bytes())
    except FileNotFoundError:
        return {}
    if saved["seed"] != seed:
        return {}
    return {
        name: Tally(**{**fields, "outcomes": Counter(fields["outcomes"])})
        for name, fields in saved["formats"].items()
    }


def save(seed: int, tallies: dict[str, Tally]) -> None:
    """Write down how far the run came; a kill leaves the old file or the new one."""
    STATE.parent.mkdir(parents=True, exist_ok=True)
    aside = STATE.with_suffix(".new")
    formats = {name: vars(tally) for name, tally in tallies.items()}
    aside.write_bytes(orjson.dumps({"seed": seed, "formats": formats}, option=orjson.OPT_INDENT_2))
    aside.replace(STATE)


def show(name: str, tally: Tally, inputs: int) -> None:
    """Say how far it is, in one line that is written over."""
    rate = tally.inputs / max(tally.seconds, 1e-9)
    failed = f", {len(tally.failures)} FAILED" if tally.failures else ""
    print(f"\r{name} {tally.inputs:,} of {inputs:,}, {rate:.0f}/s{failed}  ",
          end="", file=sys.stderr, flush=True)  # fmt: skip


def print_table(tallies: dict[str, Tally]) -> None:
    """Print what came of it."""
    print("| format | inputs | a second | refused by the parser | refused by the gate "
          "| read | failed | slowest ms | peak MB |")  # fmt: skip
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, tally in tallies.items():
        if not tally.inputs:
            continue
        said = tally.outcomes
        refused = said["refused by the parser"], said["refused by the gate"]
        read = said["parsed"] + said["empty"] + said["accepted"]
        print(
            f"| {name} | {tally.inputs:,} | {tally.inputs / max(tally.seconds, 1e-9):,.0f} "
            f"| {refused[0]:,} | {refused[1]:,} | {read:,} | {len(tally.failures)} "
            f"| {tally.slowest_ms:.0f} | {tally.peak_mb:.0f} |"
        )
    for name, tally in tallies.items():
        for failure in tally.failures:
            print(f"{name} {failure}")


if __name__ == "__main__":
    sys.exit(main())
