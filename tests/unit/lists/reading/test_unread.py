import pytest

from lists.reading.parsed import Reading
from lists.reading.unread import unread_of


@pytest.mark.parametrize(
    ("what", "may_hold_names"),
    [
        ("element LastName-NomDeFamille", True),
        ("element Aliases-Pseudonymes", True),
        ("element akaList/akaName", True),
        ("element INDIVIDUAL_ALIAS/ALIAS_NAME", True),
        ("column Other names", True),
        ("field alt_names", True),
        ("element countryName", False),
        ("element name@language", False),
        ("element vessel/tonnage", False),
        ("column Name type", False),
        # The name itself was read; what it is called was not.
        ("alias type pseudonym", False),
        ("element username", False),
    ],
)
def test_names_are_looked_for_in_what_a_thing_is_called(what: str, may_hold_names: bool) -> None:
    assert unread_of(what, 1).may_hold_names is may_hold_names


def test_what_was_not_read_is_told_with_its_counts() -> None:
    reading = Reading()
    for what in ("element colour", "element LastName", "element LastName"):
        reading.unread(what)
    reading.counts["alias_rows"] = 7
    assert [(each.what, each.times, each.may_hold_names) for each in reading.not_read] == [
        ("element LastName", 2, True),
        ("element colour", 1, False),
    ]
