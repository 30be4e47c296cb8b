import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from ledger.database import connect
from ledger.ledger import Ledger
from ledger.migrations import migrate, unmigrate
from ledger.schema import metadata
from screening.errors import UnavailableError


def test_migrations_and_tables_say_the_same(ledger_url: str) -> None:
    engine = connect(ledger_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        difference = compare_metadata(context, metadata)
    engine.dispose()
    assert difference == []


def test_tables_can_be_made_removed_and_made_again(bare_ledger_url: str) -> None:
    migrate(bare_ledger_url)
    unmigrate(bare_ledger_url)
    migrate(bare_ledger_url)
    ledger = Ledger(bare_ledger_url)
    ledger.check()
    assert set(ledger.counts().values()) == {0}
    ledger.dispose()


def test_a_ledger_without_tables_is_unavailable(bare_ledger_url: str) -> None:
    ledger = Ledger(bare_ledger_url)
    with pytest.raises(UnavailableError, match="migrate"):
        ledger.check()
    ledger.dispose()


def test_a_database_that_is_away_is_unavailable() -> None:
    ledger = Ledger("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(UnavailableError):
        ledger.check()
    ledger.dispose(forked=True)
