"""What a policy would do that is not in force."""

from dataclasses import dataclass
from datetime import datetime

from desk.lists.in_force import snapshot_in_force
from ledger.ledger import Ledger
from lists.readiness import why_unready
from lists.store.list_store import ListStore
from worker.policies.effects import applied
from worker.policies.rules import Rules
from worker.rescreening.previewing import Preview, preview
from worker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPreview:
    """What would be told of open shipments.

    Attributes:
        unready: why nothing would be screened; None: it would.
    """

    preview: Preview
    unready: str | None = None


def foresee_policy(ledger: Ledger, settings: Settings, rules: Rules, at: datetime) -> PolicyPreview:
    """Return what would be told if a policy came into force, on the lists in force now.

    Raises:
        CommandError: no list is in force.
    """
    snapshot = snapshot_in_force(settings)
    counted = applied(rules, snapshot)
    unready = why_unready(counted, rules.lists.required, at, settings.age_limits)
    if counted is None:
        unready = "it applies none of the lists in force"
    if unready is not None:
        return PolicyPreview(preview=Preview(), unready=unready)
    store = ListStore(settings.lists_dir)
    return PolicyPreview(preview=preview(ledger, store, snapshot.id, rules, at))
