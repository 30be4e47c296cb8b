"""Names made to be slow, and names in other scripts, against all lists."""

import csv
import gzip
import random
from collections.abc import Iterator

from benchmarks.populations import all_listings
from benchmarks.timing import cpu_us, spread
from fitting.places import DATA
from screening.policy import Policy
from screening.scripts.transliteration import script_of
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist
from worker.warming import warm

LONGEST = 10
ASKED = 300
BAR_MS = 50.0
COMMON = [
    "trading",
    "general",
    "international",
    "company",
    "mohammed",
    "ali",
    "bank",
    "oil",
    "ahmed",
    "shipping",
]
ARABIC = ["محمد", "علي", "حسن", "أحمد", "عبد", "الله", "سعيد", "خالد", "يوسف", "إبراهيم"]
SCRIPTS = {"arabic": "arabic", "cyrillic": "russian", "hebrew": "hebrew"}


def print_adversarial(watchlist: Watchlist) -> None:
    """Print the milliseconds of each name, the first time and again."""
    warm()
    listed = [name.text for listing in all_listings() for name in listing.names]
    names = made_up(random.Random(1)) | {
        f"longest listed name {place}, {len(name)} characters": name
        for place, name in enumerate(sorted(set(listed), key=len)[-LONGEST:], start=1)
    }
    names["100 Arabic words, listed"] = of_listed_words(listed)
    worst = 0.0
    for label, name in names.items():
        first, again = (screened_ms(watchlist, name) for _ in range(2))
        worst = max(worst, first)
        over = f"  OVER {BAR_MS:.0f} ms" if first > BAR_MS else ""
        print(f"  {label}: {first:.1f} ms, again {again:.1f} ms{over}")
    print(f"  slowest: {worst:.1f} ms")


def screened_ms(watchlist: Watchlist, name: str) -> float:
    """Return how long a party takes of which nothing but the name is known."""
    subject = Subject(kind=SubjectKind.PARTY, names=(name,))
    return cpu_us(watchlist.screen_subject, subject, Policy()) / 1e3


def made_up(rng: random.Random) -> dict[str, str]:
    """Return names that nobody has, by what is odd about them."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return {
        "one letter 512 times": "a" * 512,
        "one Cyrillic letter 512 times": "ж" * 512,
        "512 letters without a blank": "".join(rng.choices(letters, k=512)),
        "512 digits": "1" * 512,
        "100 words with numbers": " ".join(f"{rng.choice(COMMON)}{n}" for n in range(100)),
        "100 common words": " ".join(rng.choices(COMMON, k=100)),
        "10,000 combining marks": "a" + "\u0301" * 10_000,
        "60 times company": " ".join(["company"] * 60),
        "60 times rosneft": " ".join(["rosneft"] * 60),
        "256 words of one letter": " ".join(rng.choices(letters, k=256)),
        "512 Chinese characters": "".join(chr(0x4E00 + rng.randrange(5_000)) for _ in range(512)),
        "512 Korean syllables": "김" * 512,
        "100 Cyrillic words": " ".join(
            "".join(rng.choices("абвгдежзиклмнопрстуфхцчшщыэюя", k=4)) for _ in range(100)
        ),
        "100 Hebrew words": " ".join(
            "".join(rng.choices("אבגדהוזחטיכלמנסעפצקרשת", k=4)) for _ in range(100)
        ),
        "100 Arabic words, common": " ".join(rng.choices(ARABIC, k=100)),
        "60 times محمد": " ".join(["محمد"] * 60),
        **{name: name for name in ("محمد", "علي", "محمد علي", "محمد أحمد علي حسن")},
    }


def of_listed_words(names: list[str]) -> str:
    """Return a name of a hundred different Arabic words of the lists."""
    words = (word for name in sorted(set(names)) for word in name.split())
    found = dict.fromkeys(word for word in words if script_of(word) == "arabic")
    return " ".join(list(found)[:100])


def print_scripts(watchlist: Watchlist) -> None:
    """Print the cost of names in other scripts: listed ones, and made of other words."""
    warm()
    listed = sorted({name.text for listing in all_listings() for name in listing.names})
    for script, label in SCRIPTS.items():
        rng = random.Random(11)
        known = [name for name in listed if script_of(name) == script]
        groups = {
            "listed": rng.sample(known, min(ASKED, len(known))),
            "of two other words": list(other_names(label, rng)),
        }
        for kind, names in groups.items():
            if names:
                times = [1e3 * screened_ms(watchlist, name) for name in names]
                print(f"  {script}, {len(names)} names {kind}, µs: {spread(times)}")


def other_names(script: str, rng: random.Random) -> Iterator[str]:
    """Yield names of two words that the table of transliteration was learnt from."""
    path = DATA / "names" / "translit_dev.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        words = [row["native"] for row in rows if row["script"] == script]
    for _ in range(ASKED):
        yield " ".join(rng.sample(words, 2))
