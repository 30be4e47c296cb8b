"""What takes long the first time, done once before processes fork."""

from datetime import UTC, datetime

import structlog

from lists.machine_code import drop_stale_code
from screening.listing import EntityType, ListedAddress, ListedName, Listing, ListingId
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist

log = structlog.get_logger()

_LISTING = Listing(
    id=ListingId("own:warm:1"),
    source="own:warm",
    type=EntityType.ORGANISATION,
    names=(ListedName(text="Warm Kestrel Works"), ListedName(text="Радар")),
    addresses=(ListedAddress(text="1 Harbour Street", city="Testhaven"),),
    dates=("1965",),
)
_SUBJECT = Subject(
    kind=SubjectKind.PARTY,
    names=("Warm Kestrell Factory", "Радар Кестрел"),
    addresses=("1 Harbour Street, Testhaven",),
    birth_date="1965",
)


def warm() -> None:
    """Compile the matcher, or load what was compiled, and read its tables.

    The first time after an installation takes half a minute; later ones, from numba's cache, a
    second. Forked children share all of it.
    """
    begun = datetime.now(UTC)
    drop_stale_code()
    Watchlist.of([_LISTING]).screen_subject(_SUBJECT, Policy())
    log.info("matcher.warmed", took_s=round((datetime.now(UTC) - begun).total_seconds(), 2))
