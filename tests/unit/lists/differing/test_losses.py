from listed import a_listing

from lists.canonical import to_json
from lists.differing.losses import Loss, count_shared, losses_of
from screening.listing import Designation, EntityType, Listing


def an_entry(number: int, program: str = "ALPHA", **rest: object) -> Listing:
    return a_listing(f"Heron {number}", id=f"own:test:{number}", programs=(program,), **rest)


def lines(*listings: Listing) -> list[bytes]:
    return [to_json(listing) for listing in listings]


TWO_PARTS = lines(an_entry(1), an_entry(2), an_entry(3, "BETA"))


def test_entries_that_are_gone_are_lost_by_every_part_they_were_in() -> None:
    found = losses_of(TWO_PARTS, TWO_PARTS[:1])
    assert found.whole == Loss(had=3, gone=2)
    assert found.parts == {"ALPHA": Loss(had=2, gone=1), "BETA": Loss(had=1, gone=1)}


def test_an_entry_under_another_programme_is_not_lost() -> None:
    renamed = lines(an_entry(1, "ALPHA-EO14038"), an_entry(2, "ALPHA-EO14038"), an_entry(3, "BETA"))
    assert losses_of(TWO_PARTS, renamed).parts["ALPHA"] == Loss(had=2, gone=0)


def test_types_and_authorities_are_parts() -> None:
    meu = (Designation(program="CN", authority="MEU List"),)
    before = lines(an_entry(1), an_entry(2, type=EntityType.VESSEL, designations=meu))
    parts = losses_of(before, before[:1]).parts
    assert parts["type vessel"] == parts["MEU List"] == Loss(had=1, gone=1)


def test_what_all_entries_have_in_common_is_no_part() -> None:
    before = lines(an_entry(1), an_entry(2))
    assert not losses_of(before, before).parts


def test_numbers_of_two_lists_are_compared() -> None:
    others = lines(a_listing("Heron", id="us_ofac_cons:2", source="us_ofac_cons"))
    assert count_shared(TWO_PARTS, others) == 1
