"""The roles that a policy speaks of: a party's own, that of what it owns, and groups of them."""

from collections.abc import Mapping
from typing import Final

from customhouse.roles import Role
from ledger.rows import Carried
from screening.subject import SubjectKind

OWNER: Final = "owner"
VESSEL: Final = "vessel"
# Who manages, owns or operates a vessel.
VESSEL_COMPANY: Final = "vessel_company"
# Who sends, gets, makes, sells or uses the goods, unlike who carries, insures or pays.
GOODS: Final = "parties_to_the_goods"

_TO_THE_GOODS: Final = frozenset(
    {
        Role.CONSIGNOR, Role.CONSIGNEE, Role.ULTIMATE_CONSIGNEE, Role.END_USER,
        Role.INTERMEDIATE_CONSIGNEE, Role.NOTIFY_PARTY, Role.BUYER, Role.SELLER, Role.SUPPLIER,
        Role.MANUFACTURER, Role.EXPORTER, Role.IMPORTER, Role.ORIGINAL_SHIPPER, Role.SHIP_TO,
        Role.OWNER_OF_GOODS, Role.OTHER,
    }
)  # fmt: skip
_SINGLE: Final = frozenset({*map(str, Role), OWNER, VESSEL, VESSEL_COMPANY})
ROLE_WORDS: Final = frozenset({*_SINGLE, GOODS})


def roles_of(carried: Carried, roles: Mapping[str, str | None]) -> frozenset[str]:
    """Return the words a subject answers to: its role, its group, and those of what it owns.

    Args:
        roles: of every subject of the shipment, by its ref.

    Example: of the owner of a consignee {"owner", "consignee", "parties_to_the_goods"}.
    """
    words = {_word(carried)}
    if carried.role == OWNER:
        owned = roles.get(carried.ref.partition(".owners.")[0])
        words |= {owned} if owned in _SINGLE else set()
    return frozenset(words | {GOODS} if words & _TO_THE_GOODS else words)


def _word(carried: Carried) -> str:
    if carried.subject.kind is SubjectKind.VESSEL:
        return VESSEL
    if ".related." in carried.ref:
        return VESSEL_COMPANY
    return carried.role if carried.role in _SINGLE else Role.OTHER
