"""`customhouse migrate`: the ledger's tables."""

from desk.cli.located import located
from desk.cli.printing import JsonOption, tell
from desk.service.migrating import migrate_ledger
from desk.service.place import Place, masked


@located
def migrate(place: Place, as_json: JsonOption = False) -> None:
    """Bring the ledger's tables up to date; what is there already stays."""
    migrate_ledger(place.settings)
    where = masked(place.settings.ledger_url)
    tell(f"the ledger is up to date: {where}", {"ledger": where}, as_json=as_json)
