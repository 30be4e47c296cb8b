import pytest

from lists.reading.enumerations import items, values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("a) Chad b) Sudan", ["Chad", "Sudan"], id="letters"),
        pytest.param("(1) - (2) Libya (3)Uganda", ["-", "Libya", "Uganda"], id="numbers"),
        pytest.param("a) Port (club) b) X", ["Port (club)", "X"], id="a bracket is no mark"),
        pytest.param("a) 1957;\n b) 1960; ", ["1957", "1960"], id="ends"),
        pytest.param("One text (2) of two", ["One text (2) of two"], id="no enumeration"),
        pytest.param(" \u00a0", [], id="blank"),
    ],
)
def test_items_are_told_apart(text: str, found: list[str]) -> None:
    assert items(text) == found


def test_values_are_cut_at_bars_too() -> None:
    assert values("Russia|(1) Chad (2) Mali") == ["Russia", "Chad", "Mali"]
