"""Speed and size of reading lists, and of bringing a snapshot into force.

    python -m benchmarks.lists [--megabytes 120] [--names 100000]

Every measurement runs in a process of its own; seconds are processor time, so that other work on
the machine counts little. Prints tables for docs/benchmarks.md.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.grown import SHAPES, grow
from fitting.places import DATA
from fitting.samples import innocent_companies, listed_names
from lists.canonical import to_json, with_content
from lists.reading.parsed import Reading, read_list
from lists.reading.territories import country_code
from lists.registry import parser_of, source_of
from lists.store.mapped import open_index, write_index
from screening.listing import EntityType, ListedName, Listing
from screening.names.analysis import analyse
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from worker.warming import warm

LISTS = DATA / "lists"
REAL = {
    "us_ofac_sdn": "ofac/2023-12-28",
    "us_ofac_cons": "ofac/non_sdn_2025-12-19",
    "us_csl": "us_csl/consolidated_2022-04.csv",
    "us_bis_dpl": "us_bis/dpl_2023-11.txt",
    "un_sc": "un/consolidated_2026-02-27.xml",
    "uk_conlist": "uk/ConList_2025-04-14.xlsx",
    "ca_sema": "ca/sema-lmes_2025.xml",
    "au_dfat": "au/regulation8_consolidated_2024-12.xlsx",
}
GROWN = {
    "OFAC ADVANCED": "ofac/schemas/sdn_advanced_2024-02-23_CUT37.xml",
    "OFAC XML": "ofac/non_sdn_xml/consolidated_2025-03-28.xml",
}
MEGABYTE = 1_000_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=120)
    parser.add_argument("--names", type=int, default=100_000)
    options = parser.parse_args()
    print("| list | MB | entries | names | s | MB/s | peak MB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for source, name in REAL.items():
        apart(read_whole, source, source, LISTS / name)
    with tempfile.TemporaryDirectory(prefix="customhouse-bench-") as folder:
        for label, name in GROWN.items():
            path = grow(LISTS / name, Path(folder), options.megabytes, SHAPES[label])
            apart(read_stream, f"{label} grown, entry by entry", "us_ofac_sdn", path)
            apart(read_whole, f"{label} grown, as a list", "us_ofac_sdn", path)
        print("\n| what | s |\n|---|---:|", flush=True)
        apart(countries)
        apart(snapshot, options.names, Path(folder) / "index")
        apart(readiness, Path(folder) / "index")


def apart(measure: Callable[..., None], *args: object) -> None:
    """Run a measurement in a fresh process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        pool.submit(measure, *args).result()


def read_whole(label: str, source_id: str, path: Path) -> None:
    """Read a list into canonical lines, as loading it does."""
    source = source_of(source_id)
    know_countries()
    begun = time.process_time()
    parsed = read_list(parser_of(source), path, source, allow_incomplete=True)
    tell(label, path, len(parsed.lines), parsed.shape["names"], time.process_time() - begun)


def read_stream(label: str, source_id: str, path: Path) -> None:
    """Read a list and keep nothing of it: what parsing alone takes."""
    source = source_of(source_id)
    entries = names = 0
    know_countries()
    begun = time.process_time()
    # Its header still tells the sample's own count.
    for listing in parser_of(source)(path, source, Reading(), allow_incomplete=True):
        entries += 1
        names += len(listing.names)
    tell(label, path, entries, names, time.process_time() - begun)


def know_countries() -> None:
    """Ask for a country that is none: the first such question of a process reads a long table."""
    country_code("Atlantis")


def countries() -> None:
    """Print what the table of countries takes, once a process."""
    begun = time.process_time()
    know_countries()
    print(f"| the long table of countries, once a process | {time_since(begun)} |", flush=True)


def tell(label: str, path: Path, entries: int, names: int, seconds: float) -> None:
    """Print a row of the table."""
    files = [path] if path.is_file() else list(path.iterdir())
    size = sum(file.stat().st_size for file in files) / MEGABYTE
    # Linux counts in units of 1,024 bytes, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    print(
        f"| {label} | {size:.1f} | {entries:,} | {names:,} | {seconds:.2f} | "
        f"{size / seconds:.1f} | {peak:.0f} |",
        flush=True,
    )


def snapshot(count: int, folder: Path) -> None:
    """Analyse, index and write a snapshot of so many names."""
    warm()
    rows = [(to_json(each), each) for each in listings(count)]
    begun = time.process_time()
    for _, listing in rows:
        analyse(listing.primary_name)
    print(f"| {count:,} names analysed | {time_since(begun)} |", flush=True)
    analyse.cache_clear()
    begun = time.process_time()
    write_index(folder, iter(rows))
    print(f"| analysed, indexed and written | {time_since(begun)} |", flush=True)


def readiness(folder: Path) -> None:
    """Open a snapshot from disk and ask for the first name."""
    warm()
    begun = time.perf_counter()
    watchlist = open_index(folder)
    print(f"| opened from disk and checked (time that passes) | {time_passed(begun)} |")
    asked = Subject(kind=SubjectKind.PARTY, names=("Quillon Harrow Trading",))
    watchlist.screen_subject(asked, Policy())
    print(f"| the same and the first answer | {time_passed(begun)} |")


def time_since(begun: float) -> str:
    """Return the processor time since then, in words."""
    return f"{time.process_time() - begun:.2f}"


def time_passed(begun: float) -> str:
    """Return the time that passed since then, in words."""
    return f"{time.perf_counter() - begun:.2f}"


def listings(count: int) -> Iterator[Listing]:
    """Yield listings of one name each: the SDN of 2025, filled up with real company names."""
    names = [name.text for name in listed_names()]
    names += [name.text for name in innocent_companies(max(0, count - len(names)))]
    for number, text in enumerate(names[:count]):
        yield with_content(
            Listing(
                id=f"own:bench:{number}",
                source="own:bench",
                type=EntityType.ORGANISATION,
                names=(ListedName(text=text),),
            )
        )


if __name__ == "__main__":
    main()
