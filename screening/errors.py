"""The errors of the house; the type decides what becomes of a record.

ScreeningError
├── UnavailableError   something we need is away: retry later
└── ListError          a list or file cannot be used as it is (defined by lists)
"""


class ScreeningError(Exception):
    """Root of the house's own errors."""


class UnavailableError(ScreeningError):
    """Something that screening needs is not there now: retry, never CLEAR."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(what, reason)
        self.what = what
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.what}: {self.reason}"
