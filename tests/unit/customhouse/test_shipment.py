"""The shipment record, by example."""

from typing import Any

import pytest
from pydantic import ValidationError
from records import a_full_record, a_record

from customhouse.party import Party
from customhouse.roles import Role
from customhouse.shipment import ShipmentRecord
from customhouse.transport import Vessel

FULL = a_full_record()


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


@pytest.mark.parametrize("kind", [{"country": ""}, {"emails": [""]}, {"birth_date": ""}], ids=str)
def test_a_model_leaves_out_what_is_empty(kind: dict[str, Any]) -> None:
    party = a_record()["parties"][0]
    assert Party.model_validate({**party, **kind}) == Party.model_validate(party)


@pytest.mark.parametrize("year", [1998, "1998", "1998-04"], ids=repr)
def test_a_year_may_be_a_number(year: int | str) -> None:
    assert Vessel.model_validate({"built": year}).built == str(year)
