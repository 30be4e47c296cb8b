"""Writing down what people decided; nothing that was written is changed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from ledger.bulk import next_numbers
from ledger.compression import compress
from ledger.decisions.rows import DecisionRow, Ending, Signature
from ledger.decisions.tables import assignment, confirmation, decision, ending, licence
from ledger.subjects import find_subjects
from ledger.trail.leaves import append_rows


def record(connection: Connection, rows: Sequence[DecisionRow]) -> list[int]:
    """Record decisions that are given together, and return their numbers."""
    fingerprints = {row.hit.fingerprint for row in rows if row.hit is not None}
    subjects = find_subjects(connection, fingerprints)
    numbers = list(next_numbers(connection, decision, len(rows)))
    for number, row in zip(numbers, rows, strict=True):
        given_with = None if number == numbers[0] else numbers[0]
        values = _values(row) | {"decision_no": number, "given_with": given_with}
        if row.hit is not None:
            values["subject_no"] = subjects[row.hit.fingerprint]
        if row.licence is not None:
            query = select(licence.c.licence_no).where(licence.c.number == row.licence)
            values["licence_no"] = connection.execute(query).scalar_one()
        connection.execute(insert(decision).values(values))
    append_rows(connection, "decision", numbers)
    return numbers


def _values(row: DecisionRow) -> dict[str, Any]:
    values: dict[str, Any] = {
        "alert_id": row.alert_id,
        "source": row.key.source,
        "shipment_id": row.key.shipment_id,
        "shipment_no": row.shipment_no,
        "revision": row.revision,
        "content": row.content,
        "item": row.item,
        "word": row.word.value,
        "shown": compress(row.shown),
        "this_shipment": row.this_shipment,
        "expires_at": row.expires_at,
        "permitted_by": row.permitted_by,
        "draws": None if row.draws is None else str(row.draws),
        "needs_second": row.needs_second,
        "supersedes": row.supersedes,
    }
    if row.hit is not None:
        values |= {
            "name_key": row.hit.name_key,
            "listing_id": row.hit.listing_id,
            "listing_content": row.hit.listing_content,
            "listing": None if row.hit.listing is None else compress(row.hit.listing),
        }
    return values | _signed(row.signed)


def confirm(connection: Connection, number: int, signed: Signature) -> None:
    """Record that a second person has confirmed a decision."""
    values = {"decision_no": number} | _signed(signed)
    connection.execute(insert(confirmation).values(values))
    append_rows(connection, "confirmation", [number])


def end(connection: Connection, number: int, why: Ending, signed: Signature) -> None:
    """Record that a decision has come to its end."""
    values = {"decision_no": number, "why": why.value} | _signed(signed)
    connection.execute(insert(ending).values(values))
    append_rows(connection, "ending", [number])


def assign(connection: Connection, alert_id: str, assignee: str, signed: Signature) -> None:
    """Record who has an alert from now on; "" is nobody."""
    values = {"alert_id": alert_id, "assignee": assignee} | _signed(signed)
    del values["reason"]
    query = insert(assignment).values(values).returning(assignment.c.assignment_no)
    append_rows(connection, "assignment", [connection.execute(query).scalar_one()])


def _signed(signed: Signature) -> dict[str, Any]:
    return {
        "signed_by": signed.by, "os_user": signed.os_user, "reason": signed.reason,
        "at": signed.at,
    }  # fmt: skip
