from random import Random

import pytest

from screening.validating.mutating import fields
from screening.validating.mutating.variations import Mutation

SEEDS = range(60)


@pytest.mark.parametrize(
    ("mutate", "name", "varied"),
    [
        (fields.cut, "Heron" * 8, "Heron" * 7),
        (fields.cut, "Heron", "Heron"),
        (fields.two_lines, "Grey Heron", "Grey\nHeron"),
        (fields.two_lines, "Heron", None),
        (fields.brackets, "Heron Grey", "Heron (Grey)"),
        (fields.brackets, "Heron", None),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_name_varies_so(mutate: Mutation, name: str, varied: str | None) -> None:
    assert mutate(name, Random(1)) == varied


@pytest.mark.parametrize(
    ("mutate", "one"),
    [
        (fields.care_of, "Heron c/o Lapwing Logistics"),
        (fields.on_behalf, "Lapwing Logistics on behalf of Heron"),
        (fields.address_appended, "Heron, P.O. Box 4471"),
        (fields.title_added, "General Heron"),
        (fields.ship_title_added, "M/V Heron"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_field_holds_more_than_the_name(mutate: Mutation, one: str) -> None:
    assert one in {mutate("Heron", Random(seed)) for seed in SEEDS}
