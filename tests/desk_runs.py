"""What tests of the command line call it by."""

from typing import Protocol

from click.testing import Result


class Run(Protocol):
    """Runs a command on the test's data folder."""

    def __call__(self, *args: object, stdin: str | bytes | None = None) -> Result:
        """Return its output and exit code."""
        ...
