"""Subjects that are kept: whoever hits something is among those that may."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.keeping import KeptSubjects
from screening.listing import (
    EntityType,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    ListingId,
)
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist

LEI = ListedIdentifier(scheme="lei", value="5493001KJTIIGC8Y1R12")
STREET = "4 Harbour Street, Bristol BS1 6QF"
NAMES = (
    "Akmetron Joint Stock Company", "ООО Радилайн", "Радилайн", "Grey Heron Trading",
    "Kestrel Ltd c/o Heron GmbH", "TO ORDER", "سليم", "Petalwise Florists", "Heron V.N.",
)  # fmt: skip


def listed(number: int, *names: str, **rest: object) -> Listing:
    values = {"type": EntityType.ORGANISATION, **rest}
    return Listing(
        id=ListingId(f"own:a:{number}"), source="own:a",
        names=tuple(ListedName(text=text) for text in names), **values,  # type: ignore[arg-type]
    )  # fmt: skip


WATCHLIST = Watchlist.of([
    listed(1, "Akmetron JSC"), listed(2, "Radiline LLC", identifiers=(LEI,)),
    listed(3, "Heron GmbH"), listed(4, "Salim", type=EntityType.PERSON),
    listed(5, STREET, type=EntityType.ADDRESS, addresses=(ListedAddress(text=STREET),)),
])  # fmt: skip
subjects = st.builds(
    lambda names, number, address, country: Subject(
        kind=SubjectKind.PARTY,
        names=tuple(names),
        identifiers=(LEI,) if number else (),
        addresses=(STREET,) if address else (),
        countries=("RU",) if country else (),
    ),
    st.lists(st.sampled_from(NAMES) | st.text(max_size=12), max_size=3),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=60)
@given(st.lists(subjects, max_size=6), st.sampled_from([0.0025, 0.05, 0.5]))
def test_whoever_hits_something_may_hit_something(asked: list[Subject], review: float) -> None:
    policy = Policy(review=review)
    found = WATCHLIST.screen_subjects(asked, policy)
    may = set(WATCHLIST.may_hit(KeptSubjects.of(asked), policy).tolist())
    assert {place for place, hits in enumerate(found) if hits} <= may


@pytest.mark.parametrize("name", ["Petalwise Florists", "Bluewater Optics GmbH"])
def test_who_is_like_nobody_may_hit_nothing(name: str) -> None:
    kept = KeptSubjects.of([Subject(kind=SubjectKind.PARTY, names=(name,))])
    assert not WATCHLIST.may_hit(kept, Policy()).size


def test_kept_subjects_are_the_same_after_writing() -> None:
    asked = [Subject(kind=SubjectKind.PARTY, names=NAMES, identifiers=(LEI,), addresses=(STREET,))]
    kept = KeptSubjects.of(asked)
    arrays = {name: array.copy() for name, array in kept.arrays().items()}
    again = KeptSubjects.from_arrays(arrays)
    for name, array in again.arrays().items():
        assert np.array_equal(array, kept.arrays()[name])
