from random import Random

import pytest

from screening.validating.mutating import wording
from screening.validating.mutating.variations import Mutation

PERSON = "HERON, Grey Alba"


@pytest.mark.parametrize(
    ("mutate", "name", "varied"),
    [
        (wording.surname_first, PERSON, PERSON),
        (wording.surname_first, "Grey Alba Heron", "Heron, Grey Alba"),
        (wording.surname_first, "Heron", None),
        (wording.given_first, PERSON, "Grey Alba HERON"),
        (wording.given_first, "Grey Alba Heron", "Grey Alba Heron"),
        (wording.initials, PERSON, "HERON, G. A."),
        (wording.initials, "Grey Heron", "G. Heron"),
        (wording.initials, "Heron", None),
        (wording.second_initial, PERSON, "HERON, Grey A."),
        (wording.second_initial, "Grey Heron", None),
        (wording.reordered, "Grey Heron Ltd", "Heron Grey Ltd"),
        (wording.reordered, "HERON, Grey", "Grey HERON"),
        (wording.reordered, "Heron Ltd", None),
        (wording.joined, "Grey Heron", "GreyHeron"),
        (wording.joined, "HERON, Grey", None),
        (wording.split, "Egretta Sula", "Egr etta Sula"),
        (wording.split, "Grey Heron", None),
        (wording.blank_moved, "A Heron", None),
        (wording.word_dropped, "Kingfisher Global Fund Ltd", "Kingfisher Fund Ltd"),
        (wording.word_dropped, "Kingfisher Fund Ltd", None),
        (wording.given_name_added, "Heron", None),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_name_varies_so(mutate: Mutation, name: str, varied: str | None) -> None:
    assert mutate(name, Random(1)) == varied


def test_a_blank_moves_by_a_letter_to_either_side() -> None:
    moved = {wording.blank_moved("Grey Heron", Random(seed)) for seed in range(40)}
    assert moved == {"Gre yHeron", "GreyH eron"}


def test_the_rarest_word_is_never_dropped() -> None:
    dropped = {wording.word_dropped("Kingfisher Global Fund", Random(seed)) for seed in range(40)}
    assert dropped == {"Kingfisher Global", "Kingfisher Fund"}


@pytest.mark.parametrize(
    ("name", "start"), [(PERSON, "HERON, Grey Alba "), ("Grey Heron", "Grey ")]
)
def test_an_added_given_name_stands_behind_the_others(name: str, start: str) -> None:
    varied = wording.given_name_added(name, Random(1)) or ""
    assert varied.startswith(start)
    assert len(varied.split()) == len(name.split()) + 1
