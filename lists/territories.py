"""Country names as publishers write them, to ISO 3166-1 alpha-2."""

from functools import lru_cache

from rigour.territories import get_territory, lookup_territory


@lru_cache(maxsize=2048)
def country_code(name: str) -> str | None:
    """Return the code of a country's name or code ("Korea, North" → "KP"), else None."""
    text = name.strip()
    if not text:
        return None
    territory = get_territory(text.lower()) or lookup_territory(_turned(text))
    if territory is None or not territory.is_country:
        return None
    return territory.code.upper()[:2] if len(territory.code) == 2 else None


def _turned(text: str) -> str:
    """Return "North Korea" for "Korea, North"."""
    first, comma, last = text.partition(", ")
    return f"{last} {first}" if comma else text
