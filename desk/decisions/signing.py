"""Who gives a command."""

from datetime import UTC, datetime

from desk.person import os_user
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
