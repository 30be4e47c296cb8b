import pickle

from lists.errors import ListError


def test_an_error_names_list_place_and_reason() -> None:
    assert str(ListError("own:a", "line 2", "bad")) == "own:a, line 2: bad"
    assert str(ListError("own:a", "", "bad")) == "own:a: bad"


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(ListError("own:a", "line 2", "bad")))  # noqa: S301
    assert (error.source, error.place, error.reason) == ("own:a", "line 2", "bad")
