"""The hashes of content that ledgers hold already.

known_hashes.tsv has a name, a hash and a record a line, as the code of 25 November 2026 computed
them. A record whose hash moved would count as changed in every ledger: never write them anew.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from customhouse.content import canonical_form, content_hash
from customhouse.reading import check_fields, check_record

TABLE = Path(__file__).with_name("known_hashes.tsv").read_text("utf-8").splitlines()
KNOWN = {name: (known, text) for name, known, text in (line.split("\t") for line in TABLE)}
CASES = [pytest.param(text, known, id=name) for name, (known, text) in KNOWN.items()]


@pytest.mark.parametrize(("text", "known"), CASES)
def test_a_hash_stays_what_it_was(text: str, known: str) -> None:
    assert check_record(text.encode()).content == known


@pytest.mark.parametrize(("text", "known"), CASES)
def test_the_same_fields_as_a_dictionary_have_the_same_hash(text: str, known: str) -> None:
    assert check_fields(json.loads(text)).content == known


@pytest.mark.parametrize(("text", "known"), CASES)
def test_the_way_over_a_model_gives_the_same_hash(text: str, known: str) -> None:
    model = check_record(text.encode()).record()
    assert check_fields(model.model_dump(by_alias=True)).content == known


def test_fields_that_were_added_since_change_no_hash() -> None:
    known, text = KNOWN["a route with days and times"]
    unsaid: dict[str, Any] = {"type": None, "built": None}
    fields = check_record(text.encode()).said
    (leg, *rest) = fields["transport"]
    legs = ({**leg, "vessel": {**leg["vessel"], **unsaid}}, *rest)
    assert content_hash(canonical_form({**fields, "transport": legs})) == known
