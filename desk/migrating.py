"""`customhouse migrate`: the ledger's tables."""

from desk.finding import Place, located, masked
from desk.printing import print_line
from ledger.migrations import migrate as migrate_ledger


@located
def migrate(place: Place) -> None:
    """Bring the ledger's tables up to date; what is there already stays."""
    settings = place.settings
    if settings.ledger_url.startswith("sqlite"):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrate_ledger(settings.ledger_url)
    print_line(f"the ledger is up to date: {masked(settings.ledger_url)}")
