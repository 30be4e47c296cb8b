"""Migrations of the ledger, run from the program and not from a configuration file."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ledger.database import connect, retriable


def migrate(url: str, revision: str = "head") -> None:
    """Bring a ledger's tables up to a revision; what is there already stays.

    Raises:
        UnavailableError: the database is away.
    """
    _change(url, revision, up=True)


def unmigrate(url: str, revision: str = "base") -> None:
    """Take a ledger's tables back down to a revision; "base" removes them and all they hold.

    Raises:
        UnavailableError: the database is away.
    """
    _change(url, revision, up=False)


def is_current(connection: Connection) -> bool:
    """Return whether the tables stand at the newest revision."""
    heads = set(ScriptDirectory.from_config(_config()).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "ledger:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _change(url: str, revision: str, *, up: bool) -> None:
    engine = connect(url)
    try:
        with retriable(), engine.execution_options(is_write=True).begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            (command.upgrade if up else command.downgrade)(config, revision)
    finally:
        engine.dispose()
