"""The ledger's tables, brought up to date."""

from ledger.migrations import migrate
from worker.settings import Settings


def migrate_ledger(settings: Settings) -> None:
    """Bring the ledger's tables up to date; what is there already stays."""
    if settings.ledger_url.startswith("sqlite"):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrate(settings.ledger_url)
