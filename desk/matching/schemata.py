"""Types of entities as evaluation sets and people write them."""

from typing import Final

from screening.listing import EntityType

# FollowTheMoney's schemata, and our own words.
_TYPES: Final = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANISATION,
    "organisation": EntityType.ORGANISATION,
    "company": EntityType.ORGANISATION,
    "legalentity": EntityType.UNKNOWN,
    "vessel": EntityType.VESSEL,
}


def type_of(word: str) -> EntityType:
    """Return the type that a word means, UNKNOWN where it means none: "Company", "vessel"."""
    return _TYPES.get(word.strip().lower(), EntityType.UNKNOWN)
