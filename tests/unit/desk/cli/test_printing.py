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
    print_table("", columns, [("us_ofac_sdn", *["short word " * 3] * 3)])
    text = capsys.readouterr().out
    assert "│ us_ofac_sdn │" in text
    assert max(map(len, text.splitlines())) <= 40


def test_a_table_without_room_becomes_blocks_and_loses_no_letter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desk.cli.printing._PIPE_WIDTH", 24)
    print_table("", ("a", "b"), [("qwertyuiopas", "zxcvbnmlkjhg")])
    text = capsys.readouterr().out
    assert "│" not in text
    assert sum(text.count(letter) for letter in "qwertyuiopzxcvnmlkjhg") == 21


def test_a_row_of_a_table_is_no_column_of_many_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    columns = ("no", "since", "entry", "source", "field", "reason", "state")
    row = (1, "2026-01-02", "bulk:1-0", "urn:erp", "parties.0.role", "words " * 80, "waiting")
    print_table("", columns, [row])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) < 16


def test_the_title_of_a_narrow_table_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("What became of every record", ("a", "b"), [("1", "2")])
    assert capsys.readouterr().out.splitlines()[0] == "What became of every record"


@pytest.mark.parametrize("width", [80, 40])
def test_what_is_longer_than_a_line_goes_on_below_its_beginning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    print_indented("an objection " * 150, 4)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert all(line.startswith(("    an", "    objection")) for line in lines)
    assert " ".join("".join(lines).split()).count("objection") == 150


def test_in_a_pipe_a_line_of_some_length_stays_whole(capsys: pytest.CaptureFixture[str]) -> None:
    print_indented("a sentence " * 15, 4)
    assert capsys.readouterr().out.count("\n") == 1
