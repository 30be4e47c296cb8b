"""Roles as words and as codes."""

import pytest

from customhouse.roles import DE_3035, ROLE_OF_CODE, Role, read_role


@pytest.mark.parametrize("role", Role)
def test_word_and_code_read_the_same_role(role: Role) -> None:
    code = DE_3035[role]
    assert read_role(role.value) is read_role(code) is role
    assert read_role(role.value.upper()) is read_role(code.lower()) is role


def test_no_two_roles_share_a_code() -> None:
    assert len(ROLE_OF_CODE) == len(DE_3035) == len(Role)


@pytest.mark.parametrize("text", ["", " ", "shipper of everything", "QQ"], ids=repr)
def test_an_unknown_role_names_the_known_ones(text: str) -> None:
    with pytest.raises(ValueError, match="use one of consignor, consignee"):
        read_role(text)
