"""The shipment record: what upstream systems submit."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from customhouse.roles import DE_3035, Role, read_role

SCHEMA_VERSION: Final = 1
MAX_RECORD_BYTES: Final = 256 * 1024
MAX_PARTIES: Final = 200
MAX_NAME_CHARS: Final = 512

# NUL can be stored in no SQL text column, and no name needs it.
Text = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[^\x00]+$")]
NameText = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=MAX_NAME_CHARS, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$"
    ),
]
RoleField = Annotated[
    Role,
    BeforeValidator(lambda value: read_role(value) if isinstance(value, str) else value),
    WithJsonSchema(
        {
            "type": "string",
            "enum": [*Role, *DE_3035.values()],
            "description": "word or UN/EDIFACT DE 3035 code",
        }
    ),
]


class _Part(BaseModel):
    """A part of the record: frozen, and strict about fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class PartyKind(StrEnum):
    """What a party is, as far as upstream knows."""

    ORGANISATION = "organisation"
    PERSON = "person"
    UNKNOWN = "unknown"


class PartyName(_Part):
    """One name of a party, in any script."""

    text: NameText
    lang: ShortText | None = None
    type: ShortText | None = Field(
        default=None, description="primary, aka, former, trading or native"
    )


class Identifier(_Part):
    """A number that names its bearer: scheme "IMO", "LEI", "INN", "passport" …"""

    scheme: ShortText
    value: ShortText
    country: ShortText | None = None


class PartyAddress(_Part):
    """An address, as one text, as lines, or in parts."""

    full: Text | None = None
    lines: tuple[Text, ...] = ()
    city: Text | None = None
    region: Text | None = None
    postal_code: Text | None = None
    country: ShortText | None = Field(default=None, description="ISO 3166-1 alpha-2; ZZ unknown")


class Owner(_Part):
    """Who owns or controls a party, as declared."""

    name: NameText
    percent: float | None = Field(default=None, ge=0, le=100)
    kind: ShortText | None = Field(default=None, description="owns or controls")
    country: ShortText | None = None
    identifiers: tuple[Identifier, ...] = ()


class Party(_Part):
    """A person or organisation in a role on the shipment."""

    role: RoleField
    role_text: Text | None = None
    kind: PartyKind = PartyKind.UNKNOWN
    names: Annotated[tuple[PartyName, ...], Field(min_length=1, max_length=50)]
    addresses: tuple[PartyAddress, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    country: ShortText | None = None
    incorporated_on: ShortText | None = None
    birth_date: ShortText | None = Field(default=None, description="1965, 1965-04 or 1965-04-30")
    business: Text | None = None
    websites: tuple[Text, ...] = ()
    emails: tuple[Text, ...] = ()
    phones: tuple[Text, ...] = ()
    owners: tuple[Owner, ...] = ()


class RelatedCompany(_Part):
    """A company behind a vessel: registered owner, operator, manager …"""

    role: ShortText
    name: NameText
    imo_company: ShortText | None = None
    country: ShortText | None = None


class Vessel(_Part):
    """A vessel on a leg; screened by name and IMO number like a party."""

    name: NameText | None = None
    imo: ShortText | None = None
    mmsi: ShortText | None = None
    call_sign: ShortText | None = None
    flag: ShortText | None = None
    related: tuple[RelatedCompany, ...] = ()


class Aircraft(_Part):
    """An aircraft on a leg."""

    registration: ShortText | None = None
    icao24: ShortText | None = None
    msn: ShortText | None = None
    operator: ShortText | None = None
    flight: ShortText | None = None


class Vehicle(_Part):
    """A road vehicle on a leg."""

    plate: ShortText | None = None
    country: ShortText | None = None


class Place(_Part):
    """A place of the route."""

    function: ShortText | None = Field(default=None, description="POL, POD, TSP, PLR, PLD, FDE …")
    unlocode: ShortText | None = None
    iata: ShortText | None = None
    name: Text | None = None
    country: ShortText | None = None
    region: ShortText | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)


class Leg(_Part):
    """One leg of the transport, in order."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False
    )

    mode: ShortText | None = Field(default=None, description="UN/ECE Recommendation 19: 1 sea …")
    carrier: Text | None = None
    voyage: ShortText | None = None
    vessel: Vessel | None = None
    aircraft: Aircraft | None = None
    vehicle: Vehicle | None = None
    from_: Place | None = Field(default=None, alias="from")
    to: Place | None = None
    departure: datetime | date | None = None
    arrival: datetime | date | None = None


class Money(_Part):
    """An amount in a currency (ISO 4217)."""

    amount: Decimal = Field(max_digits=19, decimal_places=4, ge=0)
    currency: ShortText


class Goods(_Part):
    """One line of goods."""

    description: Text
    line: int | None = None
    hs: ShortText | None = None
    hs_version: ShortText | None = None
    national_code: ShortText | None = None
    eccn: ShortText | None = None
    dual_use_code: ShortText | None = None
    brand: Text | None = None
    manufacturer: Text | None = None
    part_numbers: tuple[Text, ...] = ()
    serials: tuple[Text, ...] = ()
    origin_country: ShortText | None = None
    quantity: float | None = None
    unit: ShortText | None = None
    packages: int | None = None
    package_code: ShortText | None = None
    gross_kg: float | None = None
    net_kg: float | None = None
    value: Money | None = None
    marks: Text | None = None
    un_number: ShortText | None = None


class Document(_Part):
    """A transport or commercial document (type: UN/EDIFACT DE 1001)."""

    type: ShortText
    number: ShortText
    issue_date: date | None = None


class Equipment(_Part):
    """A container; its number's check digit is a finding, never a rejection."""

    number: ShortText | None = None
    iso_type: ShortText | None = None
    seals: tuple[Text, ...] = ()


class Countries(_Part):
    """Countries of the shipment as a whole."""

    export: ShortText | None = None
    final_destination: ShortText | None = None
    routing: tuple[ShortText, ...] = ()


class Commercial(_Part):
    """Terms of the sale."""

    incoterm: ShortText | None = None
    value: Money | None = None
    payment_terms: Text | None = None
    payer_country: ShortText | None = None
    to_order: bool | None = None


class EndUse(_Part):
    """What the goods are declared to be for."""

    statement: Text | None = None
    military: bool | None = None
    certificate_ref: Text | None = None
    no_reexport_clause: bool | None = None


class Licence(_Part):
    """An export or import licence."""

    authority: Text | None = None
    number: ShortText | None = None
    type: ShortText | None = None
    valid_to: date | None = None


class Reference(_Part):
    """Any other reference (type: UN/EDIFACT DE 1153)."""

    type: ShortText
    value: ShortText


class ScreeningWishes(_Part):
    """What the requester wishes; the policy decides."""

    jurisdictions: tuple[ShortText, ...] = ()
    respond_by: datetime | None = None
    policy: ShortText | None = None


class ShipmentRecord(_Part):
    """One shipment to screen, version 1.

    Example:
        {"shipment_id": "HAWB-1", "source": "urn:forwarder:tms",
         "parties": [{"role": "consignee", "names": [{"text": "Example Trading"}]}]}

    Identity is source + shipment_id + revision; everything but `as_of` is content.
    """

    schema_version: int = Field(default=SCHEMA_VERSION, ge=1)
    shipment_id: ShortText
    source: Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00]+$")]
    revision: int = Field(default=0, ge=0, le=2**31 - 1)
    as_of: datetime | None = Field(default=None, description="when it was sent; not content")
    level: ShortText | None = None
    parent_id: ShortText | None = None
    documents: tuple[Document, ...] = ()
    screening: ScreeningWishes | None = None
    parties: Annotated[tuple[Party, ...], Field(min_length=1, max_length=MAX_PARTIES)]
    goods: Annotated[tuple[Goods, ...], Field(max_length=2000)] = ()
    transport: Annotated[tuple[Leg, ...], Field(max_length=100)] = ()
    places: Annotated[tuple[Place, ...], Field(max_length=200)] = ()
    countries: Countries | None = None
    equipment: Annotated[tuple[Equipment, ...], Field(max_length=2000)] = ()
    commercial: Commercial | None = None
    end_use: EndUse | None = None
    licences: tuple[Licence, ...] = ()
    references: tuple[Reference, ...] = ()
    extensions: dict[str, Any] = Field(
        default_factory=dict, description="kept verbatim, not matched"
    )
