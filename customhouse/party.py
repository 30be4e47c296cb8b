"""The parties of a shipment: who they are, where, by which numbers, and who owns them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, WithJsonSchema

from customhouse.part import NameText, Part, PartialDate, ShortText, Text
from customhouse.roles import DE_3035, Role

RoleField = Annotated[
    Role,
    WithJsonSchema(
        {
            "type": "string",
            "enum": [*Role, *DE_3035.values()],
            "description": "word or UN/EDIFACT DE 3035 code",
        }
    ),
]


class PartyKind(StrEnum):
    """What a party is, as far as upstream knows."""

    ORGANISATION = "organisation"
    PERSON = "person"
    VESSEL = "vessel"
    UNKNOWN = "unknown"


class PartyName(Part):
    """One name of a party, in any script."""

    text: NameText
    lang: ShortText | None = None
    type: ShortText | None = Field(
        default=None, description="primary, aka, former, trading or native"
    )


class Identifier(Part):
    """A number that names its bearer: scheme "IMO", "LEI", "INN", "passport" …"""

    scheme: ShortText
    value: ShortText
    country: ShortText | None = None


class PartyAddress(Part):
    """An address, as one text, as lines, or in parts."""

    full: Text | None = None
    lines: tuple[Text, ...] = ()
    city: Text | None = None
    region: Text | None = None
    postal_code: Text | None = None
    country: ShortText | None = Field(default=None, description="ISO 3166-1 alpha-2; ZZ unknown")


class Owner(Part):
    """Who owns or controls a party, as declared."""

    name: NameText
    percent: float | None = Field(default=None, ge=0, le=100)
    kind: ShortText | None = Field(default=None, description="owns or controls")
    country: ShortText | None = None
    identifiers: tuple[Identifier, ...] = ()


class Party(Part):
    """A person or organisation in a role on the shipment."""

    role: RoleField
    role_text: Text | None = None
    kind: PartyKind = PartyKind.UNKNOWN
    names: Annotated[tuple[PartyName, ...], Field(min_length=1, max_length=50)]
    addresses: tuple[PartyAddress, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    country: ShortText | None = None
    incorporated_on: PartialDate | None = None
    birth_date: PartialDate | None = Field(default=None, description="1965, 1965-04 or 1965-04-30")
    business: Text | None = Field(
        default=None, description="what the firm does, of shippers and consignees alike"
    )
    websites: tuple[Text, ...] = ()
    emails: tuple[Text, ...] = ()
    phones: tuple[Text, ...] = ()
    owners: tuple[Owner, ...] = ()
