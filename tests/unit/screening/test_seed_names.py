"""Names that must be found, and names that must not."""

import pytest
from listed import a_listing, a_party, hits

LISTED = (
    a_listing("AO Ural Civil Aviation Factory", "UZGA AO"),
    a_listing("Joint Stock Company Akmetron"),
    a_listing("Limited Liability Company PT Elektronik", "PT Electronic"),
    a_listing("MILE HAO XIANG TECHNOLOGY CO LTD"),
    a_listing("SEQUOIA TREUHAND TRUST REG"),
)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Ural Civil Aviation Plant", "AO Ural Civil Aviation Factory"),
        ("Ural Civil Aviaton Factory", "AO Ural Civil Aviation Factory"),
        ("УЗГА", "AO Ural Civil Aviation Factory"),
        ("Akmetron", "Joint Stock Company Akmetron"),
        ("Akmetron J.S.C.", "Joint Stock Company Akmetron"),
        ("АКЦИОНЕРНОЕ ОБЩЕСТВО АКМЕТРОН", "Joint Stock Company Akmetron"),
        ("PT Elektronik", "Limited Liability Company PT Elektronik"),
        ("Mile Haoxiang Technology", "MILE HAO XIANG TECHNOLOGY CO LTD"),
        ("Mile\u200b Hao\u202eXiang Technology", "MILE HAO XIANG TECHNOLOGY CO LTD"),
    ],
)
def test_a_listed_name_is_found_in_another_guise(asked: str, listed: str) -> None:
    assert [hit.listing_name for hit in hits(a_party(asked), *LISTED)] == [listed]


@pytest.mark.parametrize(
    "asked",
    [
        "Sequoia Capital",
        "Ural Ceramics Ltd",
        "International Trading Company",
        "Deutsche Bahn AG",
        "Civil Technology Co Ltd",
        "12345",
        "...",
        "",
    ],
)
def test_an_innocent_name_is_not_a_hit(asked: str) -> None:
    assert hits(a_party(asked), *LISTED) == ()
