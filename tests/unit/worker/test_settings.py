import pytest
from pydantic import ValidationError

from worker.settings import Settings, ignored_variables


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


def test_lists_to_keep_fresh_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_REFRESH_LISTS", "un_sc, us_ofac_sdn")
    assert Settings().refresh_lists == ("un_sc", "us_ofac_sdn")


@pytest.mark.parametrize("text", ["[us_ofac_sdn]", "[1]"])
def test_a_broken_list_of_lists_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_REQUIRED_LISTS", text)
    with pytest.raises(ValidationError, match="required_lists"):
        Settings()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("CUSTOMHOUSE_TRESHOLD", "CUSTOMHOUSE_THRESHOLD"),
        ("CUSTOMHOUSE_REQUIRED_LIST", "CUSTOMHOUSE_REQUIRED_LISTS"),
        ("customhouse_redis_uri", "CUSTOMHOUSE_REDIS_URL"),
        ("CUSTOMHOUSE_XYZ", ""),
    ],
)
def test_a_misspelt_variable_has_its_nearest_setting(name: str, nearest: str) -> None:
    assert ignored_variables([name]) == {name: nearest}


@pytest.mark.parametrize("name", ["CUSTOMHOUSE_PREFIX", "customhouse_prefix", "PATH"])
def test_settings_and_what_is_not_ours_are_not_warned_of(name: str) -> None:
    assert ignored_variables([name]) == {}


def test_a_password_goes_into_the_address_with_its_odd_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_REDIS_URL", "redis://valkey:6379/0")
    monkeypatch.setenv("CUSTOMHOUSE_REDIS_PASSWORD", "p@ss/w:rd")
    settings = Settings()
    assert settings.redis_url == "redis://:p%40ss%2Fw%3Ard@valkey:6379/0"
    assert settings.redis_password == ""


def test_an_address_that_has_a_password_keeps_it() -> None:
    url = "redis://me:mine@valkey:6379/0"
    assert Settings(redis_url=url, redis_password="other").redis_url == url  # noqa: S106
