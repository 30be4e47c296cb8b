from itertools import islice
from random import Random

import pytest

from screening.listing import EntityType
from screening.validating.innocents import made_up_names, sibling
from screening.validating.mutating.variations import PLANTED


@pytest.mark.parametrize("kind", PLANTED)
def test_made_up_names_are_many_and_the_same_for_the_same_seed(kind: EntityType) -> None:
    names = list(islice(made_up_names(kind, Random(2)), 300))
    assert names == list(islice(made_up_names(kind, Random(2)), 300))
    assert names != list(islice(made_up_names(kind, Random(3)), 300))
    assert len(set(names)) > 250


def test_a_sibling_shares_all_words_but_the_most_telling() -> None:
    name = sibling("Kormoranov Trading Company LLC", Random(1)) or ""
    assert name.split()[1:] == ["Trading", "Company", "LLC"]
    assert name.split()[0] != "Kormoranov"


@pytest.mark.parametrize("name", ["Kormoranov", "Kormoranov LLC", "JSC Kormoranov"])
def test_a_name_of_one_word_has_no_sibling(name: str) -> None:
    assert sibling(name, Random(1)) is None
