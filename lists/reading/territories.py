"""Country names as publishers write them, to ISO 3166-1 alpha-2."""

from functools import cache, lru_cache
from typing import Final

from rigour.territories import get_territories, get_territory, lookup_territory

from screening.facts.countries import is_country

# Names on OFAC's lists that are no territory's first one; "" is no country.
_WRITTEN: Final = {
    "burma": "MM",
    "cabo verde": "CV",
    "cabo verde. previously cape verde.": "CV",
    "cote d ivoire": "CI",
    "hong kong": "HK",
    "macau": "MO",
    "netherlands antilles": "",
    "none identified": "",
    "palestinian": "PS",
    "commonwealth of independent states": "",
    "crimea": "",
    "gaza": "PS",
    "kafia kingi": "",
    "northern mali": "ML",
    "republic of the congo": "CG",
    "sao tome and principe": "ST",
    "st. kitts & nevis": "KN",
    "st. kitts and nevis": "KN",
    "st. vincent and the grenadines": "VC",
    "the bahamas": "BS",
    "the gambia": "GM",
    "the republic of north macedonia": "MK",
    "turkey": "TR",
    "undetermined": "",
    "west bank": "PS",
}
# Characters; a longer text is no country, and the register takes its time over each letter.
_LONGEST: Final = 200


def country_code(name: str) -> str | None:
    """Return the code of a country's name or code ("Korea, North" → "KP"), else None."""
    text = name.strip()
    return _looked_up(text) if 0 < len(text) <= _LONGEST else None


@lru_cache(maxsize=2048)
def _looked_up(text: str) -> str | None:
    usual = _usual_names().get(_turned(text).casefold())
    if usual is not None:
        return usual or None
    territory = get_territory(text.lower()) or lookup_territory(_turned(text))
    # The register's own word would leave out Hong Kong and Palestine, which trade has codes for.
    if territory is None or not is_country(territory.code):
        return None
    return territory.code.upper()


@cache
def _usual_names() -> dict[str, str]:
    """Return code by name; the register's index of all spellings would take a second to build."""
    found = [territory for territory in get_territories() if is_country(territory.code)]
    names = {territory.full_name.casefold(): territory.code.upper() for territory in found}
    return (
        names
        | {territory.name.casefold(): territory.code.upper() for territory in found}
        | _WRITTEN
    )


def is_usual_name(name: str) -> bool:
    """Tell whether this is a name that lists use for a country or region: "Iran"."""
    return _turned(name).casefold() in _usual_names()


def _turned(text: str) -> str:
    """Return "North Korea" for "Korea, North"."""
    first, comma, last = text.partition(", ")
    return f"{last} {first}" if comma else text
