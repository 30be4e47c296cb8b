import numpy as np

from screening.search.remembering import Remembered

ANSWER = np.array([1, 2], dtype=np.int32)


def test_the_oldest_answer_goes_where_there_are_too_many() -> None:
    remembered = Remembered(2)
    for question in ("a", "b", "c"):
        remembered.keep(question, ANSWER)
    assert [remembered.get(question) is None for question in "abc"] == [True, False, False]


def test_nothing_is_kept_where_there_is_no_room() -> None:
    remembered = Remembered(0)
    remembered.keep("a", ANSWER)
    assert remembered.get("a") is None
