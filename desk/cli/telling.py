"""Events and subjects in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from customhouse.alert import (
    AuditSealedView,
    IntakeErasedView,
    ListRejectedView,
    ListStaleView,
    ListUpdatedView,
    OtherView,
    PolicyActivatedView,
    RescreenFinishedView,
    ServiceView,
)
from customhouse.decided import HitDecidedView
from customhouse.verdict import SubjectRef
from desk.wording import age_words


def event_words(data: HitDecidedView | OtherView) -> str:  # noqa: PLR0911  one for each kind
    """Return in a line what an event says that is not about a verdict."""
    match data:
        case HitDecidedView():
            return f"{data.act}: {data.decision.word}, {data.decision.effect}"
        case ListUpdatedView():
            return _update_words(data)
        case ListStaleView():
            limit = age_words(data.limit_s)
            return f"is too old: {age_words(data.age_s)}, and its limit is {limit}"
        case IntakeErasedView():
            return f"has lost {data.records:,} records: somebody erased them, send them again"
        case RescreenFinishedView():
            return (
                f"re-screening on basis {data.basis}: {data.parties:,} parties looked at,"
                f" {data.hits:,} hits and {data.shipments:,} shipments judged again,"
                f" {data.changed:,} changed, {data.seconds:g} s"
            )
        case PolicyActivatedView():
            return f"version {data.version} is in force, by {data.by}: {data.reason}"
        case AuditSealedView():
            return f"head of the audit trail {data.seal}:{data.digest}"
        case ListRejectedView() | ServiceView():
            return data.reason
        case dict():
            return "is of a newer version of the service; --json shows it"


def _update_words(data: ListUpdatedView) -> str:
    if data.entries == 0:
        return "is no longer in force"
    if data.entries_before is None:
        return f"is in force: {data.entries:,} entries"
    changes = f"+{data.added} −{data.removed} ~{data.changed}"
    known = "" if data.added is None else f", {changes}"
    return f"has changed: {data.entries_before:,} → {data.entries:,} entries{known}"


def subject_words(subject: SubjectRef) -> str:
    """Return who is meant: "consignee: Heron Ltd"."""
    return f"{subject.role or subject.kind}: {subject.name}"


def record_lines(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a record says of who, by what and of what, a line each; --json has all of it.

    Example: "consignee: Heron Ltd, RU", "vessel: Morning Gull, IMO 9190107", "goods: pumps".
    """
    for party in record.get("parties", ()):
        names = "; ".join(name["text"] for name in party.get("names", ()))
        yield _joined(f"{party.get('role', 'party')}: {names}", party.get("country"))
    for leg in record.get("transport", ()):
        vessel = leg.get("vessel") or {}
        number = f"IMO {vessel['imo']}" if vessel.get("imo") else None
        if vessel.get("name") or number:
            yield _joined(f"vessel: {vessel.get('name', '')}", number)
    for line in record.get("goods", ()):
        yield _joined(f"goods: {line.get('description', '')}", line.get("hs"))


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
