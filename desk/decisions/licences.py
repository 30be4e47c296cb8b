"""The register of licences, which releases draw on."""

from collections.abc import Sequence
from dataclasses import replace

from desk.errors import CommandError
from ledger.decisions.rows import Licence, LicenceRow
from ledger.ledger import Ledger


def add_licence(ledger: Ledger, row: LicenceRow) -> None:
    """Put a licence in the register.

    Raises:
        CommandError: something is missing or senseless, or the number is there already.
    """
    row = replace(row, number=row.number.strip(), authority=row.authority.strip())
    if not row.number or not row.authority:
        raise CommandError("a licence needs a number and an --authority")
    if (row.value is None) is not (row.currency is None):
        raise CommandError("a value needs a currency, and a currency a value: --value 1000 EUR")
    if row.expires_at <= row.signed.at:
        raise CommandError(f"licence {row.number} has expired; only what holds is registered")
    with ledger.deciding() as book:
        if book.licences(row.number):
            raise CommandError(
                f"licence {row.number} is there already; what is written stays: register a "
                "changed one under another number"
            )
        book.add_licence(row)


def licence_of(ledger: Ledger, number: str) -> Licence:
    """Return a licence.

    Raises:
        CommandError: there is none of that number.
    """
    found = licences_of(ledger, number)
    if not found:
        raise CommandError(f"no licence {number}; see: customhouse licences list")
    return found[0]


def licences_of(ledger: Ledger, number: str | None = None) -> Sequence[Licence]:
    """Return the licences in the order in which they came."""
    with ledger.decisions() as read:
        return read.licences(number)
