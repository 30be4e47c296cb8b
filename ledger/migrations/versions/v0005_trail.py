"""Keep policies, what was done, and the hash of every row that is kept for audit."""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_KEYS = {
    "assignment": "assignment_no",
    "basis": "basis_no",
    "confirmation": "decision_no",
    "decision": "decision_no",
    "ending": "decision_no",
    "licence": "licence_no",
    "outbox": "outbox_no",
    "shipment": "shipment_no",
    "verdict": "verdict_no",
}


def upgrade() -> None:
    """Create the tables, and say which rows are older than they are."""
    op.create_table(
        "policy",
        sa.Column("policy_no", _NUMBER, nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("policy_no", name=op.f("pk_policy")),
        sa.UniqueConstraint("policy_id", name=op.f("uq_policy_policy_id")),
    )
    op.create_table(
        "act",
        sa.Column("act_no", _NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("act_no", name=op.f("pk_act")),
    )
    op.create_index("ix_act_kind_ref", "act", ["kind", "ref"], unique=True)
    _create_chain()
    _begin()


def _create_chain() -> None:
    op.create_table(
        "leaf",
        sa.Column("leaf_no", _NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("digests", sa.LargeBinary(), nullable=False),
        sa.Column("seal_no", _NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("leaf_no", name=op.f("pk_leaf")),
    )
    op.create_index(
        "ix_leaf_unsealed",
        "leaf",
        ["leaf_no"],
        sqlite_where=sa.text("seal_no IS NULL"),
        postgresql_where=sa.text("seal_no IS NULL"),
    )
    op.create_index("ix_leaf_seal_no", "leaf", ["seal_no", "leaf_no"])
    op.create_table(
        "seal",
        sa.Column("seal_no", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("leaf_count", _NUMBER, nullable=False),
        sa.Column("row_count", _NUMBER, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("seal_no", name=op.f("pk_seal")),
    )


def _begin() -> None:
    """Note up to which number the rows of each table have no hash."""
    connection = op.get_bind()
    older = {
        table: connection.execute(
            sa.text(f"SELECT coalesce(max({key}), 0) FROM {table}")  # noqa: S608  names of ours
        ).scalar_one()
        for table, key in _KEYS.items()
    }
    if not any(older.values()):
        return
    act = sa.table(
        "act", sa.column("kind"), sa.column("ref"), sa.column("data", sa.LargeBinary()),
        sa.column("person"), sa.column("account"), sa.column("at", _INSTANT),
    )  # fmt: skip
    data = json.dumps(older, sort_keys=True).encode()
    values = {"kind": "trail.begun", "ref": "", "data": data, "person": "", "account": ""}
    op.execute(act.insert().values(**values, at=datetime.now(UTC)))


def downgrade() -> None:
    """Remove the tables."""
    for name in ("seal", "leaf", "act", "policy"):
        op.drop_table(name)
