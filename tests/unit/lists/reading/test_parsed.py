from pathlib import Path

from lists.reading.parsed import Reading, read_list
from lists.registry import parser_of, source_of


def test_what_is_noted_of_a_hostile_file_stays_short() -> None:
    reading = Reading()
    reading.unread("type " + "x" * 1_000_000)
    reading.problem("entry " + "7" * 1_000_000, "no name")
    assert max(map(len, [*reading.counts, *reading.problems])) == 200


def test_how_many_entries_have_which_field_is_counted(ofac_set: Path) -> None:
    source = source_of("us_ofac_sdn")
    shape = read_list(parser_of(source), ofac_set, source).shape
    fields = ("aliases", "identifiers", "addresses", "dates", "programs")
    assert [shape[f"with {field}"] for field in fields] == [2, 2, 1, 0, 2]
