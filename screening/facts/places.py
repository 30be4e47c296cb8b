"""Whether a place that is written behind a name is where a listing is."""

from functools import lru_cache
from typing import Final

from screening.facts import weights
from screening.facts.corroboration import Corroboration, most_support
from screening.listing import Listing
from screening.names.folding import fold_text
from screening.names.words import COUNTRY_NAMES
from screening.subject import Subject

_SAME: Final = {"st": "saint", "sankt": "saint", "hongkong": "hong kong"}
_LEAST_LETTERS: Final = 3


def most_support_at(subject: Subject, place: str) -> float:
    """Return the most nats that what is known of a subject, and a place behind it, may add."""
    most_of_place = max(weights.PLACE_BEHIND, weights.same_country(""))
    return most_support(subject) + (most_of_place if place else 0.0)


def support_of_place(place: str, listing: Listing) -> Corroboration | None:
    """Return what a place behind a name adds where the listing is there; None: it is elsewhere.

    Args:
        place: as written: "Kolpino 196655", "Lebanon".
    """
    said = f" {_plain(place)} "
    cities, countries = _places_of(listing)
    if any(f" {city} " in said for city in cities):
        return Corroboration("place", weights.PLACE_BEHIND, f"in {place}, as listed")
    codes = [code for code, names in countries if any(f" {name} " in said for name in names)]
    if not codes:
        return None
    logit = max(weights.same_country(code) for code in codes)
    return Corroboration("place", logit, f"in {place}, as listed")


@lru_cache(maxsize=20_000)
def _places_of(
    listing: Listing,
) -> tuple[frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the cities of a listing, and its countries with their names."""
    cities = {_plain(each.city) for each in listing.addresses if each.city}
    countries = ((code, tuple(COUNTRY_NAMES.get(code, ()))) for code in listing.countries)
    return frozenset(city for city in cities if len(city) >= _LEAST_LETTERS), tuple(countries)


def _plain(text: str) -> str:
    words = "".join(sign if sign.isalnum() else " " for sign in fold_text(text)).split()
    return " ".join(_SAME.get(word, word) for word in words)
