"""How a shipment travels: legs, vessels, aircraft, vehicles, places and containers."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, WithJsonSchema

from customhouse.part import NameText, Part, PartialDate, ShortText, Text

# A day without a time is its first moment.
Moment = Annotated[
    datetime,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date-time"},
                {"type": "string", "format": "date"},
            ]
        }
    ),
]


class RelatedCompany(Part):
    """A company behind a vessel: registered owner, operator, manager …"""

    role: ShortText
    name: NameText
    imo_company: ShortText | None = None
    country: ShortText | None = None


class Vessel(Part):
    """A vessel on a leg; screened by name and IMO number like a party."""

    name: NameText | None = None
    type: ShortText | None = Field(default=None, description="tanker, bulk carrier, container …")
    built: PartialDate | None = Field(default=None, description="1998, 1998-04 or 1998-04-30")
    imo: ShortText | None = None
    mmsi: ShortText | None = None
    call_sign: ShortText | None = None
    flag: ShortText | None = None
    related: tuple[RelatedCompany, ...] = ()


class Aircraft(Part):
    """An aircraft on a leg."""

    registration: ShortText | None = None
    icao24: ShortText | None = None
    msn: ShortText | None = None
    operator: ShortText | None = None
    flight: ShortText | None = None


class Vehicle(Part):
    """A road vehicle on a leg."""

    plate: ShortText | None = None
    country: ShortText | None = None


class Place(Part):
    """A place of the route."""

    function: ShortText | None = Field(default=None, description="POL, POD, TSP, PLR, PLD, FDE …")
    unlocode: ShortText | None = None
    iata: ShortText | None = None
    name: Text | None = None
    country: ShortText | None = None
    region: ShortText | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)


class Leg(Part):
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
    departure: Moment | None = None
    arrival: Moment | None = None


class Equipment(Part):
    """A container; its number's check digit is a finding, never a rejection."""

    number: ShortText | None = None
    iso_type: ShortText | None = None
    powered: bool | None = Field(
        default=None, description="a refrigerated container that runs, or does not"
    )
    seals: tuple[Text, ...] = ()
