"""The shipment record, by example."""

from typing import Any

import pytest
from pydantic import ValidationError
from records import a_record

from customhouse.roles import Role
from customhouse.shipment import ShipmentRecord

FULL: dict[str, Any] = {
    **a_record(revision=3, as_of="2026-01-01T00:00:00Z", level="house"),
    "goods": [
        {"description": "valves", "hs": "848180", "value": {"amount": "9.50", "currency": "EUR"}}
    ],
    "transport": [
        {
            "mode": "1",
            "vessel": {"name": "Grey Gull", "imo": "9074729"},
            "from": {"unlocode": "DEHAM"},
            "to": {"unlocode": "CNSHA"},
            "arrival": "2026-02-01",
        }
    ],
    "equipment": [{"number": "CSQU3054384"}],
    "extensions": {"erp": {"row": 7}},
}


def test_the_smallest_record_has_an_id_a_source_and_a_named_party() -> None:
    record = ShipmentRecord.model_validate(a_record())
    assert (record.revision, record.schema_version) == (0, 1)
    assert record.parties[0].role is Role.CONSIGNEE


def test_a_full_record_comes_back_from_json_as_it_went() -> None:
    record = ShipmentRecord.model_validate(FULL)
    assert ShipmentRecord.model_validate_json(record.model_dump_json(by_alias=True)) == record


def test_a_leg_reads_from_and_to() -> None:
    (leg,) = ShipmentRecord.model_validate(FULL).transport
    assert leg.from_ is not None
    assert leg.from_.unlocode == "DEHAM"


@pytest.mark.parametrize(
    "change",
    [
        {"equipment": [{"number": "not a container"}]},
        {"transport": [{"vessel": {"imo": "0000000"}}]},
        {"countries": {"export": "Nowhere"}},
    ],
    ids=["container", "IMO", "country"],
)
def test_a_code_that_fails_its_check_is_no_reason_to_refuse(change: dict[str, Any]) -> None:
    assert ShipmentRecord.model_validate(a_record(**change))


def test_a_record_cannot_be_changed() -> None:
    record = ShipmentRecord.model_validate(a_record())
    with pytest.raises(ValidationError, match="frozen"):
        record.shipment_id = "S2"


@pytest.mark.parametrize("size", [1, 512], ids=str)
def test_a_name_has_up_to_512_characters(size: int) -> None:
    record = ShipmentRecord.model_validate(a_record(name="x" * size))
    assert len(record.parties[0].names[0].text) == size
