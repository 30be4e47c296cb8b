"""Why a decision is not taken: nothing is changed, and words say what to do."""

from screening.errors import ScreeningError


class DecisionRefusedError(ScreeningError):
    """What was asked cannot be done; nothing is changed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason
