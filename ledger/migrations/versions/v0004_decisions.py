"""Keep what people decide: decisions, licences, who has which alert."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _signed() -> tuple[sa.Column[str], sa.Column[str]]:
    return sa.Column("signed_by", sa.Text, nullable=False), sa.Column(
        "os_user", sa.Text, nullable=False
    )


def upgrade() -> None:
    """Add the tables, and two indexes by which they are asked."""
    _licences()
    _decisions()
    for name, said in (("confirmation", ()), ("ending", ("why",))):
        op.create_table(
            name,
            sa.Column("decision_no", _NUMBER, nullable=False),
            *(sa.Column(column, sa.Text, nullable=False) for column in said),
            *_signed(),
            sa.Column("reason", sa.Text, nullable=False),
            sa.Column("at", _INSTANT, nullable=False),
            sa.ForeignKeyConstraint(
                ["decision_no"], ["decision.decision_no"], name=op.f(f"fk_{name}_decision_no")
            ),
            sa.PrimaryKeyConstraint("decision_no", name=op.f(f"pk_{name}")),
        )
    op.create_table(
        "assignment",
        sa.Column("assignment_no", _NUMBER, nullable=False),
        sa.Column("alert_id", sa.Text, nullable=False),
        sa.Column("assignee", sa.Text, nullable=False),
        *_signed(),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("assignment_no", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_alert_id", "assignment", ["alert_id"])
    op.create_index("ix_outbox_shipment_id_source", "outbox", ["shipment_id", "source"])
    watched = sa.text("source = 'urn:customhouse:watched'")
    op.create_index(
        "ix_head_watched", "head", ["shipment_id"], sqlite_where=watched, postgresql_where=watched
    )


def _licences() -> None:
    op.create_table(
        "licence",
        sa.Column("licence_no", _NUMBER, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("parties", sa.Text, nullable=False),
        sa.Column("goods", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("currency", sa.Text),
        sa.Column("expires_at", _INSTANT, nullable=False),
        *_signed(),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("licence_no", name=op.f("pk_licence")),
        sa.UniqueConstraint("number", name=op.f("uq_licence_number")),
    )


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("decision_no", _NUMBER, nullable=False),
        sa.Column("alert_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("shipment_id", sa.Text, nullable=False),
        sa.Column("shipment_no", _NUMBER, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("subject_no", _NUMBER),
        sa.Column("name_key", sa.Text),
        sa.Column("listing_id", sa.Text),
        sa.Column("listing_content", sa.Text),
        sa.Column("listing", sa.LargeBinary),
        sa.Column("shown", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        *_signed(),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("this_shipment", sa.Boolean, nullable=False),
        sa.Column("expires_at", _INSTANT),
        sa.Column("permitted_by", sa.Text),
        sa.Column("licence_no", _NUMBER),
        sa.Column("draws", sa.Text),
        sa.Column("needs_second", sa.Text),
        sa.Column("supersedes", _NUMBER),
        sa.Column("given_with", _NUMBER),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.{key}"], name=op.f(f"fk_decision_{column}")
            )
            for column, table, key in (
                ("shipment_no", "shipment", "shipment_no"),
                ("subject_no", "subject", "subject_no"),
                ("licence_no", "licence", "licence_no"),
                ("supersedes", "decision", "decision_no"),
                ("given_with", "decision", "decision_no"),
            )
        ),
        sa.PrimaryKeyConstraint("decision_no", name=op.f("pk_decision")),
    )
    for columns in (
        ["name_key"], ["shipment_id", "source"], ["expires_at"], ["licence_no"], ["given_with"],
    ):  # fmt: skip
        op.create_index(f"ix_decision_{'_'.join(columns)}", "decision", columns)


def downgrade() -> None:
    """Take the tables away, and all that was decided."""
    op.drop_index("ix_head_watched", table_name="head")
    op.drop_index("ix_outbox_shipment_id_source", table_name="outbox")
    for name in ("assignment", "ending", "confirmation", "decision", "licence"):
        op.drop_table(name)
