"""Roles as words and as codes."""

import pytest

from customhouse.roles import DE_3035, ROLE_OF_CODE, Role


@pytest.mark.parametrize("role", Role)
def test_word_and_code_name_the_same_role(role: Role) -> None:
    code = DE_3035[role]
    assert Role(role.value) is Role(code) is role
    assert Role(role.value.upper()) is Role(code.lower()) is role


def test_no_two_roles_share_a_code() -> None:
    assert len(ROLE_OF_CODE) == len(DE_3035) == len(Role)


@pytest.mark.parametrize("text", ["", " ", "shipper of everything", "QQ", 7, None], ids=repr)
def test_anything_else_is_no_role(text: object) -> None:
    with pytest.raises(ValueError, match="is not a valid Role"):
        Role(text)
