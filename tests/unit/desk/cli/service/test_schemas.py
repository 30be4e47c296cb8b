import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from customhouse.alert import Alert, EventType, ServiceView
from desk.cli.commands import app
from desk.service.schemas import (
    Document,
    alert_schema,
    asyncapi,
    file_name,
    render,
    shipment_schema,
)

FOLDER = Path(__file__).resolve().parents[5] / "docs" / "schemas"


def a_shipment(**fields: object) -> dict[str, Any]:
    return {
        "shipment_id": "HAWB-1",
        "source": "urn:forwarder:tms",
        "parties": [{"role": "consignee", "names": [{"text": "Example Trading"}], "country": "DE"}],
        "transport": [{"mode": "1", "from": {"unlocode": "DEHAM"}, "departure": "2026-01-02"}],
        "goods": [{"description": "pumps", "value": {"amount": "12.50", "currency": "EUR"}}],
        **fields,
    }


@pytest.mark.parametrize("document", Document)
def test_the_committed_schema_is_current(document: Document) -> None:
    assert (FOLDER / file_name(document)).read_text(encoding="utf-8") == render(document)


def test_a_shipment_is_valid() -> None:
    Draft202012Validator.check_schema(shipment_schema())
    assert Draft202012Validator(shipment_schema()).is_valid(a_shipment())


@pytest.mark.parametrize("wrong", [{"parties": []}, {"colour": "red"}, {"revision": -1}])
def test_a_wrong_shipment_is_not_valid(wrong: dict[str, object]) -> None:
    assert not Draft202012Validator(shipment_schema()).is_valid(a_shipment(**wrong))


def test_a_role_may_be_a_code() -> None:
    parties = [{"role": "CN", "names": [{"text": "Example Trading"}]}]
    assert Draft202012Validator(shipment_schema()).is_valid(a_shipment(parties=parties))


def test_an_alert_is_valid() -> None:
    data = ServiceView(reason="no list is in force")
    alert = Alert(id="a1", type=EventType.DEGRADED, time="2026-01-02T03:04:05Z", data=data)
    assert Draft202012Validator(alert_schema()).is_valid(json.loads(alert.model_dump_json()))


def test_every_reference_of_the_asyncapi_document_leads_somewhere() -> None:
    document = asyncapi()
    for operation in document["operations"].values():
        assert operation["channel"]["$ref"].removeprefix("#/channels/") in document["channels"]
    for message in document["components"]["messages"].values():
        assert (FOLDER / message["payload"]["$ref"]).exists()


def test_the_schema_of_the_shipment_is_printed() -> None:
    result = CliRunner().invoke(app, ["schema", "shipment"])
    assert json.loads(result.stdout)["title"] == "ShipmentRecord"


def test_naming_nothing_is_a_usage_error() -> None:
    assert CliRunner().invoke(app, ["schema"]).exit_code == 2
