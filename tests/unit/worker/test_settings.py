import pytest
from pydantic import ValidationError

from worker.settings import Settings


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("us_ofac_sdn", ("us_ofac_sdn",)),
        ("us_ofac_sdn, own:mine,", ("us_ofac_sdn", "own:mine")),
        ('["us_ofac_sdn", "own:mine"]', ("us_ofac_sdn", "own:mine")),
        ("", ()),
    ],
)
def test_required_lists_are_separated_by_commas(
    monkeypatch: pytest.MonkeyPatch, text: str, names: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_REQUIRED_LISTS", text)
    assert Settings().required_lists == names


@pytest.mark.parametrize("text", ["[us_ofac_sdn]", "[1]"])
def test_a_broken_list_of_lists_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_REQUIRED_LISTS", text)
    with pytest.raises(ValidationError, match="required_lists"):
        Settings()
