"""Names that no list holds, made like those of real trade, for counting false alarms."""

import random
from collections.abc import Sequence

from fitting.samples import innocent_companies
from screening.validating.mutating.wording import name_parts

# Fitted so that engine 3 alarms on 0.25 % at 0.85, 0.53 % at 0.5 and 0.97 % at 0.25.
INNOCENT_WEIGHTS = {"companies": 0.86, "trading": 0.14}
# Entries of one programme mostly stand together.
_NEAR = 200
_TRADES = (
    "Trading", "Import Export", "Trading", "General Trading", "Import & Export", "Trade",
    "International Trading", "Exports", "Imports", "Impex",
)  # fmt: skip
_OTHER = (
    "Logistics", "Shipping", "Industries", "Group", "International", "Electronics", "Foods",
    "Textiles", "Technology", "Chemicals", "Machinery", "Auto Parts", "Global", "Cargo",
    "Steel", "Furniture", "Plastics", "Marine", "Energy", "Ceramics", "Line", "Enterprises",
)  # fmt: skip
_SPANISH = (
    "Comercializadora {}", "Importadora {}", "Exportadora {}", "Grupo {}", "Distribuidora {}",
    "Inversiones {}", "Agropecuaria {}", "Industrias {}", "Importaciones y Exportaciones {}",
    "Transportes {}",
)  # fmt: skip
_SPANISH_FORMS = ("S.A.", "SA de CV", "S.A.S.", "Ltda", "C.A.", "SRL", "")
_RUSSIAN = (
    "OOO {}", "OOO Torgovy Dom {}", "LLC {}", "OOO {} Trade", "AO {}", "TD {}", "OOO {}-Service",
    "LLC {} Group", "IP {}", "OOO PKF {}",
)  # fmt: skip
_STEMS = (
    "alfa", "vostok", "sever", "prom", "tekh", "stroi", "avto", "metall", "agro", "trans", "neft",
    "snab", "invest", "sib", "ural", "rus", "eko", "energo", "torg", "mash", "lider", "grand",
    "optima", "don", "volga", "polis", "gefest", "vektor", "master", "delta", "omega", "plus",
)  # fmt: skip
_SYLLABLES = (
    "hua", "xin", "long", "feng", "tai", "jin", "hong", "da", "yuan", "sheng", "hao", "wei",
    "kai", "rui", "bo", "li", "ming", "an", "zhong", "he", "ya", "tong", "fu", "xiang", "ze",
)  # fmt: skip
_CITIES = (
    "Shenzhen", "Ningbo", "Hangzhou", "Guangzhou", "Shanghai", "Yiwu", "Qingdao", "Xiamen",
    "Tianjin", "Foshan", "Wuxi", "Suzhou", "Dongguan", "Zhejiang", "Fujian", "Jiangsu",
)  # fmt: skip
_FORMS = ("LLC", "Ltd", "Co., Ltd", "FZE", "Pvt Ltd", "Inc", "Limited", "", "", "Corp", "GmbH")


def innocents(count: int) -> dict[str, list[str]]:
    """Return so many real company names, and two thirds as many made-up trading firms."""
    real = [name.text for name in innocent_companies(count, from_second_half=True)]
    return {"companies": real, "trading": trading_firms(2 * count // 3, 31)}


def trading_firms(count: int, seed: int, *, from_second_half: bool = True) -> list[str]:
    """Return made-up trading firms: short, generic, of many countries."""
    rng = random.Random(seed)
    real = innocent_companies(20_000, from_second_half=from_second_half)
    words = [word for name in real for word in name.text.split()[:2] if word.isalpha()]
    makers = (_english, _english, _english, _bare, _spanish, _russian, _chinese, _chinese)
    return [rng.choice(makers)(words, rng) for _ in range(count)]


def _english(words: Sequence[str], rng: random.Random) -> str:
    name = " ".join(rng.choice(words) for _ in range(rng.choice((1, 1, 2))))
    trade = rng.choice(_TRADES if rng.random() < 0.45 else _OTHER)
    return f"{name} {trade} {rng.choice(_FORMS)}".strip()


def _bare(words: Sequence[str], rng: random.Random) -> str:
    return f"{rng.choice(words)} {rng.choice(_FORMS)}".strip()


def _spanish(words: Sequence[str], rng: random.Random) -> str:
    name = rng.choice(_SPANISH).format(rng.choice(words))
    return f"{name} {rng.choice(_SPANISH_FORMS)}".strip()


def _russian(words: Sequence[str], rng: random.Random) -> str:
    del words
    made = "".join(rng.sample(_STEMS, rng.choice((1, 2, 2))))
    return rng.choice(_RUSSIAN).format(made.capitalize())


def _chinese(words: Sequence[str], rng: random.Random) -> str:
    del words
    made = "".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((2, 2, 3)))).capitalize()
    city = f"{rng.choice(_CITIES)} " if rng.random() < 0.7 else ""
    trade = rng.choice(_TRADES if rng.random() < 0.5 else _OTHER)
    return f"{city}{made} {trade} {rng.choice(('Co., Ltd', 'Co Ltd', 'Limited'))}"


def recombined(listed: Sequence[str], count: int, seed: int) -> list[str]:
    """Return persons with the given names of one listed person and the surname of another.

    Args:
        listed: main names, "Family, Given"; neighbours are of one programme.
    """
    rng = random.Random(seed)
    parts = [name_parts(name) for name in listed if "," in name]
    taken = {(family, tuple(given)) for family, given in parts}
    made: list[str] = []
    while len(made) < count:
        place = rng.randrange(len(parts))
        family = parts[place][0]
        given = parts[max(0, min(len(parts) - 1, place + rng.randrange(-_NEAR, _NEAR)))][1]
        if given and (family, tuple(given)) not in taken:
            made.append(f"{' '.join(given)} {family}")
    return made


def with_initials(listed: Sequence[str], count: int, seed: int) -> list[str]:
    """Return persons whose surname is listed, with the initials of another listed person."""
    made = []
    for name in recombined(listed, 4 * count, seed):
        words = name.split()
        if len(words) == 3:
            made.append(f"{words[-1].upper()} {words[0][0]}.{words[1][0]}.")
    return made[:count]
