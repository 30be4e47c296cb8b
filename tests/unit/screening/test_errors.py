"""The errors of the house."""

import pickle

from screening.errors import ScreeningError, UnavailableError


def test_what_is_away_is_said_with_its_reason() -> None:
    error = UnavailableError("the list store", "its folder is gone")
    assert isinstance(error, ScreeningError)
    assert str(error) == "the list store: its folder is gone"


def test_an_error_survives_the_way_between_processes() -> None:
    again = pickle.loads(pickle.dumps(UnavailableError("ledger", "locked")))  # noqa: S301
    assert (again.what, again.reason) == ("ledger", "locked")
