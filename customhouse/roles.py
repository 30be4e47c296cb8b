"""The roles a party can have, as readable words and as UN/EDIFACT DE 3035 codes."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a party does on a shipment.

    Source: UN/EDIFACT data element 3035 "Party function code qualifier", D.23A.
    """

    CONSIGNOR = "consignor"
    CONSIGNEE = "consignee"
    ULTIMATE_CONSIGNEE = "ultimate_consignee"
    END_USER = "end_user"
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee"
    NOTIFY_PARTY = "notify_party"
    BUYER = "buyer"
    SELLER = "seller"
    SUPPLIER = "supplier"
    MANUFACTURER = "manufacturer"
    EXPORTER = "exporter"
    IMPORTER = "importer"
    ORIGINAL_SHIPPER = "original_shipper"
    FREIGHT_FORWARDER = "freight_forwarder"
    ORIGIN_FORWARDER = "origin_forwarder"
    DESTINATION_FORWARDER = "destination_forwarder"
    CONSOLIDATOR = "consolidator"
    CUSTOMS_BROKER = "customs_broker"
    CARRIER = "carrier"
    CARRIER_AGENT = "carrier_agent"
    AGENT = "agent"
    WAREHOUSE_KEEPER = "warehouse_keeper"
    SHIP_TO = "ship_to"
    PAYER = "payer"
    OWNER_OF_GOODS = "owner_of_goods"
    BANK = "bank"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "Role | None":
        """Return the role that a DE 3035 code ("CN") or a word in capitals names."""
        if not isinstance(value, str):
            return None
        return ROLE_OF_CODE.get(value.upper()) or cls._value2member_map_.get(value.lower())  # type: ignore[return-value]  # typed as Enum


DE_3035: Final[dict[Role, str]] = {
    Role.CONSIGNOR: "CZ",
    Role.CONSIGNEE: "CN",
    Role.ULTIMATE_CONSIGNEE: "UC",
    Role.END_USER: "UD",
    Role.INTERMEDIATE_CONSIGNEE: "IC",
    Role.NOTIFY_PARTY: "NI",
    Role.BUYER: "BY",
    Role.SELLER: "SE",
    Role.SUPPLIER: "SU",
    Role.MANUFACTURER: "MF",
    Role.EXPORTER: "EX",
    Role.IMPORTER: "IM",
    Role.ORIGINAL_SHIPPER: "OS",
    Role.FREIGHT_FORWARDER: "FW",
    Role.ORIGIN_FORWARDER: "DDR",
    Role.DESTINATION_FORWARDER: "DDS",
    Role.CONSOLIDATOR: "CS",
    Role.CUSTOMS_BROKER: "CB",
    Role.CARRIER: "CA",
    Role.CARRIER_AGENT: "CG",
    Role.AGENT: "AG",
    Role.WAREHOUSE_KEEPER: "WH",
    Role.SHIP_TO: "ST",
    Role.PAYER: "PR",
    Role.OWNER_OF_GOODS: "GO",
    Role.BANK: "BK",
    Role.OTHER: "ZZZ",
}

ROLE_OF_CODE: Final[dict[str, Role]] = {code: role for role, code in DE_3035.items()}
