"""The fingerprint of a subject: the same for ever for those that say the same."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.fingerprints import canonical_form, carry, read_subject
from screening.listing import EntityType, Gender, ListedIdentifier
from screening.subject import Subject, SubjectKind

FLORISTS = Subject(kind=SubjectKind.PARTY, names=("Petalwise Florists",))
KNOWN_WELL = Subject(
    kind=SubjectKind.PARTY,
    type=EntityType.ORGANISATION,
    names=("Petalwise Florists", "Петалвайз"),
    identifiers=(ListedIdentifier(scheme="inn", value="7701", country="RU"),),
    countries=("NL", "RU"),
    addresses=("1 Harbour Street, Testhaven",),
    birth_date="1999-05",
)
TEXTS = st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), max_size=3)


@pytest.mark.parametrize(
    ("subject", "fingerprint"),
    [
        pytest.param(FLORISTS, "d6acb2351b7076365279ab212c570aae", id="a name alone"),
        pytest.param(KNOWN_WELL, "6f6336aa4e19a41a14d0e8c6f2ed0264", id="all that a record says"),
    ],
)
def test_a_fingerprint_is_what_it_was_in_the_first_version(
    subject: Subject, fingerprint: str
) -> None:
    assert carry(subject, "parties.0", None).fingerprint.hex() == fingerprint


def test_what_is_not_said_stands_in_no_canonical_form() -> None:
    assert orjson.loads(canonical_form(FLORISTS)) == {
        "v": 1,
        "kind": "party",
        "names": ["Petalwise Florists"],
    }


def test_a_canonical_form_of_before_is_read() -> None:
    before = {
        "kind": "party", "type": "organisation", "names": ["Petalwise"], "identifiers": [],
        "countries": [], "addresses": [], "birth_date": None,
    }  # fmt: skip
    subject = read_subject(orjson.dumps(before))
    assert (subject.type, subject.names) == (EntityType.ORGANISATION, ("Petalwise",))


@given(
    st.builds(
        Subject,
        kind=st.sampled_from(SubjectKind),
        type=st.sampled_from(EntityType),
        names=TEXTS.map(tuple),
        countries=TEXTS.map(tuple),
        addresses=TEXTS.map(tuple),
        birth_date=st.none() | st.just("1965"),
        gender=st.none() | st.sampled_from(Gender),
    )
)
def test_a_subject_comes_back_from_its_canonical_form(subject: Subject) -> None:
    assert read_subject(canonical_form(subject)) == subject
