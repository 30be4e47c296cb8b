"""The shipment record: what upstream systems submit."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, StringConstraints

from customhouse.part import MAX_TEXT_CHARS, WITHOUT_NUL, Part, ShortText, Text
from customhouse.party import Party
from customhouse.transport import Equipment, Leg, Place

SCHEMA_VERSION: Final = 1
MAX_RECORD_BYTES: Final = 256 * 1024
MAX_PARTIES: Final = 200


def _as_python_writes(amount: Any) -> Any:
    # pydantic reads 1.0 as 1 out of JSON and as 1.0 elsewhere; the hashes in every ledger are of
    # the latter.
    return str(amount) if isinstance(amount, float) else amount


class Money(Part):
    """An amount in a currency (ISO 4217)."""

    amount: Annotated[Decimal, BeforeValidator(_as_python_writes)] = Field(
        max_digits=19, decimal_places=4, ge=0
    )
    currency: ShortText


class Goods(Part):
    """One line of goods."""

    # Vague or missing descriptions are for rules to see, not for the door.
    description: Annotated[str, StringConstraints(max_length=MAX_TEXT_CHARS), WITHOUT_NUL]
    line: int | None = None
    hs: ShortText | None = None
    hs_version: ShortText | None = None
    national_code: ShortText | None = None
    eccn: ShortText | None = None
    dual_use_code: ShortText | None = None
    brand: Text | None = None
    model: Text | None = Field(default=None, description='the maker\'s model or type: "L550E"')
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


class Document(Part):
    """A transport or commercial document (type: UN/EDIFACT DE 1001)."""

    type: ShortText
    number: ShortText
    issue_date: date | None = None


class Countries(Part):
    """Countries of the shipment as a whole."""

    export: ShortText | None = None
    final_destination: ShortText | None = None
    routing: tuple[ShortText, ...] = ()


class Commercial(Part):
    """Terms of the sale."""

    incoterm: ShortText | None = None
    value: Money | None = None
    payment_terms: Text | None = None
    payer_country: ShortText | None = None
    to_order: bool | None = None


class EndUse(Part):
    """What the goods are declared to be for."""

    statement: Text | None = None
    military: bool | None = None
    certificate_ref: Text | None = None
    no_reexport_clause: bool | None = None


class Licence(Part):
    """An export or import licence."""

    authority: Text | None = None
    number: ShortText | None = None
    type: ShortText | None = None
    valid_to: date | None = None


class Reference(Part):
    """Any other reference (type: UN/EDIFACT DE 1153)."""

    type: ShortText
    value: ShortText


class ScreeningWishes(Part):
    """What the requester wishes; the policy decides."""

    jurisdictions: tuple[ShortText, ...] = ()
    respond_by: datetime | None = None
    policy: ShortText | None = None


class ShipmentRecord(Part):
    """One shipment to screen, version 1.

    Example:
        {"shipment_id": "HAWB-1", "source": "urn:forwarder:tms",
         "parties": [{"role": "consignee", "names": [{"text": "Example Trading"}]}]}

    Identity is source + shipment_id + revision; everything but `as_of` is content.
    """

    schema_version: int = Field(default=SCHEMA_VERSION, ge=1)
    shipment_id: ShortText
    source: Annotated[str, StringConstraints(min_length=1, max_length=256), WITHOUT_NUL]
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
