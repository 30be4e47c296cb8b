"""Keep of a re-screen run which subjects it touched and which shipments wait for it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Which basis older runs really looked at a shipment on is not known: the next run judges all that
# do not rest on the newest one.
_LEAVE_TO_NEXT_RUN = """
UPDATE head SET is_passed_over = true
WHERE shipment_no IS NOT NULL
AND (basis_no IS NULL OR basis_no <> (SELECT max(basis_no) FROM basis))
"""
_OLD_RUNS = """
UPDATE rescreen SET superseded_at = started_at
WHERE finished_at IS NULL AND basis_no < (SELECT max(basis_no) FROM basis)
"""
_OLD_STAGE = "UPDATE rescreen SET cursor = 0 WHERE finished_at IS NULL"
_TOLD = "UPDATE basis SET told_at = activated_at"
_NEW_COLUMNS = ("superseded_at", "since", "is_full", "stage", "parties", "hits", "queued")


def upgrade() -> None:
    """Add columns and tables; what is there is judged once more by the next run."""
    moment = sa.DateTime(timezone=True)
    op.add_column("basis", sa.Column("told_at", moment, nullable=True))
    op.execute(_TOLD)
    op.add_column("head", sa.Column("departs_at", moment, nullable=True))
    op.add_column(
        "head", sa.Column("is_passed_over", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(_LEAVE_TO_NEXT_RUN)
    op.create_index(
        "ix_head_passed_over",
        "head",
        ["shipment_no"],
        sqlite_where=sa.text("is_passed_over = 1"),
        postgresql_where=sa.text("is_passed_over"),
    )
    _extend_runs(moment)
    _create_tables(moment)


def _extend_runs(moment: sa.DateTime) -> None:
    zero, number = sa.text("0"), sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.add_column("rescreen", sa.Column("superseded_at", moment, nullable=True))
    op.add_column("rescreen", sa.Column("since", moment, nullable=True))
    op.add_column(
        "rescreen", sa.Column("is_full", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "rescreen", sa.Column("stage", sa.Text(), nullable=False, server_default="matching")
    )
    for name in ("parties", "hits", "queued"):
        op.add_column("rescreen", sa.Column(name, number, nullable=False, server_default=zero))
    op.execute(_OLD_RUNS)
    op.execute(_OLD_STAGE)
    _index_unfinished("basis_no", "scope", "is_full")


def _index_unfinished(*columns: str) -> None:
    op.drop_index("ix_rescreen_unfinished", table_name="rescreen")
    op.create_index(
        "ix_rescreen_unfinished",
        "rescreen",
        list(columns),
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )


def _create_tables(moment: sa.DateTime) -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "rescreen_subject",
        sa.Column("run_no", number, nullable=False),
        sa.Column("subject_no", number, nullable=False),
        sa.PrimaryKeyConstraint("run_no", "subject_no", name="pk_rescreen_subject"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rescreen_shipment",
        sa.Column("run_no", number, nullable=False),
        sa.Column("departs", moment, nullable=False),
        sa.Column("shipment_no", number, nullable=False),
        sa.PrimaryKeyConstraint("run_no", "departs", "shipment_no", name="pk_rescreen_shipment"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "book_part",
        sa.Column("part_no", number, nullable=False),
        sa.Column("made_for", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("part_no", name="pk_book_part"),
    )


def downgrade() -> None:
    """Take away what was added; runs that go on begin anew."""
    for table in ("book_part", "rescreen_shipment", "rescreen_subject"):
        op.drop_table(table)
    op.execute("DELETE FROM rescreen WHERE finished_at IS NULL")
    _index_unfinished("basis_no", "scope")
    for column in _NEW_COLUMNS:
        op.execute(f"ALTER TABLE rescreen DROP COLUMN {column}")
    op.drop_index("ix_head_passed_over", table_name="head")
    for table, column in (
        ("head", "is_passed_over"), ("head", "departs_at"), ("basis", "told_at")
    ):  # fmt: skip
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
