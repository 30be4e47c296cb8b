"""Who gives a command: the name that was given, and the operating system's user."""

import os
import pwd
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who does something.

    Attributes:
        name: as it was given, or that of the account.
        account: the operating system's user.
    """

    name: str
    account: str


def this_person(name: str | None) -> Person:
    """Return who gives a command now.

    Args:
        name: None: nobody said one, and the account stands for it.
    """
    account = _account()
    return Person(name=(name or "").strip() or account, account=account)


def _account() -> str:
    """Return the user of the process, and not what its environment says."""
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)  # a container may run as a number that has no name
