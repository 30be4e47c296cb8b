"""Errors that travel, and what they say."""

import pickle

import pytest

from customhouse.errors import (
    CustomhouseError,
    IntakeFullError,
    InvalidAddressError,
    InvalidRecordError,
    RecordWaitsError,
    RefusedError,
    ResultTimeoutError,
    UndecodableError,
    UnreachableError,
)
from customhouse.reading import NewerSchemaError

ERRORS = [
    InvalidRecordError(field="parties", reason="is missing", source="urn:erp", shipment_id="S1"),
    NewerSchemaError(field="schema_version", reason="is 2"),
    IntakeFullError(stream="intake:bulk", length=10),
    RecordWaitsError(shipment_id="S1", reason="paused"),
    ResultTimeoutError(shipment_id="S1", timeout_s=1.5),
    InvalidAddressError(reason="names no host"),
    UnreachableError(server="127.0.0.1:1", reason="refused"),
    RefusedError(server="127.0.0.1:1", reason="out of memory"),
    UndecodableError(where="1-0", reason="is not JSON", raw=b"x"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_comes_out_of_a_pickle_as_it_went_in(error: CustomhouseError) -> None:
    # Celery pickles what a task of an upstream raises.
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert type(again) is type(error)
    assert (vars(again), str(again)) == (vars(error), str(error))


def test_a_record_is_named_with_its_shipment_and_its_field() -> None:
    assert str(ERRORS[0]) == "shipment S1: parties: is missing"


def test_every_error_of_the_contract_is_tried_here() -> None:
    leaves, kinds = set(), [CustomhouseError]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        leaves |= set() if kind.__subclasses__() else {kind}
    ours = {kind for kind in leaves if kind.__module__.startswith("customhouse.")}
    assert ours <= {type(error) for error in ERRORS}
