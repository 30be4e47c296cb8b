"""Parties as subjects."""

from dataclasses import replace

import orjson
from records import SOURCE

from customhouse.shipment import ShipmentRecord
from screening.listing import Gender
from worker.intake.subjects import Carried, carried_subjects, read_subject


def the_party(**rest: object) -> Carried:
    party = {"role": "consignee", "names": [{"text": "Petalwise Florists"}], **rest}
    record = {"shipment_id": "S1", "source": SOURCE, "parties": [party]}
    return carried_subjects(ShipmentRecord.model_validate(record))[0]


def test_a_subject_comes_back_from_its_canonical_form() -> None:
    carried = the_party(country="NL", birth_date="1965")
    assert read_subject(carried.canonical) == carried.subject


def test_a_gender_that_is_not_known_leaves_the_fingerprint_as_it_was() -> None:
    assert b"gender" not in the_party().canonical
    assert the_party().fingerprint.hex() == "259001634f8bf0721b9bd51cebfb246d"


def test_a_gender_comes_back() -> None:
    subject = replace(the_party().subject, gender=Gender.FEMALE)
    assert read_subject(orjson.dumps(subject)) == subject


def test_a_founding_is_an_organisations_birth() -> None:
    assert the_party(incorporated_on="1999-05").subject.birth_date == "1999-05"
    both = the_party(incorporated_on="1999-05", birth_date="1965")
    assert both.subject.birth_date == "1965"


def test_a_country_by_name_is_its_code_and_what_is_none_says_nothing() -> None:
    assert the_party(country="Iran").subject.countries == ("IR",)
    assert the_party(country="Atlantis").subject.countries == ()
