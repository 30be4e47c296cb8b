"""Whether one subject is one listing: by its names, by a number, by an address, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from screening.evidence import AddressEvidence, Evidence, NumberEvidence
from screening.facts.addresses import NOTHING, AddressMatch, read_address, same_address
from screening.facts.corroboration import can_be, corroborate
from screening.facts.identifiers import are_sisters, identifier_key
from screening.facts.places import support_of_place
from screening.facts.weights import EQUAL_NUMBER
from screening.hit import Hit
from screening.judging.explaining import evidence_of, sentence_of
from screening.judging.grouping import group_by_number
from screening.judging.scoring import Comparison, compare, logit_of_names
from screening.kernels.model import probability
from screening.listing import EntityType, ListedIdentifier, ListedName, Listing
from screening.names.analysis import analyse
from screening.names.asking import ROOM, may_be_cut
from screening.policy import Policy
from screening.subject import Subject

# An equal strong identifier is a hit whatever the name; the name can only make it surer.
_IDENTIFIER_SCORE: Final = 0.97
# A number of so much weight, in nats, names its bearer by itself.
_DECISIVE: Final = 5.0
# Who is at an address that is listed as such is a hit: all of it, or all but its city. Another
# unit of the building, or the street alone, is none by itself: that is below any level.
_ADDRESS_SCORES: Final = {1.0: 0.97, 0.8: 0.9, 0.85: 0.002, 0.7: 0.001}


@dataclass(frozen=True, slots=True)
class _Match:
    """A name of a listing that a name asked may be."""

    asked: str
    name: ListedName
    comparison: Comparison


def is_better(hit: Hit, known: Hit | None) -> bool:
    """Tell whether a hit says more than the one known of its listing."""
    return known is None or (-hit.score, hit.matched_name) < (-known.score, known.matched_name)


def name_hit(
    subject: Subject,
    listing: Listing,
    asked: str,
    name: ListedName,
    policy: Policy,
    *,
    place: str = "",
) -> Hit | None:
    """Return the hit of one name asked and one name listed, with all else that is known.

    Args:
        place: written behind the name, where the listing must be; "" anywhere.
    """
    if not can_be(subject, listing.type):
        return None
    kind = listing.type if subject.type is EntityType.UNKNOWN else subject.type
    corroborations = corroborate(subject, listing)
    if place:
        is_there = support_of_place(place, listing)
        if is_there is None:
            return None
        corroborations = (*corroborations, is_there)
    support = sum(found.logit for found in corroborations)
    texts = _texts(asked, name.text)
    mine = analyse(asked)
    # Most candidates are none: what is not to be shown is not explained.
    logits = [logit_of_names(mine, analyse(text), kind) for text in texts]
    score = probability(max(logits) + support)
    if score < policy.review:
        return None
    comparison = compare(mine, analyse(texts[logits.index(max(logits))]), kind)
    evidence = evidence_of(comparison, name, corroborations)
    reason = sentence_of(asked, name.text, evidence)
    return _make_hit(listing, name.text, policy, score=score, reason=reason, evidence=evidence)


def _texts(asked: str, listed: str) -> tuple[str, ...]:
    """Return the listed name, and cut as the asked one may be; one that is cut counts as whole."""
    return (listed, listed[:ROOM]) if may_be_cut(asked, listed) else (listed,)


def number_hit(
    subject: Subject, listing: Listing, identifier: ListedIdentifier, policy: Policy
) -> Hit | None:
    """Return a hit whatever the name where the number names its bearer; else by all there is."""
    key = identifier_key(identifier)
    own = {identifier_key(listed) for listed in listing.identifiers}
    if any(are_sisters(identifier, listed) for listed in listing.identifiers):
        return _by_number(subject, listing, identifier, policy)
    if key is not None and key in own and EQUAL_NUMBER.get(key[0], 0.0) >= _DECISIVE:
        return _by_number(subject, listing, identifier, policy)
    match = _closest(subject, listing)
    if match is None:
        return None
    return name_hit(subject, listing, match.asked, match.name, policy)


def grouped(hits: Sequence[Hit], listings: Sequence[Listing]) -> tuple[Hit, ...]:
    """Say of each hit which entity it is: the first listing of those that are one."""
    if len(hits) < 2:
        return tuple(hits)
    groups = group_by_number(listings)
    return tuple(
        replace(hit, entity=listings[groups.index(group)].id)
        for hit, group in zip(hits, groups, strict=True)
    )


def _by_number(
    subject: Subject, listing: Listing, identifier: ListedIdentifier, policy: Policy
) -> Hit:
    key = identifier_key(identifier)
    number = " ".join((key[0].upper(), key[1])) if key is not None else ""
    match = _closest(subject, listing)
    name_score = None if match is None else match.comparison.score
    is_same = name_score is not None and name_score >= policy.review
    matched = match.name if match is not None and is_same else listing.names[0]
    said = f"{number} is equal"
    if match is not None and not is_same:
        said += f"; the name differs: '{match.asked}' asked, '{matched.text}' listed"
    evidence = NumberEvidence(number=number, name_score=name_score)
    score = 1.0 if is_same else _IDENTIFIER_SCORE
    return _make_hit(
        listing, matched.text, policy, score=score, reason=f"{said}.", evidence=evidence
    )


def address_hit(subject: Subject, listing: Listing, policy: Policy) -> Hit | None:
    """Return a hit where the subject is at an address that is itself what is listed."""
    best, at = NOTHING, ""
    for text in subject.addresses:
        for listed in listing.addresses:
            found = same_address(read_address(text), read_address(listed.text, listed.city))
            best, at = max((best, at), (found, text), key=_degree)
    score = _ADDRESS_SCORES.get(best.degree, 0.0)
    if score < policy.review or not at:
        return None
    reason = f"'{at}' is listed as an address: {best.words}."
    evidence = AddressEvidence(address=at, agreement=best.words)
    return _make_hit(
        listing, listing.primary_name, policy, score=score, reason=reason, evidence=evidence
    )


def _degree(found: tuple[AddressMatch, str]) -> float:
    return found[0].degree


def _closest(subject: Subject, listing: Listing) -> _Match | None:
    """Return the names of both sides that are most alike."""
    matches = [
        _Match(asked, name, compare(analyse(asked), analyse(name.text), listing.type))
        for asked in subject.names
        for name in listing.names
    ]
    return max(matches, key=lambda match: match.comparison.logit, default=None)


def _make_hit(
    listing: Listing,
    matched: str,
    policy: Policy,
    *,
    score: float,
    reason: str,
    evidence: Evidence,
) -> Hit:
    return Hit(
        listing_id=listing.id,
        listing_name=listing.primary_name,
        listing_content=listing.content,
        source=listing.source,
        programs=listing.programs,
        measures=listing.measures,
        matched_name=matched,
        score=score,
        band=policy.band_of(score),
        reason=reason,
        evidence=evidence,
    )
