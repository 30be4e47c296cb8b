"""What a person writes on the command line, as what is asked of the ledger."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from desk.errors import CommandError
from lists.errors import ListError
from lists.history import moment_of
from worker.deciding.asked import Permit

_NO_MEASURE: Final = "no-measure"
_HOW: Final = "write licence:NUMBER, exception:WHICH or no-measure"


def instant_of(option: str, text: str | None) -> datetime | None:
    """Return the instant at which a date that somebody wrote is over, or the time itself.

    Raises:
        CommandError: it is neither.
    """
    if text is None:
        return None
    try:
        found = moment_of(text.strip())
    except ListError:
        found = None
    if found is None:
        raise CommandError(f"{option} {text}: no such date; write 2026-01-31")
    return found


def permit_of(text: str | None, draws: str | None) -> Permit | None:
    """Return why a true match is lawful.

    Args:
        text: "licence:GB-1", "exception:Art. 5(2)" or "no-measure".

    Raises:
        CommandError: it is none of these.
    """
    amount = None if draws is None else amount_of("--draws", draws)
    if text is None:
        if amount is not None:
            raise CommandError(f"--draws goes with --permitted-by: {_HOW}")
        return None
    kind, _, named = (part.strip() for part in text.partition(":"))
    if kind.lower() == _NO_MEASURE and not named:
        return Permit(said="no measure", draws=amount)
    if kind.lower() == "exception" and named:
        return Permit(said=f"exception: {named}", draws=amount)
    if kind.lower() == "licence" and named:
        return Permit(said=f"licence {named}", licence=named, draws=amount)
    raise CommandError(f"--permitted-by {text}: {_HOW}")


def amount_of(option: str, text: str) -> Decimal:
    """Return an amount of money.

    Raises:
        CommandError: it is none, or not above 0.
    """
    try:
        found = Decimal(text.replace("_", "").strip())
    except InvalidOperation as exc:
        raise CommandError(f"{option} {text}: no amount; write 12500.00") from exc
    if not found.is_finite() or found <= 0:
        raise CommandError(f"{option} {text}: an amount is more than 0")
    return found
