"""Who gives a command."""

import os
import pwd
from datetime import UTC, datetime

from ledger.decisions.rows import Signature


def signature(by: str | None, reason: str = "") -> Signature:
    """Return who decides now.

    Args:
        by: the name given; None: the operating system's user.
    """
    user = os_user()
    return Signature(
        by=user if by is None else by.strip(), os_user=user, at=datetime.now(UTC), reason=reason
    )


def os_user() -> str:
    """Return the operating system's user: of the process, and not what its environment says."""
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)  # a container may run as a number that has no name
