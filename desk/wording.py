"""Words for people: events, hits and ages, said in the same way wherever they are shown."""

from datetime import timedelta

from customhouse.alert import (
    HitView,
    ListRejectedView,
    ListStaleView,
    ListUpdatedView,
    ServiceView,
)


def printable(text: object) -> str:
    """Return the text without what could steer a terminal: records hold anything."""
    return "".join(char if char.isprintable() else "\ufffd" for char in str(text))


def event_words(data: ServiceView | ListUpdatedView | ListRejectedView | ListStaleView) -> str:
    """Return in a line what an event says that is not about a shipment."""
    match data:
        case ListUpdatedView(entries=0):
            return "is no longer in force"
        case ListUpdatedView(entries_before=None):
            return f"is in force: {data.entries:,} entries"
        case ListUpdatedView():
            changes = f"+{data.added} −{data.removed} ~{data.changed}"
            known = "" if data.added is None else f", {changes}"
            return f"has changed: {data.entries_before:,} → {data.entries:,} entries{known}"
        case ListStaleView():
            limit = age_words(data.limit_s)
            return f"is too old: {age_words(data.age_s)}, and its limit is {limit}"
        case ListRejectedView() | ServiceView():
            return data.reason


def hit_words(hit: HitView) -> str:
    """Return who is like which listing: "consignee: Heron Ltd → HERON LIMITED [own:mine:1]"."""
    role = hit.subject.role or hit.subject.kind
    return f"{role}: {hit.subject.name} → {hit.listing_name} [{hit.listing_id}]"


def age_words(seconds: float) -> str:
    """Return an age that people read at a glance: "3 d 4 h", "12 min"."""
    span = timedelta(seconds=int(seconds))
    hours, minutes = span.seconds // 3600, span.seconds // 60 % 60
    if span.days:
        return f"{span.days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
