"""What a person asks for, looked at before anything is read."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from customhouse.decision import DecisionWord
from ledger.decisions.rows import Signature
from worker.deciding.refusing import DecisionRefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Why a true match is lawful.

    Attributes:
        said: in words: "licence GB-1", "exception: Art. 5(2)", "no measure".
        licence: number of the licence in the register.
        draws: what is drawn from the licence's value.
    """

    said: str
    licence: str | None = None
    draws: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A decision as a person asks for it.

    Attributes:
        item: id of a hit, or of a reason of UNSCREENED.
        entity: for all hits of the party that are the same entity on several lists.
        supersedes: number of the decision that stands there now.
        expires_at: the instant from which it holds no more.
    """

    alert_id: str
    item: str
    word: DecisionWord
    signed: Signature
    expires_at: datetime | None = None
    this_shipment: bool = False
    entity: bool = False
    permit: Permit | None = None
    supersedes: int | None = None

    @property
    def is_false_positive(self) -> bool:
        """It says that the hit is about somebody else."""
        return self.word is DecisionWord.FALSE_POSITIVE


def refuse_senseless(asked: Asked) -> None:
    """Return if what is asked makes sense by itself.

    Raises:
        DecisionRefusedError: it does not.
    """
    refuse_unsigned(asked.signed)
    if asked.expires_at is not None and asked.expires_at <= asked.signed.at:
        raise DecisionRefusedError(
            f"{asked.expires_at:%Y-%m-%d %H:%M} UTC is past: name a day on which it still holds"
        )
    if asked.permit is not None:
        _refuse_senseless_release(asked)
    elif not asked.is_false_positive and asked.expires_at is not None:
        raise DecisionRefusedError(
            f"only a false positive expires, and {asked.word} holds until it is superseded"
        )
    if asked.this_shipment and not asked.is_false_positive:
        raise DecisionRefusedError(
            f"{asked.word} is for this shipment in any case; leave out --this-shipment"
        )


def within_longest(asked: Asked, longest_days: int | None) -> Asked:
    """Return a clearance with the end that the policy gives it where nobody named one.

    Raises:
        DecisionRefusedError: a later one is named.
    """
    if longest_days is None or not asked.is_false_positive or asked.this_shipment:
        return asked
    latest = asked.signed.at + timedelta(days=longest_days)
    if asked.expires_at is None:
        return replace(asked, expires_at=latest)
    # A day that is named ends at its own end.
    if asked.expires_at > latest + timedelta(days=1):
        raise DecisionRefusedError(
            f"a clearance ends after {longest_days} days at the latest, as the policy says: name "
            f"{latest:%Y-%m-%d} or a day before"
        )
    return asked


def refuse_unsigned(signed: Signature) -> None:
    """Return if it is said why, and by whom.

    Raises:
        DecisionRefusedError: it is not.
    """
    if not signed.reason.strip():
        raise DecisionRefusedError("say why: --reason TEXT, which an auditor reads years later")
    if not signed.by.strip():
        raise DecisionRefusedError("say who decides: --by NAME")


def _refuse_senseless_release(asked: Asked) -> None:
    if asked.word is not DecisionWord.TRUE_MATCH:
        raise DecisionRefusedError(
            "--permitted-by says why a true match is lawful; it goes with --true-match alone"
        )
    if asked.expires_at is None:
        raise DecisionRefusedError("say until when the release holds: --valid-until DATE")
