"""What is wrong with a receipt."""

from screening.errors import ScreeningError


class ReceiptError(ScreeningError):
    """A receipt cannot be replayed: it lacks something, or was changed.

    Attributes:
        part: which part of it.
        reason: what is wrong.
    """

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(part, reason)
        self.part = part
        self.reason = reason

    def __str__(self) -> str:
        return f"receipt, {self.part} {self.reason}"
