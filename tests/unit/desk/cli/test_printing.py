import pytest

from desk.cli.printing import notices, print_indented, print_table


def test_a_name_between_colons_is_no_face(capsys: pytest.CaptureFixture[str]) -> None:
    notices().print("own:x: not in force", markup=False)
    assert capsys.readouterr().err == "own:x: not in force\n"


def test_a_narrow_table_breaks_no_word_that_has_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desk.cli.printing._PIPE_WIDTH", 40)
    columns = ("list", "one", "two", "three")
    print_table("", columns, [("us_ofac_sdn", *["short word " * 9] * 3)])
    text = capsys.readouterr().out
    assert "│ us_ofac_sdn │" in text
    assert max(map(len, text.splitlines())) <= 40


def test_a_table_without_room_loses_no_letter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desk.cli.printing._PIPE_WIDTH", 20)
    print_table("", ("a", "b"), [("qwertyuiopas", "zxcvbnmlkjhg")])
    text = capsys.readouterr().out
    assert sum(text.count(letter) for letter in "qwertyuiopzxcvnmlkjhg") == 21


def test_a_line_further_in_stays_whole_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    print_indented("a sentence " * 40, 4)
    assert capsys.readouterr().out == "    " + "a sentence " * 40 + "\n"
