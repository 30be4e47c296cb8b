"""Number what happens to each shipment, and say which of them wait to be screened."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# How often the very same content came before was kept; now each record's place in the history.
# First negative numbers, then positive ones: no two rows of a shipment are ever alike between.
_NUMBER = """
UPDATE shipment SET sequence = -(
    SELECT count(*) FROM shipment AS earlier
    WHERE earlier.shipment_id = shipment.shipment_id AND earlier.source = shipment.source
    AND earlier.shipment_no <= shipment.shipment_no
)
"""
_TURN_ROUND = "UPDATE shipment SET sequence = -sequence"
_COUNT = """
UPDATE head SET sequence = (
    SELECT count(*) FROM shipment
    WHERE shipment.shipment_id = head.shipment_id AND shipment.source = head.source
) + (
    SELECT count(*) FROM shipment JOIN verdict ON verdict.shipment_no = shipment.shipment_no
    WHERE shipment.shipment_id = head.shipment_id AND shipment.source = head.source
)
"""


def upgrade() -> None:
    """Add the columns, and fill them for what is there."""
    op.execute("ALTER TABLE shipment RENAME COLUMN turn TO sequence")
    op.execute(_NUMBER)
    op.execute(_TURN_ROUND)
    op.add_column(
        "head", sa.Column("sequence", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column(
        "head", sa.Column("is_due", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("verdict", sa.Column("at", sa.DateTime(timezone=True), nullable=True))
    op.execute(_COUNT)
    op.execute("UPDATE head SET is_due = true WHERE outcome = 'UNSCREENED'")
    op.drop_index("ix_head_unscreened", table_name="head")
    op.create_index(
        "ix_head_due",
        "head",
        ["shipment_no"],
        sqlite_where=sa.text("is_due = 1"),
        postgresql_where=sa.text("is_due"),
    )


def downgrade() -> None:
    """Take the columns away; numbers that grow serve as well as those of before."""
    op.drop_index("ix_head_due", table_name="head")
    op.create_index(
        "ix_head_unscreened",
        "head",
        ["shipment_no"],
        sqlite_where=sa.text("outcome = 'UNSCREENED'"),
        postgresql_where=sa.text("outcome = 'UNSCREENED'"),
    )
    for table, column in (("head", "is_due"), ("head", "sequence"), ("verdict", "at")):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.execute("ALTER TABLE shipment RENAME COLUMN sequence TO turn")
