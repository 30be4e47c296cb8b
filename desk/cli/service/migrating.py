"""`customhouse migrate`: the ledger's tables."""

from desk.cli.located import located
from desk.cli.printing import print_line
from desk.service.migrating import migrate_ledger
from desk.service.place import Place, masked


@located
def migrate(place: Place) -> None:
    """Bring the ledger's tables up to date; what is there already stays."""
    migrate_ledger(place.settings)
    print_line(f"the ledger is up to date: {masked(place.settings.ledger_url)}")
