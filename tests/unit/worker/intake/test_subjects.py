"""Parties as subjects."""

from records import SOURCE, said

from ledger.rows import Carried
from worker.intake.subjects import carried_subjects


def the_party(**rest: object) -> Carried:
    party = {"role": "consignee", "names": [{"text": "Petalwise Florists"}], **rest}
    record = {"shipment_id": "S1", "source": SOURCE, "parties": [party]}
    return carried_subjects(said(record))[0]


def test_a_founding_is_an_organisations_birth() -> None:
    assert the_party(incorporated_on="1999-05").subject.birth_date == "1999-05"
    both = the_party(incorporated_on="1999-05", birth_date="1965")
    assert both.subject.birth_date == "1965"


def test_a_country_by_name_is_its_code_and_what_is_none_says_nothing() -> None:
    assert the_party(country="Iran").subject.countries == ("IR",)
    assert the_party(country="Atlantis").subject.countries == ()
