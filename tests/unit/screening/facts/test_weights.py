"""The reviewed table is whole."""

import pytest

from screening.facts import weights
from screening.facts.addresses import compare_addresses
from screening.facts.dates import DateMatch
from screening.listing import EntityType


@pytest.mark.parametrize("logits", [weights.BIRTH_DATE, weights.FOUNDED], ids=["birth", "founded"])
def test_every_match_of_dates_has_its_worth(logits: dict[str, float]) -> None:
    assert set(logits) == set(DateMatch)
    assert max(logits.values()) == logits[DateMatch.DAY]
    assert min(logits.values()) == logits[DateMatch.DIFFERENT]


def test_every_type_has_its_worth_of_another_country() -> None:
    assert set(weights.OTHER_COUNTRY) == set(EntityType)
    assert all(logit <= 0 for logit in weights.OTHER_COUNTRY.values())


@pytest.mark.parametrize(
    "other",
    [
        "Unit 1, 12 Heron St, Minsk 220001",
        "Unit 2, 12 Heron St, Minsk",
        "Heron St, Minsk",
        "12 Heron St 220001",
        "12 Egret St, Minsk",
        "220001",
    ],
)
def test_whatever_agrees_of_an_address_has_its_worth(other: str) -> None:
    _, words = compare_addresses("Unit 1, 12 Heron St, Minsk 220001", other)
    assert weights.ADDRESS[words] > 0


def test_numbers_are_worth_something_or_speak_against() -> None:
    assert all(logit > 0 for logit in weights.EQUAL_NUMBER.values())
    assert all(logit < 0 for logit in weights.OTHER_NUMBER.values())
