"""What a listing holds, each once and in a fixed order, however a file is ordered."""

from collections.abc import Iterable

from screening.listing import (
    CountryTie,
    Designation,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    NameKind,
    Relation,
)

_BY_KIND = list(NameKind).index


def ordered_names(names: list[ListedName]) -> tuple[ListedName, ...]:
    """Return each text once, with its strongest kind, by kind and text.

    The first primary name, which people know, comes first.
    """
    primary = [name for name in names if name.kind is NameKind.PRIMARY][:1]
    kept: dict[str, ListedName] = {}
    for name in primary + sorted(set(names) - set(primary), key=_name_order):
        kept.setdefault(name.text.casefold(), name)
    return tuple(kept.values())


def ordered_numbers(numbers: Iterable[ListedIdentifier]) -> tuple[ListedIdentifier, ...]:
    """Return the identifiers by scheme, value and country."""
    return tuple(sorted(set(numbers), key=lambda n: (n.scheme, n.value, n.country or "")))


def ordered_addresses(addresses: Iterable[ListedAddress]) -> tuple[ListedAddress, ...]:
    """Return the addresses by their text, then by their parts."""
    return tuple(sorted(set(addresses), key=_address_order))


def ordered_ties(ties: Iterable[CountryTie]) -> tuple[CountryTie, ...]:
    """Return the ties by relation and country."""
    return tuple(sorted(set(ties), key=lambda tie: (tie.relation, tie.code)))


def ordered_designations(designations: Iterable[Designation]) -> tuple[Designation, ...]:
    """Return the designations by programme, then by all else."""
    return tuple(sorted(set(designations), key=_designation_order))


def ordered_relations(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return the relations by kind and name."""
    return tuple(sorted(set(relations), key=lambda r: (r.kind, r.name, r.listing_id or "")))


def _name_order(name: ListedName) -> tuple[object, ...]:
    """Sort equal texts so that the one with more details comes first; that one is kept."""
    parts = tuple((part.kind, part.text) for part in name.parts)
    said = (name.script or "", name.language or "", parts)
    return _BY_KIND(name.kind), name.text, *(field for each in said for field in (not each, each))


def _address_order(address: ListedAddress) -> tuple[str, ...]:
    rest = (address.country, address.city, address.street, address.region, address.postal_code)
    return address.text, *(part or "" for part in rest)


def _designation_order(found: Designation) -> tuple[str, ...]:
    rest = (found.authority, found.start, found.end, found.legal_basis)
    return found.program, *(part or "" for part in rest), *found.measures
