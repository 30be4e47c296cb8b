"""What ships with the project can be loaded, and names no person."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lists.store.list_store import ListStore
from screening.listing import EntityType, Listing

EXAMPLES = Path(__file__).parents[3] / "examples" / "lists"


@pytest.fixture
def shipped(tmp_path: Path) -> list[Listing]:
    store, at = ListStore(tmp_path), datetime(2026, 1, 2, tzinfo=UTC)
    store.load("us_ofac_sdn", EXAMPLES / "ofac_excerpt", at=at, allow_incomplete=True)
    return list(store.listings(store.load("own:newer", EXAMPLES / "newer.ndjson", at=at)))


def test_the_examples_load_as_whole_lists(shipped: list[Listing]) -> None:
    assert len(shipped) >= 200
    # No entry of the excerpt stands in the newer list again.
    assert len({found.id.rpartition(":")[2] for found in shipped}) == len(shipped)


def test_the_examples_hold_organisations_and_vessels_only(shipped: list[Listing]) -> None:
    assert {found.type for found in shipped} == {EntityType.ORGANISATION, EntityType.VESSEL}


def test_the_examples_hold_vessels_with_imo_numbers(shipped: list[Listing]) -> None:
    numbers = [i for found in shipped for i in found.identifiers if i.scheme == "imo"]
    assert len(numbers) >= 40
