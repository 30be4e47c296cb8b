from random import Random

import pytest

from screening.validating.mutating.variations import PLANTED, VARIATIONS, Variation

NAMES = ("HERON, Grey Alba Khalif", "Grey Heron Shipping Company (Overseas) LLC", "Blue Egret 7")


def test_each_class_has_a_key_of_its_own() -> None:
    assert len({variation.key for variation in VARIATIONS}) == len(VARIATIONS)


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda variation: variation.key)
def test_a_class_gives_the_same_name_for_the_same_seed(variation: Variation) -> None:
    for name in NAMES:
        assert variation.vary(name, Random(3)) == variation.vary(name, Random(3))


@pytest.mark.parametrize("variation", VARIATIONS[1:], ids=lambda variation: variation.key)
def test_a_name_that_stays_as_it_is_counts_as_passed_over(variation: Variation) -> None:
    assert not any(variation.vary(name, Random(3)) == name for name in NAMES)


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda variation: variation.key)
def test_each_class_is_for_what_a_shipment_can_have(variation: Variation) -> None:
    assert variation.types
    assert variation.types <= set(PLANTED)


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda variation: variation.key)
@pytest.mark.parametrize("name", ["", "x", "7", "??", "林", " ", "ab,", ",", "\U0001f426"])
def test_no_name_is_too_odd(variation: Variation, name: str) -> None:
    varied = variation.vary(name, Random(3))
    assert varied is None or varied.strip()
