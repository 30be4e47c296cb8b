"""Entries of the intake streams, decoded: a shipment, a reject, or one that waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from customhouse.content import ContentHash
from customhouse.errors import InvalidRecordError
from customhouse.keys import ANSWER_FIELD, RECORD_FIELD, Lane
from customhouse.reading import NewerSchemaError, check_record
from customhouse.verdict import Finding
from ledger.rows import Carried, EntryName, ShipmentKey
from worker.intake.findings import record_findings
from worker.intake.said import RecordSaid
from worker.intake.subjects import carried_subjects, departs_at, open_until

_MAX_DEAD_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as Redis gives it."""

    lane: Lane
    id: str
    fields: dict[bytes, bytes]

    @property
    def name(self) -> EntryName:
        """The entry's name in the ledger: "bulk:1690000000000-0"."""
        return EntryName(f"{self.lane}:{self.id}")

    @property
    def asks(self) -> bool:
        """Its producer waits for an answer of its own."""
        return ANSWER_FIELD.encode() in self.fields

    @property
    def raw(self) -> bytes:
        """The record's bytes; of an entry without that field, all it holds."""
        record = self.fields.get(RECORD_FIELD.encode())
        if record is None:
            record = b"\n".join(key + b"=" + value for key, value in self.fields.items())
        return record[:_MAX_DEAD_BYTES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A shipment that can be screened."""

    entry: Entry
    key: ShipmentKey
    revision: int
    content: ContentHash
    canonical: bytes
    carried: tuple[Carried, ...]
    findings: tuple[Finding, ...]
    open_until: datetime | None
    departs_at: datetime | None = None

    @property
    def source(self) -> str:
        """Who sent it."""
        return self.key.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record that can never be screened as it is."""

    entry: Entry
    source: str | None
    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Newer:
    """A record of a newer schema: it waits for a newer worker."""

    entry: Entry
    source: str | None
    reason: str


Message = Received | Rejected | Newer


def read_entry(entry: Entry, margin: timedelta) -> Message:
    """Return what the entry holds; never raises for what a producer wrote."""
    raw = entry.fields.get(RECORD_FIELD.encode())
    if raw is None:
        reason = f"the entry has no field {RECORD_FIELD!r}"
        return Rejected(entry=entry, source=None, field="", reason=reason)
    try:
        checked = check_record(raw)
    except NewerSchemaError as exc:
        return Newer(entry=entry, source=exc.source, reason=str(exc))
    except InvalidRecordError as exc:
        return Rejected(entry=entry, source=exc.source, field=exc.field, reason=exc.reason)
    said = cast("RecordSaid", checked.said)
    return Received(
        entry=entry,
        key=ShipmentKey(source=checked.source, shipment_id=checked.shipment_id),
        revision=checked.revision,
        content=checked.content,
        canonical=checked.canonical,
        carried=carried_subjects(said),
        findings=record_findings(said),
        open_until=open_until(said, margin),
        departs_at=departs_at(said),
    )


def decode_entries(lane: Lane, answer: Any) -> list[Entry]:
    """Return the entries of one stream's part of an XREADGROUP or XAUTOCLAIM answer."""
    return [Entry(lane=lane, id=entry.decode(), fields=fields or {}) for entry, fields in answer]
