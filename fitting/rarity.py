"""Make screening/tables/rarity.json: how much the commoner words say, from fixed public names.

Never made from lists in force: a score may not depend on what else is listed.
"""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log2
from typing import Final

from fitting.places import DATA, TABLES
from screening.names.analysis import analyse
from screening.names.words import RAREST

# A word of one in 32 says nothing more, one of one in 32,768 is rare: 1.0. Rarer ones say more.
_COMMONEST_BITS: Final = 5.0
_RAREST_BITS: Final = 15.0
_LEAST: Final = 0.05
_LEAST_SEEN: Final = 4


def main() -> None:
    """Write the table: hundredths, for each word commoner than the rarest."""
    weights: dict[str, float] = {}
    for names in (_companies(), _persons()):
        counts = Counter(letters for name in names for letters in _words(name))
        total = counts.total()
        for word, count in counts.items():
            bits = -log2(count / total)
            weight = (bits - _COMMONEST_BITS) / (_RAREST_BITS - _COMMONEST_BITS)
            # Common among persons or among companies: a word is as common as its commoner use.
            if count >= _LEAST_SEEN and weight < weights.get(word, RAREST):
                weights[word] = max(_LEAST, weight)
    table = {word: round(100 * weight) for word, weight in sorted(weights.items())}
    table = {word: weight for word, weight in table.items() if weight < round(100 * RAREST)}
    text = json.dumps(table, separators=(",", ":")).replace(",", ",\n")
    (TABLES / "rarity.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(table)} words")


def _words(name: str) -> Iterator[str]:
    return (word.letters for word in analyse(name).words)


def _companies() -> Iterable[str]:
    with gzip.open(DATA / "names" / "gleif_names_dev.csv.gz", "rt", encoding="utf-8") as file:
        return [row["legal_name"] for row in csv.DictReader(file)]


def _persons() -> Iterator[str]:
    """Yield made-up persons, name parts of all countries, and those of two old lists."""
    for kind in ("us", "global"):
        path = DATA / "quality" / f"negatives_{kind}_dev.csv"
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row["full_name"] for row in csv.DictReader(file))
    with gzip.open(DATA / "names" / "translit_dev.tsv.gz", "rt", encoding="utf-8") as file:
        yield from (
            row["latin"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
    for version in ("2021-07-07", "2023-12-28"):
        path = DATA / "lists" / "ofac" / version / "sdn.csv"
        with path.open(encoding="latin-1", newline="") as file:
            yield from (row[1] for row in csv.reader(file) if row[2:3] == ["individual"])


if __name__ == "__main__":
    main()
