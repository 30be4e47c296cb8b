"""The policy in force."""

from collections.abc import Callable
from datetime import datetime

from desk.errors import CommandError
from desk.service.place import Place
from ledger.ledger import Ledger
from screening.errors import UnavailableError
from worker.policies.kept import Policies
from worker.policies.rules import Rules


def rules_in_force(place: Place) -> Rules:
    """Return the policy in force; where there is no ledger yet, the one the settings make."""
    return _asked(place, lambda _ledger, policies: policies.in_force())


def rules_as_of(place: Place, moment: datetime) -> Rules:
    """Return the policy that verdicts rested on at a moment, as rules_in_force() does.

    Raises:
        CommandError: it was not kept.
    """

    def find(ledger: Ledger, policies: Policies) -> Rules:
        basis = ledger.basis_at(moment)
        if basis is None:
            return policies.in_force()
        found = policies.of(basis.policy)
        if found is None:
            when = f"{moment:%Y-%m-%d %H:%M} UTC"
            raise CommandError(f"policy {basis.policy}, in force at {when}, was not kept")
        return found

    return _asked(place, find)


def _asked(place: Place, find: Callable[[Ledger, Policies], Rules]) -> Rules:
    if not place.has_ledger:
        return Policies(None, place.settings).seed
    ledger = Ledger(place.settings.ledger_url)
    try:
        ledger.check()
        return find(ledger, Policies(ledger.trail, place.settings))
    except UnavailableError:
        # Names can be looked up without the ledger.
        return Policies(None, place.settings).seed
    finally:
        ledger.dispose()
