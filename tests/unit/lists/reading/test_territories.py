import pytest

from lists.reading.territories import country_code, is_usual_name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Korea, North", "KP"),
        ("Russia", "RU"),
        ("ru", "RU"),
        ("Hong Kong", "HK"),
        ("State of Palestine", "PS"),
        ("Crimea", None),
        (" ", None),
        ("Atlantis", None),
    ],
)
def test_a_country_name_gives_its_code(name: str, code: str | None) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("name", "usual"),
    [("Iran", True), ("Congo, Democratic Republic of the", True), ("Burma", True), ("Cali", False)],
)
def test_a_usual_name_is_known_without_the_others(name: str, usual: bool) -> None:
    assert is_usual_name(name) is usual


def test_the_register_is_not_asked_about_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lists.reading.territories.lookup_territory", None)
    assert country_code("é" * 201) is None
