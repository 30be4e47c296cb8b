import pytest

from lists.territories import country_code


@pytest.mark.parametrize(
    ("name", "code"),
    [("Korea, North", "KP"), ("Russia", "RU"), ("ru", "RU"), (" ", None), ("Atlantis", None)],
)
def test_a_country_name_gives_its_code(name: str, code: str | None) -> None:
    assert country_code(name) == code
