"""The tables of decisions. Rows are only ever added: what was said stays as it was said."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
)

from ledger.schema import Number, UtcDateTime, head, metadata, outbox

# The source of what is watched without a shipment.
WATCHED: Final = "urn:customhouse:watched"

licence = Table(
    "licence",
    metadata,
    Column("licence_no", Number, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("authority", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("goods", Text, nullable=False),
    Column("value", Text),
    Column("currency", Text),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("os_user", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
decision = Table(
    "decision",
    metadata,
    Column("decision_no", Number, primary_key=True),
    Column("alert_id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("shipment_id", Text, nullable=False),
    Column("shipment_no", Number, ForeignKey("shipment.shipment_no"), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("word", Text, nullable=False),
    Column("subject_no", Number, ForeignKey("subject.subject_no")),
    Column("name_key", Text),
    Column("listing_id", Text),
    Column("listing_content", Text),
    Column("listing", LargeBinary),
    Column("shown", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("os_user", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("this_shipment", Boolean, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("permitted_by", Text),
    Column("licence_no", Number, ForeignKey("licence.licence_no"), index=True),
    Column("draws", Text),
    Column("needs_second", Text),
    Column("supersedes", Number, ForeignKey("decision.decision_no")),
    Column("given_with", Number, ForeignKey("decision.decision_no"), index=True),
    Index("ix_decision_name_key", "name_key"),
    Index("ix_decision_shipment_id_source", "shipment_id", "source"),
    Index("ix_decision_expires_at", "expires_at"),
)
confirmation = Table(
    "confirmation",
    metadata,
    Column("decision_no", Number, ForeignKey("decision.decision_no"), primary_key=True),
    Column("signed_by", Text, nullable=False),
    Column("os_user", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
ending = Table(
    "ending",
    metadata,
    Column("decision_no", Number, ForeignKey("decision.decision_no"), primary_key=True),
    Column("why", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("os_user", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
assignment = Table(
    "assignment",
    metadata,
    Column("assignment_no", Number, primary_key=True),
    Column("alert_id", Text, nullable=False, index=True),
    Column("assignee", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("os_user", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
# The events of a shipment, to find its last alert by.
Index("ix_outbox_shipment_id_source", outbox.c.shipment_id, outbox.c.source)
Index(
    "ix_head_watched",
    head.c.shipment_id,
    sqlite_where=head.c.source == WATCHED,
    postgresql_where=head.c.source == WATCHED,
)
