"""Whether a licence of the register permits what a release draws on it."""

from typing import Protocol

from ledger.decisions.rows import Licence
from worker.deciding.asked import Asked, Permit
from worker.deciding.looking import Target
from worker.deciding.refusing import DecisionRefusedError


class LicenceBook(Protocol):
    """Where licences are read."""

    def licences(self, number: str | None = None) -> list[Licence]:
        """Return the licences, or the one of a number."""
        ...


def refuse_unlicensed(book: LicenceBook, asked: Asked, permit: Permit, target: Target) -> None:
    """Return if the licence holds, is for this party, and has enough left.

    Whether the goods are those of the licence only a person can say.

    Raises:
        DecisionRefusedError: it is not, or a release names none.
    """
    if permit.licence is None:
        if permit.draws is not None:
            raise DecisionRefusedError("--draws is drawn on a licence; name it: licence:NUMBER")
        return
    found = book.licences(permit.licence)
    if not found:
        raise DecisionRefusedError(
            f"no licence {permit.licence} is in the register; see: customhouse licences list"
        )
    _refuse_expired(asked, found[0])
    _refuse_others(found[0], target)
    _refuse_overdrawn(found[0], permit)


def _refuse_expired(asked: Asked, licence: Licence) -> None:
    ends = f"licence {licence.number} ends on {licence.expires_at:%Y-%m-%d %H:%M} UTC"
    if licence.expires_at <= asked.signed.at:
        raise DecisionRefusedError(f"{ends}, which is past")
    if asked.expires_at is not None and asked.expires_at > licence.expires_at:
        raise DecisionRefusedError(f"{ends}: no release can hold for longer")


def _refuse_others(licence: Licence, target: Target) -> None:
    if not licence.parties:
        return
    named = {_folded(name) for name in licence.parties}
    for item in target.items:
        subject = getattr(item, "subject", None)
        names = {getattr(item, "listing_name", ""), getattr(item, "matched_name", "")}
        names |= set() if subject is None else {subject.name}
        if not named & set(map(_folded, names)):
            raise DecisionRefusedError(
                f"licence {licence.number} is for {'; '.join(licence.parties)}, and not for this "
                "party"
            )


def _refuse_overdrawn(licence: Licence, permit: Permit) -> None:
    if licence.left is None:
        return
    if permit.draws is None:
        raise DecisionRefusedError(
            f"licence {licence.number} is for a value: say how much of it this shipment takes, "
            "--draws AMOUNT"
        )
    if permit.draws > licence.left:
        raise DecisionRefusedError(
            f"licence {licence.number} has {licence.left:f} {licence.currency or ''} left".rstrip()
            + f", and {permit.draws:f} is more"
        )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
