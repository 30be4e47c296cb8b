from lists.reading.numbering import content_number, numbered


def test_a_number_does_not_mind_blanks_dots_and_capitals() -> None:
    assert content_number("Egret Works, Ltd.", "CN") == content_number(" EGRET  WORKS LTD", "cn")


def test_a_number_minds_where_one_part_ends() -> None:
    assert content_number("ab", "c") != content_number("a", "bc")


def test_entries_of_one_number_keep_theirs_in_any_order() -> None:
    entries = [("7", ("2020",), "late"), ("8", ("",), "other"), ("7", ("2010",), "early")]
    expected = {"7": "early", "7-2": "late", "8": "other"}
    assert dict(numbered(entries)) == dict(numbered(reversed(entries))) == expected
