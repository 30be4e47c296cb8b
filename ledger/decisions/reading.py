"""Decisions as they stand: each with its confirmation and its end."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_, select, tuple_

from customhouse.content import ContentHash
from customhouse.decision import DecisionWord
from ledger.compression import decompress
from ledger.database import chunked
from ledger.decisions.rows import DecidedHit, Decision, Ending, Signature
from ledger.decisions.tables import assignment, confirmation, decision, ending, licence
from ledger.rows import Fingerprint, ShipmentKey
from ledger.schema import subject


def decisions_on(
    connection: Connection, name_keys: Collection[str], keys: Collection[ShipmentKey]
) -> list[Decision]:
    """Return the decisions on parties of these names, and on reasons of these shipments.

    Oldest first; those that hold no more are among them.
    """
    found = [
        each
        for part in chunked(sorted(name_keys))
        for each in _where(connection, decision.c.name_key.in_(part))
    ]
    named = tuple_(decision.c.shipment_id, decision.c.source)
    for part in chunked(sorted(keys)):
        pairs = [(key.shipment_id, key.source) for key in part]
        found += _where(connection, and_(named.in_(pairs), decision.c.subject_no.is_(None)))
    return sorted(found, key=lambda each: each.no)


def decision_of(connection: Connection, number: int) -> Decision | None:
    """Return a decision by its number."""
    found = _where(connection, decision.c.decision_no == number)
    return found[0] if found else None


def given_together(connection: Connection, number: int) -> list[Decision]:
    """Return the decisions that were given together, of which this is the first."""
    is_one = or_(decision.c.decision_no == number, decision.c.given_with == number)
    return _where(connection, is_one)


def of_shipment(connection: Connection, key: ShipmentKey) -> list[Decision]:
    """Return all decisions that were given on a shipment."""
    return _where(
        connection,
        and_(decision.c.shipment_id == key.shipment_id, decision.c.source == key.source),
    )


def expired(connection: Connection, at: datetime, limit: int) -> list[Decision]:
    """Return decisions whose time is over, and whose end nobody has noted yet."""
    query = _query().where(decision.c.expires_at <= at, ending.c.decision_no.is_(None))
    rows = connection.execute(query.order_by(decision.c.decision_no).limit(limit))
    return [_decision(row) for row in rows]


def waiting(connection: Connection, limit: int) -> list[Decision]:
    """Return the decisions that wait for a second person, the oldest first."""
    query = _query().where(
        decision.c.needs_second.is_not(None),
        confirmation.c.decision_no.is_(None),
        ending.c.decision_no.is_(None),
    )
    rows = connection.execute(query.order_by(decision.c.decision_no).limit(limit))
    return [_decision(row) for row in rows]


def newest(connection: Connection, limit: int, before: int | None = None) -> list[Decision]:
    """Return the newest decisions, the newest first."""
    query = _query().order_by(decision.c.decision_no.desc()).limit(limit)
    if before is not None:
        query = query.where(decision.c.decision_no < before)
    return [_decision(row) for row in connection.execute(query)]


def assignees(connection: Connection, alert_ids: Collection[str]) -> dict[str, str]:
    """Return who has each of those alerts that somebody has."""
    found: dict[str, str] = {}
    query = select(assignment.c.alert_id, assignment.c.assignee)
    for part in chunked(sorted(alert_ids)):
        # The last one counts.
        ordered = query.where(assignment.c.alert_id.in_(part)).order_by(assignment.c.assignment_no)
        found |= {row.alert_id: row.assignee for row in connection.execute(ordered)}
    return {alert_id: assignee for alert_id, assignee in found.items() if assignee}


def _where(connection: Connection, condition: ColumnElement[bool]) -> list[Decision]:
    query = _query().where(condition).order_by(decision.c.decision_no)
    return [_decision(row) for row in connection.execute(query)]


def _query() -> Select[Any]:
    joined = (
        decision.outerjoin(confirmation, confirmation.c.decision_no == decision.c.decision_no)
        .outerjoin(ending, ending.c.decision_no == decision.c.decision_no)
        .outerjoin(subject, subject.c.subject_no == decision.c.subject_no)
        .outerjoin(licence, licence.c.licence_no == decision.c.licence_no)
    )
    added: Sequence[ColumnElement[Any]] = (
        subject.c.fingerprint,
        subject.c.canonical,
        licence.c.number.label("licence_number"),
        ending.c.why,
        *(column.label(f"confirmed_{column.name}") for column in confirmation.c),
        *(column.label(f"ended_{column.name}") for column in ending.c),
    )
    return select(decision, *added).select_from(joined)


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        no=row.decision_no,
        alert_id=row.alert_id,
        key=ShipmentKey(source=row.source, shipment_id=row.shipment_id),
        shipment_no=row.shipment_no,
        revision=row.revision,
        content=ContentHash(row.content),
        item=row.item,
        word=DecisionWord(row.word),
        hit=_hit(row),
        shown=decompress(bytes(row.shown)),
        signed=Signature(by=row.signed_by, os_user=row.os_user, at=row.at, reason=row.reason),
        this_shipment=row.this_shipment,
        expires_at=row.expires_at,
        permitted_by=row.permitted_by,
        licence=row.licence_number,
        draws=None if row.draws is None else Decimal(row.draws),
        needs_second=row.needs_second,
        supersedes=row.supersedes,
        given_with=row.given_with,
        canonical=None if row.canonical is None else decompress(bytes(row.canonical)),
        confirmed=_signature(row, "confirmed"),
        ending=None if row.why is None else Ending(row.why),
        ended=_signature(row, "ended"),
    )


def _hit(row: Row[Any]) -> DecidedHit | None:
    if row.fingerprint is None:
        return None
    return DecidedHit(
        fingerprint=Fingerprint(bytes(row.fingerprint)),
        name_key=row.name_key,
        listing_id=row.listing_id,
        listing_content=row.listing_content,
        listing=None if row.listing is None else decompress(bytes(row.listing)),
    )


def _signature(row: Row[Any], what: str) -> Signature | None:
    fields = row._mapping
    if fields[f"{what}_decision_no"] is None:
        return None
    return Signature(
        by=fields[f"{what}_signed_by"],
        os_user=fields[f"{what}_os_user"],
        at=fields[f"{what}_at"],
        reason=fields[f"{what}_reason"],
    )
