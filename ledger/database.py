"""How we speak to SQLite and PostgreSQL: connections, locks, and which errors mean "later"."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from screening.errors import UnavailableError

T = TypeVar("T")

# Milliseconds a writer waits for another one's transaction before it gives up.
_BUSY_TIMEOUT_MS: Final = 10_000
_CONNECT_TIMEOUT_S: Final = 5
# Key of the advisory lock between batches and activations; any number that nobody else takes.
_FENCE: Final = 0x6375_7374_6F6D
# Two variables a row stay far below SQLite's limit of 32,766 (999 before 3.32).
CHUNK: Final = 400


def connect(url: str) -> Engine:
    """Return an engine whose SQLite connections are durable and strict.

    Parameters stay out of error messages, for they hold party names.
    """
    if url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"connect_timeout": _CONNECT_TIMEOUT_S},
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Without this the driver begins transactions on its own, and too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that turns from reading to writing can fail at once as busy, so writers say so.
    is_write = connection.get_execution_options().get("is_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


@contextmanager
def retriable() -> Iterator[None]:
    """Turn a database that is away, locked, in a deadlock or damaged into UnavailableError."""
    try:
        yield
    except sqlite3.DatabaseError as exc:
        # As the connection is made SQLAlchemy hands on what the driver says.
        raise UnavailableError("ledger", f"the file cannot be read: {exc}") from exc
    except DBAPIError as exc:
        is_away = isinstance(exc, OperationalError | InterfaceError)
        is_damaged = type(exc.orig) is sqlite3.DatabaseError
        if exc.connection_invalidated or is_away or is_damaged:
            reason = (str(exc.orig).splitlines() or [type(exc.orig).__name__])[0]
            raise UnavailableError("ledger", reason) from exc
        raise


def is_postgresql(connection: Connection) -> bool:
    """Return whether row and advisory locks exist; on SQLite a writer is alone anyway."""
    return connection.dialect.name == "postgresql"


def share_fence(connection: Connection) -> None:
    """Keep activations out until this transaction ends; other batches may pass."""
    # Advisory locks queue fairly; sharers of a row lock may overtake an activation for ever.
    if is_postgresql(connection):
        connection.execute(select(func.pg_advisory_xact_lock_shared(_FENCE)))


def take_fence(connection: Connection) -> None:
    """Wait for running batches and keep new ones out until this transaction ends."""
    if is_postgresql(connection):
        connection.execute(select(func.pg_advisory_xact_lock(_FENCE)))


def insert_once(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], key: Sequence[str]
) -> int:
    """Insert rows, leaving alone those whose key is there already; return how many of one row."""
    if not rows:
        return 0
    make = postgresql.insert if is_postgresql(connection) else sqlite.insert
    query = make(table).on_conflict_do_nothing(index_elements=list(key))
    return connection.execute(query, list(rows)).rowcount


def chunked(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Yield the items in order, at most `size` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
