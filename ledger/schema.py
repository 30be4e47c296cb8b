"""The tables. Migrations repeat them; a test proves that both say the same."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """Keep an instant in UTC and refuse a datetime without a time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002  SQLAlchemy hands it over
    ) -> datetime | None:
        """Return the instant in UTC.

        Raises:
            ValueError: the datetime is naive.
        """
        if value is not None and value.tzinfo is None:
            raise ValueError("a datetime for the ledger needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002  SQLAlchemy hands it over
    ) -> datetime | None:
        """Return the instant in UTC; SQLite hands it back without a zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only where the key's type is INTEGER, which holds 8 bytes there.
Number: Final = BigInteger().with_variant(Integer, "sqlite")

basis = Table(
    "basis",
    metadata,
    Column("basis_no", Number, primary_key=True),
    Column("snapshot", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("activated_at", UtcDateTime, nullable=False),
    # When subscribers were told what it changed of the lists.
    Column("told_at", UtcDateTime),
)
subject = Table(
    "subject",
    metadata,
    Column("subject_no", Number, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("canonical", LargeBinary, nullable=False),
)
shipment = Table(
    "shipment",
    metadata,
    Column("shipment_no", Number, primary_key=True),
    Column("shipment_id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("basis_no", Number, ForeignKey("basis.basis_no")),
    Column("superseded", Boolean, nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    UniqueConstraint(
        *("shipment_id", "source", "revision", "content", "sequence"),
        # SQLite cannot rename it since the column was renamed.
        name="uq_shipment_shipment_id_source_revision_content_turn",
    ),
)
verdict = Table(
    "verdict",
    metadata,
    Column("verdict_no", Number, primary_key=True),
    Column("shipment_no", Number, ForeignKey("shipment.shipment_no"), nullable=False, index=True),
    Column("basis_no", Number, ForeignKey("basis.basis_no")),
    Column("outcome", Text, nullable=False),
    Column("view", LargeBinary, nullable=False),
    Column("at", UtcDateTime),
)
head = Table(
    "head",
    metadata,
    Column("shipment_id", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("shipment_no", Number, ForeignKey("shipment.shipment_no"), unique=True),
    Column("verdict_no", Number, ForeignKey("verdict.verdict_no")),
    Column("outcome", Text),
    Column("basis_no", Number, ForeignKey("basis.basis_no")),
    Column("open_until", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("sequence", Integer, nullable=False, server_default=text("0")),
    Column("is_due", Boolean, nullable=False, server_default=false()),
    Column("departs_at", UtcDateTime),
    # A difference of bases touched it while no run looked at it.
    Column("is_passed_over", Boolean, nullable=False, server_default=false()),
)
Index(
    "ix_head_passed_over",
    head.c.shipment_no,
    sqlite_where=text("is_passed_over = 1"),
    postgresql_where=text("is_passed_over"),
)
Index(
    "ix_head_due",
    head.c.shipment_no,
    sqlite_where=text("is_due = 1"),
    postgresql_where=text("is_due"),
)
carries = Table(
    "carries",
    metadata,
    Column("shipment_no", Number, ForeignKey("shipment.shipment_no"), primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("subject_no", Number, ForeignKey("subject.subject_no"), primary_key=True),
    Column("role", Text),
    Index("ix_carries_subject_no_shipment_no", "subject_no", "shipment_no"),
    sqlite_with_rowid=False,
)
hit = Table(
    "hit",
    metadata,
    Column("hit_no", Number, primary_key=True),
    Column("subject_no", Number, ForeignKey("subject.subject_no"), nullable=False),
    Column("listing_id", Text, nullable=False, index=True),
    Column("listing_content", Text, nullable=False),
    Column("score", Double, nullable=False),
    Column("detail", LargeBinary, nullable=False),
    Column("from_basis", Number, ForeignKey("basis.basis_no"), nullable=False),
    Column("to_basis", Number, ForeignKey("basis.basis_no")),
    UniqueConstraint("subject_no", "listing_id", "from_basis"),
)
intake = Table(
    "intake",
    metadata,
    Column("entry", Text, primary_key=True),
    Column("fate", Text, nullable=False),
    Column("source", Text),
    Column("shipment_id", Text),
    Column("revision", BigInteger),
    Column("at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
outbox = Table(
    "outbox",
    metadata,
    Column("outbox_no", Number, primary_key=True),
    Column("alert_id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("source", Text),
    Column("shipment_id", Text),
    Column("event", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
)
Index(
    "ix_outbox_unpublished",
    outbox.c.outbox_no,
    sqlite_where=text("published_at IS NULL"),
    postgresql_where=text("published_at IS NULL"),
)
dead = Table(
    "dead",
    metadata,
    Column("dead_no", Number, primary_key=True),
    Column("entry", Text, nullable=False, unique=True),
    Column("reason", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("source", Text),
    Column("raw", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
)
rescreen = Table(
    "rescreen",
    metadata,
    Column("run_no", Number, primary_key=True),
    Column("basis_no", Number, ForeignKey("basis.basis_no"), nullable=False),
    Column("scope", Text, nullable=False),
    Column("cursor", Number, nullable=False),
    Column("screened", Number, nullable=False),
    Column("changed", Number, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("superseded_at", UtcDateTime),
    Column("since", UtcDateTime),
    Column("is_full", Boolean, nullable=False, server_default=false()),
    Column("stage", Text, nullable=False, server_default=text("'matching'")),
    Column("parties", Number, nullable=False, server_default=text("0")),
    Column("hits", Number, nullable=False, server_default=text("0")),
    Column("queued", Number, nullable=False, server_default=text("0")),
)
Index(
    "ix_rescreen_unfinished",
    rescreen.c.basis_no,
    rescreen.c.scope,
    rescreen.c.is_full,
    unique=True,
    sqlite_where=text("finished_at IS NULL"),
    postgresql_where=text("finished_at IS NULL"),
)
rescreen_subject = Table(
    "rescreen_subject",
    metadata,
    Column("run_no", Number, primary_key=True, autoincrement=False),
    Column("subject_no", Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
# What waits for a run, in its order; what is done is not here any more.
rescreen_shipment = Table(
    "rescreen_shipment",
    metadata,
    Column("run_no", Number, primary_key=True, autoincrement=False),
    Column("departs", UtcDateTime, primary_key=True),
    Column("shipment_no", Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
# The names of subjects as they are compared: what a run need not analyse again.
book_part = Table(
    "book_part",
    metadata,
    Column("part_no", Number, primary_key=True, autoincrement=False),
    Column("made_for", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
broker = Table(
    "broker",
    metadata,
    # One row: the server that the relay saw last.
    Column("broker_no", Integer, primary_key=True),
    Column("run_id", Text, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)
