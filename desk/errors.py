"""The desk's own errors.

ScreeningError
└── CommandError   what a person asked for cannot be done as asked
"""

from screening.errors import ScreeningError


class CommandError(ScreeningError):
    """What was asked for cannot be done: says what is wrong, where, and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason
