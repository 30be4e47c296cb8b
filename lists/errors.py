"""What is wrong with a list, where, and what to do."""

from screening.errors import ScreeningError


class ListError(ScreeningError):
    """A list cannot be used as it is; what was in force stays in force.

    Attributes:
        source: id of the list ("us_ofac_sdn").
        place: file and line ("alt.csv, line 12"), "" for the whole list.
        reason: what is wrong and what to do.
    """

    def __init__(self, source: str, place: str, reason: str) -> None:
        super().__init__(source, place, reason)
        self.source = source
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        where = f", {self.place}" if self.place else ""
        return f"{self.source}{where}: {self.reason}"


class FetchError(ListError):
    """A list cannot be had from its publisher now; what is published may be as good as ever."""


class MovedError(ListError):
    """Another version of a list came into force, or it was dropped, while it was refreshed."""


class BusyError(ListError):
    """A list is being refreshed by another process."""
