"""The tables of the audit trail. Migrations repeat them; a test proves that both say the same."""

from sqlalchemy import Column, Index, LargeBinary, Table, Text, text

from ledger.schema import Number, UtcDateTime, metadata

policy = Table(
    "policy",
    metadata,
    Column("policy_no", Number, primary_key=True),
    Column("policy_id", Text, nullable=False, unique=True),
    # Canonical JSON.
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)
act = Table(
    "act",
    metadata,
    Column("act_no", Number, primary_key=True),
    Column("kind", Text, nullable=False),
    # What makes it this one of its kind, so that it is noted once.
    Column("ref", Text, nullable=False),
    # JSON.
    Column("data", LargeBinary, nullable=False),
    # The name that was given, and the operating system's user.
    Column("person", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_act_kind_ref", "kind", "ref", unique=True),
)
leaf = Table(
    "leaf",
    metadata,
    Column("leaf_no", Number, primary_key=True),
    # The table whose rows these are.
    Column("kind", Text, nullable=False),
    # Of each row its number, 8 bytes, and its hash, 32 bytes.
    Column("numbers", LargeBinary, nullable=False),
    Column("digests", LargeBinary, nullable=False),
    Column("seal_no", Number),
)
Index(
    "ix_leaf_unsealed",
    leaf.c.leaf_no,
    sqlite_where=text("seal_no IS NULL"),
    postgresql_where=text("seal_no IS NULL"),
)
Index("ix_leaf_seal_no", leaf.c.seal_no, leaf.c.leaf_no)
seal = Table(
    "seal",
    metadata,
    Column("seal_no", Number, primary_key=True, autoincrement=False),
    Column("leaf_count", Number, nullable=False),
    Column("row_count", Number, nullable=False),
    # Of the seal before and of all leaves that this one covers.
    Column("digest", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
