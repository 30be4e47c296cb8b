"""The contract as documents, generated from its models."""

from enum import StrEnum
from typing import Any, Final

import orjson

from customhouse.alert import Alert
from customhouse.keys import RECORD_FIELD, Keys, Lane
from customhouse.shipment import SCHEMA_VERSION, ShipmentRecord
from lists.parsers.own.files import own_entry_schema

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class Document(StrEnum):
    """What can be printed."""

    SHIPMENT = "shipment"
    ALERT = "alert"
    OWN_LIST = "own-list"
    ASYNCAPI = "asyncapi"


def file_name(document: Document) -> str:
    """Return the name of the file that holds the document."""
    return "asyncapi.json" if document is Document.ASYNCAPI else f"{document}.schema.json"


def render(document: Document) -> str:
    """Return the document as indented JSON."""
    built = {
        Document.SHIPMENT: shipment_schema,
        Document.ALERT: alert_schema,
        Document.OWN_LIST: own_list_schema,
        Document.ASYNCAPI: asyncapi,
    }[document]()
    return orjson.dumps(built, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def shipment_schema() -> dict[str, Any]:
    """Return the JSON Schema of what producers write."""
    return {"$schema": _DIALECT, **ShipmentRecord.model_json_schema(mode="validation")}


def alert_schema() -> dict[str, Any]:
    """Return the JSON Schema of what subscribers hear."""
    return {"$schema": _DIALECT, **Alert.model_json_schema(mode="serialization")}


def own_list_schema() -> dict[str, Any]:
    """Return the JSON Schema of a line of an own list in NDJSON."""
    return {"$schema": _DIALECT, **own_entry_schema()}


def asyncapi() -> dict[str, Any]:
    """Return the AsyncAPI 3.0 document of the streams.

    Source: https://www.asyncapi.com/docs/reference/specification/v3.0.0
    """
    keys = Keys()
    channels = {f"intake-{lane}": _channel(keys.intake(lane), "shipment") for lane in Lane}
    channels["alerts"] = _channel(keys.alerts, "alert")
    operations = {f"submit-{lane}": _operation("receive", f"intake-{lane}") for lane in Lane}
    operations["publish-alerts"] = _operation("send", "alerts")
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Customhouse",
            "version": f"{SCHEMA_VERSION}.0.0",
            "description": "Shipments in on Redis streams, CloudEvents out on another.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": _messages()},
    }


def _channel(address: str, message: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/messages/{message}"}
    return {"address": address, "messages": {message: reference}}


def _operation(action: str, channel: str) -> dict[str, Any]:
    return {"action": action, "channel": {"$ref": f"#/channels/{channel}"}}


def _messages() -> dict[str, Any]:
    return {
        "shipment": {
            "summary": f"A shipment; the stream entry's field `{RECORD_FIELD}` holds it as JSON.",
            "payload": {"$ref": "./shipment.schema.json"},
        },
        "alert": {
            "summary": "A CloudEvent; the stream entry's field `event` holds it, `id` its id.",
            "payload": {"$ref": "./alert.schema.json"},
        },
    }
