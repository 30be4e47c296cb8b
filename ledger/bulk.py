"""Many rows in one statement: what a batch writes, at the price of the driver alone.

SQLAlchemy's own way of inserting costs three to five times as much a row. SQLite takes the rows
one after the other within one call, PostgreSQL as one array a column.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

from ledger.database import is_postgresql

_Bind = Callable[[Any], Any]
# Of a table with these columns: its statement, and how a value of each column is written.
_Statement = tuple[str, tuple[_Bind | None, ...]]


def insert_rows(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    *,
    once: tuple[str, ...] = (),
) -> None:
    """Insert rows, each with its values in the order of the columns.

    Args:
        once: columns of a unique key; a row whose key is there already is left alone.
    """
    if not rows:
        return
    conflict = f" ON CONFLICT ({', '.join(once)}) DO NOTHING" if once else ""
    _execute(connection, table, columns, rows, conflict)


def put_rows(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    *,
    key: tuple[str, ...],
) -> None:
    """Insert rows, or give those whose key is there already these values."""
    if not rows:
        return
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    conflict = f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}"
    _execute(connection, table, columns, rows, conflict)


def next_numbers(connection: Connection, table: Table, count: int) -> range | list[int]:
    """Return numbers for so many new rows of a table, ascending; nobody else gets them.

    Call it within a writing transaction: on SQLite a writer is alone.
    """
    if count == 0:
        return range(0)
    (key,) = table.primary_key.columns
    if is_postgresql(connection):
        sequence = f"pg_get_serial_sequence('{table.name}', '{key.name}')"
        query = f"SELECT nextval({sequence}) FROM generate_series(1, {count})"  # noqa: S608
        return sorted(connection.exec_driver_sql(query).scalars())
    query = f"SELECT coalesce(max({key.name}), 0) FROM {table.name}"  # noqa: S608
    last = int(connection.exec_driver_sql(query).scalar_one())
    return range(last + 1, last + 1 + count)


def _execute(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    conflict: str,
) -> None:
    statement, binds = _statement(connection.dialect, table, columns)
    written = [
        [value if bind is None or value is None else bind(value) for value in values]
        for bind, values in zip(binds, zip(*rows, strict=True), strict=True)
    ]
    if is_postgresql(connection):
        connection.exec_driver_sql(statement + conflict, tuple(written))
    else:
        connection.exec_driver_sql(statement + conflict, list(zip(*written, strict=True)))


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> _Statement:
    """Return the INSERT without its end, and what turns the values into the driver's."""
    types = [table.c[name].type for name in columns]
    binds = tuple(each.dialect_impl(dialect).bind_processor(dialect) for each in types)
    names = ", ".join(columns)
    if dialect.name == "postgresql":
        arrays = ", ".join(f"%s::{each.compile(dialect=dialect)}[]" for each in types)
        return f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays})", binds  # noqa: S608
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks})", binds  # noqa: S608
