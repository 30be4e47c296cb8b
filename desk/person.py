"""Who gives a command: the name that was given, and the operating system's user."""

import os
import pwd
from dataclasses import dataclass

from desk.errors import CommandError


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
    account = os_user()
    return Person(name=(name or "").strip() or account, account=account)


def two_persons(first: str | None, second: str) -> str:
    """Return who does together what nobody may do alone, as it is written down.

    Args:
        first: None: the account stands for it.

    Raises:
        CommandError: the second person is not named, or is the first one.
    """
    person, other = this_person(first), " ".join(second.split())
    if not other:
        raise CommandError("two persons do this: name the one who agrees, --second NAME")
    if other.casefold() in {person.name.casefold(), person.account.casefold()}:
        raise CommandError(f"{other} is the first person: the second must be another one")
    said = f"{person.name} and {other}"
    return said if person.name == person.account else f"{said}, as {person.account}"


def os_user() -> str:
    """Return the operating system's user: of the process, and not what its environment says."""
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)  # a container may run as a number that has no name
