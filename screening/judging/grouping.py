"""The same entity on several lists, brought together."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from screening.facts.corroboration import Facts, compare_facts, facts_of_listing
from screening.facts.identifiers import identifier_key, may_be_equal
from screening.listing import EntityType, ListedIdentifier, Listing, NameKind
from screening.names.samename import fold_words

# What proves two listings of one name to be two entities; less is a slip or a move.
_CONTRADICTION: Final = -2.0
# One number may name several firms or ships under these.
_SHARED: Final = frozenset({"bic", "okpo", "id", "serial", "registration"})


def group_hits(listings: Sequence[Listing]) -> tuple[int, ...]:
    """Return the group of each listing, numbered from 0 by its first listing.

    Two listings are one entity where they share a number that names its bearer, or a name and a
    type without a contradiction; and so on from one to the next. One list gives an entity once,
    so two listings of one source never meet by their name.

    Example: group_hits((ofac_egret, eu_heron, uk_egret)) is (0, 1, 0)
    """
    facts = [facts_of_listing(listing) for listing in listings]

    def are_one(left: int, right: int) -> bool:
        return _are_one(listings[left], listings[right], facts[left], facts[right])

    return _grouped(listings, are_one)


def group_by_number(listings: Sequence[Listing]) -> tuple[int, ...]:
    """Return the group of each listing, where only a shared number that names its bearer joins.

    Two lists may name two entities alike; what a person is shown as one must be one.
    """
    return _grouped(
        listings,
        lambda left, right: (
            _types_fit(listings[left].type, listings[right].type)
            and _shares_number(listings[left], listings[right])
        ),
    )


def _grouped(listings: Sequence[Listing], are_one: Callable[[int, int], bool]) -> tuple[int, ...]:
    heads = list(range(len(listings)))
    for left, right in sorted(_pairs(listings)):
        if are_one(left, right):
            heads[max(_head(heads, left), _head(heads, right))] = min(
                _head(heads, left), _head(heads, right)
            )
    numbers: dict[int, int] = {}
    return tuple(
        numbers.setdefault(_head(heads, place), len(numbers)) for place in range(len(listings))
    )


def _pairs(listings: Sequence[Listing]) -> set[tuple[int, int]]:
    """Return the pairs that share a name or a number; a long list of hits stays cheap."""
    places: dict[object, list[int]] = defaultdict(list)
    for place, listing in enumerate(listings):
        for key in {*_names(listing), *_keys(listing)}:
            places[key].append(place)
    return {
        (left, right)
        for sharing in places.values()
        for number, left in enumerate(sharing)
        for right in sharing[number + 1 :]
    }


def _are_one(left: Listing, right: Listing, asked: Facts, listed: Facts) -> bool:
    if not _types_fit(left.type, right.type):
        return False
    if _shares_number(left, right):
        return True
    if left.source == right.source or not set(_names(left)) & set(_names(right)):
        return False
    return all(part.logit > _CONTRADICTION for part in compare_facts(asked, listed))


def _types_fit(left: EntityType, right: EntityType) -> bool:
    return left is right or EntityType.UNKNOWN in (left, right)


def _shares_number(left: Listing, right: Listing) -> bool:
    mine = _keys(left)
    return any(
        may_be_equal(mine[key], identifier)
        for key, identifier in _keys(right).items()
        if key in mine
    )


def _keys(listing: Listing) -> dict[tuple[str, str], ListedIdentifier]:
    keys = ((identifier_key(identifier), identifier) for identifier in listing.identifiers)
    return {key: found for key, found in keys if key is not None and key[0] not in _SHARED}


def _names(listing: Listing) -> list[str]:
    strong = (name.text for name in listing.names if name.kind is not NameKind.WEAK_ALIAS)
    return [folded for text in strong if (folded := fold_words(text))]


def _head(heads: list[int], place: int) -> int:
    while heads[place] != place:
        place = heads[place]
    return place
