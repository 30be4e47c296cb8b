"""What is wrong with a policy, where, and what to do."""

from screening.errors import ScreeningError


class PolicyError(ScreeningError):
    """A policy cannot be used as it is; what was in force stays in force.

    Attributes:
        place: file and field: "strict.toml, levels.review".
        reason: what is wrong and what to do.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"
