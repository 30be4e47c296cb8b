"""Events and hits in words."""

from typing import Any

from customhouse.alert import (
    HitView,
    ListRejectedView,
    ListStaleView,
    ListUpdatedView,
    ServiceView,
)
from desk.wording import age_words


def event_words(
    data: ServiceView | ListUpdatedView | ListRejectedView | ListStaleView | dict[str, Any],
) -> str:
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
        case dict():
            return "is of a newer version of the service; --json shows it"


def hit_words(hit: HitView) -> str:
    """Return who is like which listing: "consignee: Heron Ltd → HERON LIMITED [own:mine:1]"."""
    role = hit.subject.role or hit.subject.kind
    return f"{role}: {hit.subject.name} → {hit.listing_name} [{hit.listing_id}]"
