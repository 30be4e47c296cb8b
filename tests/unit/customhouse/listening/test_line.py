"""The order in which alerts are handed over."""

from customhouse.listening.consumer import Event
from customhouse.listening.line import PATIENCE, Line


def events(*names: str) -> list[Event]:
    return [Event(entry=name, fields={}) for name in names]


def drained(line: Line, now: float = 0.0) -> list[str]:
    found = []
    while event := line.next_ready() or line.next_due(now=now):
        found.append(event.entry)
    return found


def a_line(*names: str, **attempts: int) -> Line:
    line = Line()
    line.begin(events(*names), attempts, now=0.0)
    return line


def test_what_is_unfinished_comes_in_the_order_of_the_stream() -> None:
    assert drained(a_line("1", "2", "3")) == ["1", "2", "3"]


def test_fresh_ones_come_after_what_is_unfinished() -> None:
    line = a_line("1")
    line.add(events("2"))
    assert drained(line) == ["1", "2"]


def test_what_failed_is_the_first_again() -> None:
    line = a_line("1", "2")
    (first,) = [line.next_ready()]
    assert first is not None
    line.fail(first, attempt=1, now=0.0)
    assert drained(line) == ["1", "2"]


def test_what_failed_often_waits_for_its_time() -> None:
    line = a_line("2")
    line.fail(*events("1"), attempt=PATIENCE, now=0.0)
    assert drained(line, now=0.9) == ["2"]
    assert line.wait_s(now=0.25) == 0.75
    assert drained(line, now=1.0) == ["1"]


def test_the_time_doubles_up_to_a_minute() -> None:
    waits = []
    for attempt in range(PATIENCE, PATIENCE + 8):
        line = Line()
        line.fail(*events("1"), attempt=attempt, now=5.0)
        waits.append(line.wait_s(now=5.0))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_what_failed_often_in_an_earlier_process_lets_the_others_go_first() -> None:
    line = a_line("1", "2", **{"1": PATIENCE})
    assert drained(line) == ["2", "1"]


def test_a_line_that_begins_anew_keeps_the_times() -> None:
    line = Line()
    line.fail(*events("1"), attempt=PATIENCE, now=0.0)
    line.begin(events("1", "2"), {"1": PATIENCE}, now=0.5)
    assert drained(line, now=0.5) == ["2"]
    assert drained(line, now=1.0) == ["1"]


def test_a_line_knows_what_stands_in_it() -> None:
    line = a_line("1", "2", **{"2": PATIENCE})
    assert ("1" in line, "2" in line, "3" in line) == (True, True, False)


def test_what_is_finished_is_handed_over_no_more() -> None:
    line = a_line("1", "2", "3", **{"2": PATIENCE})
    for entry in ("1", "2"):
        line.forget(entry)
    assert drained(line) == ["3"]


def test_nothing_waits_in_an_empty_line() -> None:
    assert Line().wait_s(now=0.0) is None
    assert drained(Line()) == []


def test_what_is_finished_never_comes_again_though_it_had_failed() -> None:
    for attempt in (1, PATIENCE):
        line = a_line("1-0", "2-0")
        failed = line.next_ready()
        assert failed is not None
        line.fail(failed, attempt=attempt, now=0.0)
        line.forget(failed.entry)
        assert "1-0" not in line
        assert drained(line, now=1000.0) == ["2-0"]
