"""From lists in force to the basis that verdicts rest on."""

from dataclasses import dataclass
from datetime import datetime

from ledger.ledger import Ledger
from ledger.migrations import migrate
from ledger.rows import Basis
from lists.store.list_store import ListStore
from screening.errors import UnavailableError
from worker.chores.activation import activate_if_moved
from worker.policies.content import matching_policy
from worker.policies.kept import Policies
from worker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Activated:
    """What came of making the lists in force the active basis.

    Attributes:
        basis: the new one; None: it was active already, or could not be made so.
        left_to_workers: why the workers will do it instead.
    """

    basis: Basis | None = None
    left_to_workers: str = ""


def activate(settings: Settings, store: ListStore, at: datetime) -> Activated:
    """Make what is in force the active basis, where the ledger can be opened.

    Workers do it by themselves a little later where it cannot.
    """
    ledger = Ledger(settings.ledger_url)
    try:
        migrate(settings.ledger_url)
        policies = Policies(ledger.trail, settings)
        policies.keep_first(at)
        policy = matching_policy(policies.in_force())
        return Activated(basis=activate_if_moved(ledger, store, policy, at))
    except UnavailableError as exc:
        return Activated(left_to_workers=f"the workers will activate it: {exc}")
    finally:
        ledger.dispose()
