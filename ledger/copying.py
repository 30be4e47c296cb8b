"""A ledger on SQLite copied while it is written to."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ledger.database import retriable


def copy_sqlite(engine: Engine, path: Path) -> None:
    """Write a copy of a ledger as it stands now; writers need not wait.

    Raises:
        UnavailableError: the database is locked for too long.

    Source: https://sqlite.org/backup.html, one step with all pages.
    """
    with retriable(), engine.connect() as connection:
        found: Any = connection.connection.driver_connection
        with closing(sqlite3.connect(path)) as target:
            found.backup(target)
