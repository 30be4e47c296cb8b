"""Tests of telling names apart before they are compared: nothing that can be a hit is dropped."""

import numpy as np
import pytest

from screening.judging.scoring import KIND_NUMBERS, compare
from screening.kernels.model import logit_of_score
from screening.listing import EntityType
from screening.names.analysis import analyse
from screening.search.covering import may_cover
from screening.search.index import NameIndex

LISTED = [
    "Radar", "Radar Trading LLC", "Al Radar", "Kestrel Radar Works of the Northern Harbour",
    "Abdul Rahman Kestrel", "Rahman Abdul", "Sharikat Radar Bin Salim", "Salim Radar", "Salem",
    "Reder", "Rudar Salim Harbour", "Heron Shipping", "Northern Harbour Authority",
    "Volga", "Nur Eldin",
]  # fmt: skip
ASKED = [
    "فولغا",
    "نورالدين",
    "رادار",
    "سليم",
    "عبدالرحمن",
    "رادار سليم",
    "شركة رادار",
    "ردر بن سليم",
    "עבד רדאר",
]
# What a hit needs by its name alone.
LEAST = logit_of_score(0.2)


def kept(asked: str, kind: EntityType = EntityType.ORGANISATION) -> set[str]:
    """Return the listed names that may be the asked one."""
    name, index = analyse(asked), NameIndex.of([analyse(text) for text in LISTED])
    alike = index.search_native(name).alike
    found = np.arange(len(LISTED), dtype=np.int32)
    kinds = np.full(len(LISTED), KIND_NUMBERS[kind], dtype=np.uint8)
    can = may_cover(name, alike, found, index.names, kinds=kinds, least=LEAST)
    return {text for text, is_kept in zip(LISTED, can.tolist(), strict=True) if is_kept}


@pytest.mark.parametrize("kind", EntityType)
@pytest.mark.parametrize("asked", ASKED)
def test_every_name_whose_comparison_reaches_the_least_logit_is_kept(
    asked: str, kind: EntityType
) -> None:
    reaching = {
        listed for listed in LISTED if compare(analyse(asked), analyse(listed), kind).logit >= LEAST
    }
    assert reaching <= kept(asked, kind)


def test_a_name_with_much_left_over_is_dropped() -> None:
    assert "Radar" in kept("رادار")
    assert "Kestrel Radar Works of the Northern Harbour" not in kept("رادار")


def test_a_name_that_no_reading_covers_is_dropped() -> None:
    assert "Heron Shipping" not in kept("رادار سليم")
