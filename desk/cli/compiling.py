"""Reading the lists, which takes long the first time: then the matcher is compiled."""

from collections.abc import Iterator
from contextlib import contextmanager

from desk.cli.printing import notices
from lists.machine_code import must_compile


@contextmanager
def reading_lists() -> Iterator[None]:
    """Say on standard error what takes so long."""
    if must_compile():
        said = "compiling the matcher for this machine, only this first time; about a minute …"
        notices().print(said, markup=False)
    with notices().status("reading the lists …"):
        yield
