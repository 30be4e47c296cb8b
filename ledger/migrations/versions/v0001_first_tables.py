"""Create the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "basis",
        sa.Column("basis_no", _NUMBER, nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("activated_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("basis_no", name=op.f("pk_basis")),
    )
    op.create_table(
        "broker",
        sa.Column("broker_no", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("seen_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("broker_no", name=op.f("pk_broker")),
    )
    op.create_table(
        "dead",
        sa.Column("dead_no", _NUMBER, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dead_no", name=op.f("pk_dead")),
        sa.UniqueConstraint("entry", name=op.f("uq_dead_entry")),
    )
    op.create_table(
        "intake",
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("shipment_id", sa.Text(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=True),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_intake")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("outbox_no", _NUMBER, nullable=False),
        sa.Column("alert_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("shipment_id", sa.Text(), nullable=True),
        sa.Column("event", sa.LargeBinary(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("published_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("outbox_no", name=op.f("pk_outbox")),
        sa.UniqueConstraint("alert_id", name=op.f("uq_outbox_alert_id")),
    )
    op.create_index(
        "ix_outbox_unpublished",
        "outbox",
        ["outbox_no"],
        unique=False,
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.create_table(
        "subject",
        sa.Column("subject_no", _NUMBER, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("subject_no", name=op.f("pk_subject")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_subject_fingerprint")),
    )
    op.create_table(
        "hit",
        sa.Column("hit_no", _NUMBER, nullable=False),
        sa.Column("subject_no", _NUMBER, nullable=False),
        sa.Column("listing_id", sa.Text(), nullable=False),
        sa.Column("listing_content", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.Column("from_basis", _NUMBER, nullable=False),
        sa.Column("to_basis", _NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["from_basis"], ["basis.basis_no"], name=op.f("fk_hit_from_basis")),
        sa.ForeignKeyConstraint(
            ["subject_no"], ["subject.subject_no"], name=op.f("fk_hit_subject_no")
        ),
        sa.ForeignKeyConstraint(["to_basis"], ["basis.basis_no"], name=op.f("fk_hit_to_basis")),
        sa.PrimaryKeyConstraint("hit_no", name=op.f("pk_hit")),
        sa.UniqueConstraint(
            "subject_no",
            "listing_id",
            "from_basis",
            name=op.f("uq_hit_subject_no_listing_id_from_basis"),
        ),
    )
    op.create_index(op.f("ix_hit_listing_id"), "hit", ["listing_id"], unique=False)
    op.create_table(
        "rescreen",
        sa.Column("run_no", _NUMBER, nullable=False),
        sa.Column("basis_no", _NUMBER, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("cursor", _NUMBER, nullable=False),
        sa.Column("screened", _NUMBER, nullable=False),
        sa.Column("changed", _NUMBER, nullable=False),
        sa.Column("started_at", _INSTANT, nullable=False),
        sa.Column("finished_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["basis_no"], ["basis.basis_no"], name=op.f("fk_rescreen_basis_no")
        ),
        sa.PrimaryKeyConstraint("run_no", name=op.f("pk_rescreen")),
    )
    op.create_index(
        "ix_rescreen_unfinished",
        "rescreen",
        ["basis_no", "scope"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "shipment",
        sa.Column("shipment_no", _NUMBER, nullable=False),
        sa.Column("shipment_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("basis_no", _NUMBER, nullable=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["basis_no"], ["basis.basis_no"], name=op.f("fk_shipment_basis_no")
        ),
        sa.PrimaryKeyConstraint("shipment_no", name=op.f("pk_shipment")),
        sa.UniqueConstraint(
            "shipment_id",
            "source",
            "revision",
            "content",
            "turn",
            name=op.f("uq_shipment_shipment_id_source_revision_content_turn"),
        ),
    )
    op.create_table(
        "carries",
        sa.Column("shipment_no", _NUMBER, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("subject_no", _NUMBER, nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["shipment_no"], ["shipment.shipment_no"], name=op.f("fk_carries_shipment_no")
        ),
        sa.ForeignKeyConstraint(
            ["subject_no"], ["subject.subject_no"], name=op.f("fk_carries_subject_no")
        ),
        sa.PrimaryKeyConstraint("shipment_no", "ref", "subject_no", name=op.f("pk_carries")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_carries_subject_no_shipment_no", "carries", ["subject_no", "shipment_no"], unique=False
    )
    op.create_table(
        "verdict",
        sa.Column("verdict_no", _NUMBER, nullable=False),
        sa.Column("shipment_no", _NUMBER, nullable=False),
        sa.Column("basis_no", _NUMBER, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("view", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["basis_no"], ["basis.basis_no"], name=op.f("fk_verdict_basis_no")),
        sa.ForeignKeyConstraint(
            ["shipment_no"], ["shipment.shipment_no"], name=op.f("fk_verdict_shipment_no")
        ),
        sa.PrimaryKeyConstraint("verdict_no", name=op.f("pk_verdict")),
    )
    op.create_index(op.f("ix_verdict_shipment_no"), "verdict", ["shipment_no"], unique=False)
    op.create_table(
        "head",
        sa.Column("shipment_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("shipment_no", _NUMBER, nullable=True),
        sa.Column("verdict_no", _NUMBER, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("basis_no", _NUMBER, nullable=True),
        sa.Column("open_until", _INSTANT, nullable=True),
        sa.Column("closed_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["basis_no"], ["basis.basis_no"], name=op.f("fk_head_basis_no")),
        sa.ForeignKeyConstraint(
            ["shipment_no"], ["shipment.shipment_no"], name=op.f("fk_head_shipment_no")
        ),
        sa.ForeignKeyConstraint(
            ["verdict_no"], ["verdict.verdict_no"], name=op.f("fk_head_verdict_no")
        ),
        sa.PrimaryKeyConstraint("shipment_id", "source", name=op.f("pk_head")),
        sa.UniqueConstraint("shipment_no", name=op.f("uq_head_shipment_no")),
    )
    op.create_index(
        "ix_head_unscreened",
        "head",
        ["shipment_no"],
        unique=False,
        sqlite_where=sa.text("outcome = 'UNSCREENED'"),
        postgresql_where=sa.text("outcome = 'UNSCREENED'"),
    )


def downgrade() -> None:
    """Drop every table."""
    op.drop_index(
        "ix_head_unscreened",
        table_name="head",
        sqlite_where=sa.text("outcome = 'UNSCREENED'"),
        postgresql_where=sa.text("outcome = 'UNSCREENED'"),
    )
    op.drop_table("head")
    op.drop_index(op.f("ix_verdict_shipment_no"), table_name="verdict")
    op.drop_table("verdict")
    op.drop_index("ix_carries_subject_no_shipment_no", table_name="carries")
    op.drop_table("carries")
    op.drop_table("shipment")
    op.drop_index(
        "ix_rescreen_unfinished",
        table_name="rescreen",
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.drop_table("rescreen")
    op.drop_index(op.f("ix_hit_listing_id"), table_name="hit")
    op.drop_table("hit")
    op.drop_table("subject")
    op.drop_index(
        "ix_outbox_unpublished",
        table_name="outbox",
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.drop_table("outbox")
    op.drop_table("intake")
    op.drop_table("dead")
    op.drop_table("broker")
    op.drop_table("basis")
