import pytest

from desk.wording import age_words, printable


def test_what_could_steer_a_terminal_is_replaced() -> None:
    assert printable("a\x1b[2Jb\nc") == "a\ufffd[2Jb\ufffdc"


@pytest.mark.parametrize(
    ("seconds", "words"), [(59, "0 min"), (3_720, "1 h 2 min"), (100_000, "1 d 3 h")]
)
def test_an_age_is_readable(seconds: float, words: str) -> None:
    assert age_words(seconds) == words
