"""What the intake reads of a record is what a record may say."""

import inspect
from typing import Any, get_args, get_type_hints, is_typeddict

import pytest

from customhouse.part import Part
from customhouse.party import Identifier, Owner, Party, PartyAddress, PartyName
from customhouse.shipment import Countries, ShipmentRecord
from customhouse.transport import Equipment, Leg, RelatedCompany, Vessel
from worker.intake import said

MODELS: dict[str, type[Part]] = {
    "NameSaid": PartyName,
    "AddressSaid": PartyAddress,
    "IdentifierSaid": Identifier,
    "OwnerSaid": Owner,
    "PartySaid": Party,
    "RelatedSaid": RelatedCompany,
    "VesselSaid": Vessel,
    "LegSaid": Leg,
    "EquipmentSaid": Equipment,
    "CountriesSaid": Countries,
    "RecordSaid": ShipmentRecord,
}
PARTS: dict[str, Any] = dict(inspect.getmembers(said, is_typeddict))


def may_be_none(hint: Any) -> bool:
    return type(None) in get_args(hint)


def test_every_part_has_its_model() -> None:
    assert PARTS.keys() == MODELS.keys()


@pytest.mark.parametrize("name", MODELS)
def test_a_part_has_fields_of_its_model(name: str) -> None:
    part, model = PARTS[name], MODELS[name]
    for field, hint in get_type_hints(part).items():
        info = model.model_fields[field]
        assert (field in part.__required_keys__) is info.is_required()
        assert may_be_none(hint) is may_be_none(info.annotation)
