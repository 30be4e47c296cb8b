"""The ledger's own errors.

ScreeningError
├── BasisMovedError    another basis became active: screen the batch again
├── RunMovedError      another process did the same work of a re-screen run
└── UnknownAlertError  the ledger never published such an alert
"""

from screening.errors import ScreeningError


class BasisMovedError(ScreeningError):
    """The batch was screened on a basis that is no longer the active one: screen it again.

    Attributes:
        expected: the basis that the batch was screened on.
        active: the basis in force now.
    """

    def __init__(self, expected: int | None, active: int | None) -> None:
        super().__init__(expected, active)
        self.expected = expected
        self.active = active

    def __str__(self) -> str:
        return f"screened on basis {self.expected}, but basis {self.active} is active"


class RunMovedError(ScreeningError):
    """Another process did this work of a re-screen run: go on with what is left.

    Attributes:
        run_no: the run.
    """

    def __init__(self, run_no: int) -> None:
        super().__init__(run_no)
        self.run_no = run_no

    def __str__(self) -> str:
        return f"another process works on re-screen run {self.run_no}"


class UnknownAlertError(ScreeningError):
    """No alert of that id stands in the outbox, so nothing can come after it."""

    def __init__(self, alert_id: str) -> None:
        super().__init__(alert_id)
        self.alert_id = alert_id

    def __str__(self) -> str:
        return f"no alert {self.alert_id} in the outbox"
