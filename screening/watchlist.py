"""A snapshot's listings, indexed for screening."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.adapting import variants
from screening.analysis import AnalysedName, analyse
from screening.asking import names_asked
from screening.comparing import compare_all
from screening.corroboration import can_be, corroborate, most_support
from screening.evidence import evidence_of, sentence_of
from screening.grouping import group_hits
from screening.hit import Hit
from screening.identifiers import identifier_key, identifier_keys, may_be_equal
from screening.index import NameIndex
from screening.listing import EntityType, ListedIdentifier, ListedName, Listing, NameKind
from screening.model import TABLE, logit_of_score, probability
from screening.number_index import NumberIndex
from screening.pairing import work
from screening.policy import Policy
from screening.scoring import KIND_NUMBERS, Comparison, compare
from screening.subject import Subject
from screening.weights import EQUAL_NUMBER

Arrays = Mapping[str, npt.NDArray[Any]]
# An equal strong identifier is a hit whatever the name; the name can only make it surer.
_IDENTIFIER_SCORE: Final = 0.97
_SAME_NAME: Final = 0.85
# A number of so much weight, in nats, names its bearer by itself.
_DECISIVE: Final = 5.0
# How much a guessed romanisation may score below the likeliest one.
_GUESSED: Final = 7.0


@dataclass(frozen=True, slots=True)
class _Match:
    """A name of a listing that a name asked may be."""

    asked: str
    name: ListedName
    comparison: Comparison


class Watchlist:
    """Answers which listings a subject may be.

    A score depends on the subject, the listing and the engine version alone, never on what else
    is on the lists.

    Args:
        listings: read one by one as they are needed; they may lie on disk.
        arrays: what index_listings() made of the same listings.
    """

    def __init__(self, listings: Sequence[Listing], arrays: Arrays) -> None:
        self._listings = listings
        self._index = NameIndex.from_arrays(arrays)
        self._numbers = NumberIndex(arrays)
        self._owner, self._number = arrays["owner"], arrays["number"]
        self._kinds = arrays["kind"]
        self._work = work()

    @classmethod
    def of(cls, listings: Iterable[Listing]) -> "Watchlist":
        """Return a watchlist of listings in memory."""
        found = tuple(listings)
        return cls(found, index_listings(found))

    def __len__(self) -> int:
        return len(self._listings)

    def screen_subject(self, subject: Subject, policy: Policy) -> tuple[Hit, ...]:
        """Return the hits, the surest first, then by listing id."""
        return self.screen_subjects([subject], policy)[0]

    def screen_subjects(self, subjects: Sequence[Subject], policy: Policy) -> list[tuple[Hit, ...]]:
        """Return the hits of each subject; many at once cost less than one by one."""
        asked = [
            (place, name)
            for place, subject in enumerate(subjects)
            for text in subject.names
            for name in names_asked(text)
        ]
        near: list[list[tuple[int, str, int]]] = [[] for _ in subjects]
        for row, number in self._near(subjects, asked, policy):
            place, name = asked[row]
            near[place].append((int(self._owner[number]), name, int(self._number[number])))
        return [
            self._judge(subject, found, policy)
            for subject, found in zip(subjects, near, strict=True)
        ]

    def _near(
        self, subjects: Sequence[Subject], asked: Sequence[tuple[int, str]], policy: Policy
    ) -> Iterable[tuple[int, int]]:
        """Yield the rows of `asked` and the names that may be hits with all support there is."""
        if not asked or not len(self._index):
            return
        bound = logit_of_score(policy.threshold)
        least = [bound - most_support(subjects[place]) for place, _ in asked]
        kinds = [KIND_NUMBERS[subjects[place].type] for place, _ in asked]
        names = [analyse(name) for _, name in asked]
        yield from self._compared(names, range(len(names)), kinds, least)
        # One romanisation is a guess; what may be another one is compared by likelihood.
        foreign = [row for row, name in enumerate(names) if name.native]
        rows, readings = [], []
        for row in foreign:
            for reading in variants(names[row]):
                rows.append(row)
                readings.append(reading)
        if readings:
            kinds = [kinds[row] for row in rows]
            least = [least[row] - _GUESSED for row in rows]
            yield from self._compared(readings, rows, kinds, least)

    def _compared(
        self,
        names: Sequence[AnalysedName],
        rows: Sequence[int],
        kinds: list[int],
        least: list[float],
    ) -> Iterable[tuple[int, int]]:
        packed, found, places, rare = self._index.search(names)
        numbers, _, owners = compare_all(
            packed, found, places, rare, np.array(kinds), self._index.names, self._index.postings,
            self._kinds, TABLE, self._work, np.array(least),
        )  # fmt: skip
        for owner, number in zip(owners.tolist(), numbers.tolist(), strict=True):
            yield rows[owner], number

    def _judge(
        self, subject: Subject, near: Sequence[tuple[int, str, int]], policy: Policy
    ) -> tuple[Hit, ...]:
        hits: dict[str, Hit] = {}
        found: dict[str, Listing] = {}
        for place, name, number in dict.fromkeys(near):
            listing = self._listings[place]
            found[listing.id] = listing
            hit = _name_hit(subject, listing, name, listing.names[number], policy)
            if hit is not None and _is_better(hit, hits.get(hit.listing_id)):
                hits[hit.listing_id] = hit
        for identifier in subject.identifiers:
            for listing in self._with_number(identifier):
                hit = _by_number(subject, listing, identifier, policy)
                if hit is not None and _is_better(hit, hits.get(hit.listing_id)):
                    hits[listing.id] = hit
                found[listing.id] = listing
        ordered = sorted(hits.values(), key=lambda hit: (-hit.score, hit.listing_id))
        return _grouped(ordered, [found[hit.listing_id] for hit in ordered])

    def _with_number(self, identifier: ListedIdentifier) -> Iterator[Listing]:
        """Yield the listings that bear the number, under its scheme or a related one."""
        keys = identifier_keys(identifier)
        places = {place for key in keys for place in self._numbers.find(key)}
        for listing in (self._listings[place] for place in sorted(places)):
            if any(
                may_be_equal(identifier, listed)
                and not set(keys).isdisjoint(identifier_keys(listed))
                for listed in listing.identifiers
            ):
                yield listing


def index_listings(listings: Iterable[Listing]) -> dict[str, npt.NDArray[Any]]:
    """Return everything that finds these listings, as arrays for disk or memory."""
    names: list[AnalysedName] = []
    owner, number, kind = [], [], []
    keys: list[tuple[tuple[str, str], int]] = []
    for place, listing in enumerate(listings):
        for position, name in enumerate(listing.names):
            analysed = analyse(name.text)
            # OFAC does not expect weak aliases to be screened, only to confirm (FAQ 124).
            if name.kind is not NameKind.WEAK_ALIAS and analysed.tokens:
                names.append(analysed)
                owner.append(place)
                number.append(position)
                kind.append(KIND_NUMBERS[listing.type])
        found = {key for identifier in listing.identifiers for key in identifier_keys(identifier)}
        keys += [(key, place) for key in sorted(found)]
    return {
        **NameIndex.of(names).arrays(),
        **NumberIndex.arrays_of(keys),
        "owner": _fixed(owner, np.int32),
        "number": _fixed(number, np.int32),
        "kind": _fixed(kind, np.uint8),
    }


def _fixed(values: list[int], kind: type[np.generic]) -> npt.NDArray[Any]:
    array = np.array(values, dtype=kind)
    array.flags.writeable = False
    return array


def _is_better(hit: Hit, known: Hit | None) -> bool:
    return known is None or (-hit.score, hit.matched_name) < (-known.score, known.matched_name)


def _name_hit(
    subject: Subject, listing: Listing, asked: str, name: ListedName, policy: Policy
) -> Hit | None:
    if not can_be(subject, listing.type):
        return None
    kind = listing.type if subject.type is EntityType.UNKNOWN else subject.type
    comparison = compare(analyse(asked), analyse(name.text), kind)
    corroborations = corroborate(subject, listing)
    score = probability(comparison.logit + sum(found.logit for found in corroborations))
    if score < policy.threshold:
        return None
    evidence = evidence_of(comparison, name, corroborations)
    reason = sentence_of(asked, name.text, evidence)
    return _make_hit(listing, name.text, score=score, reason=reason, evidence=evidence)


def _by_number(
    subject: Subject, listing: Listing, identifier: ListedIdentifier, policy: Policy
) -> Hit | None:
    """Return a hit whatever the name where the number names its bearer; else by all there is."""
    key = identifier_key(identifier)
    own = {identifier_key(listed) for listed in listing.identifiers}
    if key is not None and key in own and EQUAL_NUMBER.get(key[0], 0.0) >= _DECISIVE:
        return _number_hit(subject, listing, identifier)
    match = _closest(subject, listing)
    if match is None:
        return None
    return _name_hit(subject, listing, match.asked, match.name, policy)


def _meet(asked: ListedIdentifier, listed: ListedIdentifier) -> bool:
    """Tell whether two numbers are equal under one scheme, or under related ones."""
    shared = set(identifier_keys(asked)) & set(identifier_keys(listed))
    return bool(shared) and may_be_equal(asked, listed)


def _grouped(hits: Sequence[Hit], listings: Sequence[Listing]) -> tuple[Hit, ...]:
    """Say of each hit which entity it is: the first listing of those that are one."""
    if len(hits) < 2:
        return tuple(hits)
    groups = group_hits(listings)
    return tuple(
        replace(hit, evidence={**hit.evidence, "entity": listings[groups.index(group)].id})
        for hit, group in zip(hits, groups, strict=True)
    )


def _number_hit(subject: Subject, listing: Listing, identifier: ListedIdentifier) -> Hit:
    key = identifier_key(identifier)
    number = " ".join((key[0].upper(), key[1])) if key is not None else ""
    match = _closest(subject, listing)
    name_score = None if match is None else match.comparison.score
    is_same = name_score is not None and name_score >= _SAME_NAME
    matched = match.name if match is not None and is_same else listing.names[0]
    said = f"{number} is equal"
    if match is not None and not is_same:
        said += f"; the name differs: '{match.asked}' asked, '{matched.text}' listed"
    evidence: dict[str, Any] = {
        "identifier": number,
        "name_score": name_score,
        "parts": [],
        "supports": [],
        "contradicts": [],
    }
    score = 1.0 if is_same else _IDENTIFIER_SCORE
    return _make_hit(listing, matched.text, score=score, reason=f"{said}.", evidence=evidence)


def _closest(subject: Subject, listing: Listing) -> _Match | None:
    """Return the names of both sides that are most alike."""
    matches = [
        _Match(asked, name, compare(analyse(asked), analyse(name.text), listing.type))
        for asked in subject.names
        for name in listing.names
    ]
    return max(matches, key=lambda match: match.comparison.logit, default=None)


def _make_hit(
    listing: Listing, matched: str, *, score: float, reason: str, evidence: dict[str, Any]
) -> Hit:
    return Hit(
        listing_id=listing.id,
        listing_name=listing.primary_name,
        listing_content=listing.content,
        source=listing.source,
        programs=listing.programs,
        matched_name=matched,
        score=score,
        reason=reason,
        evidence=evidence,
    )
