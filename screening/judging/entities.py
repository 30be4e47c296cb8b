"""Two entities with all that is known of both, as one score."""

from typing import Final

from screening.facts.corroboration import can_be, corroborate
from screening.judging.scoring import logit_of_names
from screening.kernels.model import probability
from screening.listing import EntityType, Listing, NameKind
from screening.names.analysis import analyse
from screening.subject import Subject

# An entity known by hundreds of names is compared by the first ones.
_MOST_NAMES: Final = 40
# A ship is no company, whatever else agrees.
_IMPOSSIBLE: Final = -8.0
_NAMELESS: Final = -4.0
# Names change, and are written in ways that nobody foresees: other names never say more than this
# against a match, and less beside a number that names its bearer.
_OTHER_NAME: Final = -8.0
_RENAMED: Final = -5.0
_DECISIVE: Final = 5.0


def compare_entities(subject: Subject, listing: Listing) -> float:
    """Return the score of two entities, 0..1: their nearest names and all that corroborates."""
    kind = listing.type if subject.type is EntityType.UNKNOWN else subject.type
    listed = [name.text for name in listing.names if name.kind is not NameKind.WEAK_ALIAS]
    listed = listed or [name.text for name in listing.names]
    logit = max(
        (
            logit_of_names(analyse(left), analyse(right), kind)
            for left in subject.names[:_MOST_NAMES]
            for right in listed[:_MOST_NAMES]
        ),
        default=_NAMELESS,
    )
    found = corroborate(subject, listing)
    is_numbered = any(each.feature == "identifier" and each.logit >= _DECISIVE for each in found)
    logit = max(logit, _RENAMED if is_numbered else _OTHER_NAME)
    logit += sum(each.logit for each in found)
    if not can_be(subject, listing.type):
        logit += _IMPOSSIBLE
    return probability(logit)
