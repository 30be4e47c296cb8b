"""Make two tables of screening/tables about places.

places.txt has words of the names of countries and towns, country_names.json the names of each
country.

Countries from rigour (MIT), towns that three listed addresses at least are in. A word that is also
the given or family name of two listed persons is left out.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from rigour.territories import get_territories

from fitting.entities import read_listings
from fitting.places import TABLES
from screening.listing import EntityType, Listing
from screening.names.folding import fold_text

_LISTS: Final = (("us_ofac_sdn", "ofac/2023-12-28"), ("us_csl", "us_csl/consolidated_2022-04.csv"))
_LEAST_TOWNS: Final = 3
_LEAST_PERSONS: Final = 2
_LEAST_LETTERS: Final = 4
_NOT_TEXT: Final = (
    "city north south east west central new great united republic democratic peoples "
    "islamic states island islands federation kingdom saint port state province district "
    "region road street zone free area industrial park trade center airport main building "
    "bank house federal democratic district people office union general south western "
    "northern eastern southern salvador america african arab emirates"
)
# Words of places that say something else elsewhere.
_NOT: Final = frozenset(_NOT_TEXT.split())  # fmt: skip
# Where trade comes from: towns and provinces that no three listed addresses are in, by hand.
_TRADE_TEXT: Final = (
    "shenzhen guangzhou shanghai beijing tianjin ningbo hangzhou yiwu xiamen qingdao dalian suzhou "
    "wuxi dongguan foshan zhongshan zhuhai huizhou shantou fuzhou quanzhou wenzhou taizhou jinhua "
    "shaoxing jiaxing huzhou nantong changzhou zhenjiang yangzhou yancheng xuzhou hefei wuhu "
    "nanjing jinan yantai weihai weifang zibo linyi chengdu chongqing wuhan changsha zhengzhou "
    "kunming nanning guiyang nanchang harbin shenyang changchun urumqi dandong jiangmen zhejiang "
    "jiangsu guangdong fujian shandong hebei henan hubei hunan sichuan anhui liaoning jiangxi "
    "guangxi yunnan kowloon taipei taichung kaohsiung seoul busan incheon osaka tokyo yokohama "
    "hanoi haiphong saigon bangkok jakarta surabaya manila mumbai delhi chennai kolkata bengaluru "
    "bangalore hyderabad ahmedabad gujarat surat kochi colombo dhaka chittagong karachi lahore "
    "istanbul izmir ankara mersin bursa dubai sharjah ajman jeddah riyadh dammam doha muscat "
    "kuwait almaty astana bishkek tashkent tbilisi yerevan baku minsk moskva petersburg "
    "novosibirsk ekaterinburg yekaterinburg vladivostok samara kazan kiev kyiv odessa "
    "kharkiv riga tallinn vilnius warsaw hamburg rotterdam europe asia africa america eurasia"
)
_SOURCE: Final = (
    "Names of countries from rigour 2.6 (MIT), and others in use, by hand; made by "
    "python -m fitting.places_table."
)
_ALSO: Final = {
    "AE": "uae|u a e|emirates",
    "US": "usa|u s a|america",
    "GB": "uk|u k|england|great britain",
    "KP": "dprk|north korea",
    "KR": "south korea|korea",
    "RU": "russian fed|rossiya",
    "HK": "hong kong|hong kong sar",
    "CN": "prc|p r china|pr china",
    "TW": "taiwan",
    "TR": "turkey|turkiye",
    "VN": "viet nam",
    "CZ": "czech republic",
    "MK": "macedonia",
    "MM": "burma|myanmar",
    "CI": "ivory coast|cote d ivoire",
    "DE": "deutschland",
    "ES": "espana",
    "BR": "brasil",
    "BY": "belorussia|byelorussia",
    "LA": "laos",
    "MD": "moldova",
    "PS": "palestine|gaza",
    "CD": "congo",
    "CG": "congo",
    "XK": "kosovo",
    "MO": "macao|macau",
}
_HEADER: Final = (
    "# Words of the names of countries and towns: they say where a bearer is, not who.\n"
    "# Countries from rigour (MIT), towns of listed addresses;\n"
    "# made by python -m fitting.places_table.\n"
)


def main() -> None:
    """Write the table."""
    listings = [each for list_ in _LISTS for each in read_listings(*list_)]
    names = _names_of_persons(listings)
    found = {
        "countries": sorted(_countries()),
        "towns": sorted(
            {word for word, count in _towns(listings).items() if count >= _LEAST_TOWNS}
            | set(_TRADE_TEXT.split())
        ),
    }
    lines = []
    for kind, words in found.items():
        kept = [w for w in words if w.isalpha() and len(w) >= _LEAST_LETTERS and w not in _NOT]
        kept = [word for word in kept if names[word] < _LEAST_PERSONS]
        lines.append(f"{kind}: {' '.join(kept)}\n")
    (TABLES / "places.txt").write_text(_HEADER + "".join(lines), encoding="utf-8")
    names_of = {"source": _SOURCE, "names": dict(sorted(_names_of_countries().items()))}
    text = json.dumps(names_of, indent=1, ensure_ascii=False) + "\n"
    (TABLES / "country_names.json").write_text(text, encoding="utf-8")


def _names_of_countries() -> dict[str, list[str]]:
    """Return the names of each country in plain small letters: {"RU": ["russia", …]}."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in get_territories():
        if each.is_country and len(each.code) == 2:
            found[each.code.upper()] |= {each.name, each.full_name or each.name}
    for code, names in _ALSO.items():
        found[code] |= set(names.split("|"))
    return {code: sorted({_plain(name) for name in names}) for code, names in found.items()}


def _plain(text: str) -> str:
    return " ".join("".join(s if s.isalnum() else " " for s in fold_text(text)).split())


def _countries() -> set[str]:
    names = {name for each in get_territories() if each.is_country for name in (each.name,)}
    return {word for name in names for word in fold_text(name).replace(",", " ").split()}


def _towns(listings: list[Listing]) -> Counter[str]:
    holders: dict[str, set[str]] = defaultdict(set)
    for listing in listings:
        for address in listing.addresses:
            for word in fold_text(address.city or "").replace(",", " ").split():
                holders[word].add(listing.id)
    return Counter({word: len(ids) for word, ids in holders.items()})


def _names_of_persons(listings: list[Listing]) -> Counter[str]:
    return Counter(
        word
        for listing in listings
        if listing.type is EntityType.PERSON
        for word in set(_words(listing))
    )


def _words(listing: Listing) -> Iterator[str]:
    for name in listing.names:
        yield from fold_text(name.text).replace(",", " ").split()


if __name__ == "__main__":
    main()
