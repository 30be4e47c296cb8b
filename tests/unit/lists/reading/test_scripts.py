import pytest

from lists.reading.scripts import script_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GREY HERON", None),
        ("Héron gris", None),
        ("Серая Цапля", "Cyrl"),
        ("مالك الحزين", "Arab"),
        ("苍鹭", "Hani"),
        ("アオサギ", "Jpan"),
        ("青鷺サギ", "Jpan"),
        ("왜가리", "Hang"),
        ("ООО Цапля (HERON)", "Cyrl"),
        ("№ 7 —", None),
        ("", None),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, code: str | None) -> None:
    assert script_code(text) == code
