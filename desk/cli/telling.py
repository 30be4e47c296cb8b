"""Events and subjects in words."""

from customhouse.alert import (
    IntakeErasedView,
    ListRejectedView,
    ListStaleView,
    ListUpdatedView,
    OtherView,
    ServiceView,
)
from customhouse.verdict import SubjectRef
from desk.wording import age_words


def event_words(data: OtherView) -> str:
    """Return in a line what an event says that is not about a shipment."""
    match data:
        case ListUpdatedView():
            return _update_words(data)
        case ListStaleView():
            limit = age_words(data.limit_s)
            return f"is too old: {age_words(data.age_s)}, and its limit is {limit}"
        case IntakeErasedView():
            return f"has lost {data.records:,} records: somebody erased them, send them again"
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
