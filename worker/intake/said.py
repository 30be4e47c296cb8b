"""The parts of a checked record that the intake reads, as the plain data they come in.

A checked record holds only what its sender said (customhouse.reading.CheckedRecord). Making models
of it costs more than reading it did, so these say which of its fields are read here, and of which
type; a test holds them against the models.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NotRequired, TypedDict

from customhouse.party import PartyKind
from customhouse.roles import Role


class NameSaid(TypedDict):
    """A name of a party."""

    text: str


class AddressSaid(TypedDict, total=False):
    """An address."""

    full: str | None
    lines: Sequence[str]
    city: str | None
    region: str | None
    postal_code: str | None
    country: str | None


class IdentifierSaid(TypedDict):
    """A number that names its bearer."""

    scheme: str
    value: str
    country: NotRequired[str | None]


class OwnerSaid(TypedDict):
    """Who owns or controls a party."""

    name: str
    country: NotRequired[str | None]
    identifiers: NotRequired[Sequence[IdentifierSaid]]


class PartySaid(TypedDict):
    """A party."""

    role: Role
    kind: NotRequired[PartyKind]
    names: Sequence[NameSaid]
    addresses: NotRequired[Sequence[AddressSaid]]
    identifiers: NotRequired[Sequence[IdentifierSaid]]
    country: NotRequired[str | None]
    incorporated_on: NotRequired[str | None]
    birth_date: NotRequired[str | None]
    owners: NotRequired[Sequence[OwnerSaid]]


class RelatedSaid(TypedDict):
    """A company behind a vessel."""

    role: str
    name: str
    imo_company: NotRequired[str | None]
    country: NotRequired[str | None]


class VesselSaid(TypedDict, total=False):
    """A vessel."""

    name: str | None
    imo: str | None
    mmsi: str | None
    call_sign: str | None
    flag: str | None
    related: Sequence[RelatedSaid]


class LegSaid(TypedDict, total=False):
    """A leg of the transport."""

    carrier: str | None
    vessel: VesselSaid | None
    departure: datetime | None
    arrival: datetime | None


class EquipmentSaid(TypedDict, total=False):
    """A container."""

    number: str | None


class CountriesSaid(TypedDict, total=False):
    """Countries of the shipment as a whole."""

    export: str | None
    final_destination: str | None


class RecordSaid(TypedDict):
    """A record."""

    parties: Sequence[PartySaid]
    transport: NotRequired[Sequence[LegSaid]]
    equipment: NotRequired[Sequence[EquipmentSaid]]
    countries: NotRequired[CountriesSaid | None]
