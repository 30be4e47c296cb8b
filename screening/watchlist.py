"""A snapshot's listings, indexed for screening."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from screening.analysis import AnalysedName, analyse
from screening.evidence import evidence_of, sentence_of
from screening.findings import check_identifier
from screening.hit import Hit
from screening.identifiers import EXCLUSIVE, identifier_key, may_be_equal, scheme_of, value_of
from screening.index import NameIndex
from screening.listing import EntityType, ListedIdentifier, ListedName, Listing, NameKind
from screening.policy import Policy
from screening.scoring import Comparison, compare
from screening.subject import Subject, SubjectKind

# An equal strong identifier is a hit whatever the name; the name can only make it surer.
_IDENTIFIER_SCORE: Final = 0.97
_SAME_NAME: Final = 0.85
_SUPPORT: Final = 0.02
# All support together; candidates must not be left out that it would lift.
_SUPPORT_MOST: Final = 2 * _SUPPORT
_CONTRADICTION: Final = 0.05
_STRONG_CONTRADICTION: Final = 0.25


@dataclass(frozen=True, slots=True)
class _Match:
    """The best that speaks for a listing."""

    score: float
    asked: str
    comparison: Comparison | None
    name: ListedName
    number: str | None


class Watchlist:
    """Answers which listings a subject may be.

    Example:
        Watchlist(listings).screen_subject(subject, Policy())

    A score depends on the subject, the listing and the engine version alone, never on what else
    is on the lists.
    """

    def __init__(self, listings: Iterable[Listing]) -> None:
        self._listings = tuple(listings)
        self._names: list[tuple[int, ListedName]] = []
        self._analysed: list[AnalysedName] = []
        self._numbers: dict[tuple[str, str], list[tuple[int, ListedIdentifier]]] = defaultdict(list)
        for place, listing in enumerate(self._listings):
            self._take(place, listing)
        self._index = NameIndex(self._analysed)

    def __len__(self) -> int:
        return len(self._listings)

    def screen_subject(self, subject: Subject, policy: Policy) -> tuple[Hit, ...]:
        """Return the hits, the surest first, then by listing id."""
        best: dict[int, _Match] = {}
        for place, match in self._by_number(subject):
            _keep_best(best, place, match)
        least = policy.threshold - _SUPPORT_MOST
        for name in subject.names:
            for place, match in self._by_name(name, subject, least):
                _keep_best(best, place, match)
        found = (
            self._hit(place, match, subject, policy.threshold) for place, match in best.items()
        )
        hits = [hit for hit in found if hit is not None]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.listing_id)))

    def _take(self, place: int, listing: Listing) -> None:
        for name in listing.names:
            # OFAC does not expect weak aliases to be screened, only to confirm (FAQ 124).
            if name.kind is not NameKind.WEAK_ALIAS and analyse(name.text).tokens:
                self._names.append((place, name))
                self._analysed.append(analyse(name.text))
        for identifier in listing.identifiers:
            key = identifier_key(identifier)
            if key is not None:
                self._numbers[key].append((place, identifier))

    def _by_number(self, subject: Subject) -> Iterable[tuple[int, _Match]]:
        for identifier in subject.identifiers:
            key = identifier_key(identifier)
            for place, listed in self._numbers.get(key, ()) if key is not None else ():
                if not may_be_equal(identifier, listed):
                    continue
                number = f"{key[0].upper()} {key[1]}" if key is not None else None
                yield place, _numbered(subject, self._listings[place], number)

    def _by_name(self, name: str, subject: Subject, least: float) -> Iterable[tuple[int, _Match]]:
        asked = analyse(name)
        for number in self._index.candidates(asked, least):
            place, listed = self._names[number]
            if _can_be(subject, self._listings[place].type):
                comparison = compare(asked, self._analysed[number])
                yield place, _Match(comparison.score, name, comparison, listed, None)

    def _hit(self, place: int, match: _Match, subject: Subject, threshold: float) -> Hit | None:
        if match.score + _SUPPORT_MOST < threshold:
            return None
        listing = self._listings[place]
        supports, contradicts, change = _corroborate(subject, listing)
        if match.number is not None:
            return self._number_hit(listing, match)
        assert match.comparison is not None  # noqa: S101  (a match without a number has a name)
        evidence = evidence_of(match.comparison, match.name, supports, contradicts)
        score = match.score + change
        if score < threshold:
            return None
        return _make_hit(
            listing,
            match.name.text,
            score=score,
            reason=sentence_of(match.asked, match.name.text, evidence),
            evidence=evidence,
        )

    @staticmethod
    def _number_hit(listing: Listing, match: _Match) -> Hit:
        same = match.comparison is not None and match.comparison.score >= _SAME_NAME
        said = f"{match.number} is equal"
        if match.asked and not same:
            said += f"; the name differs: '{match.asked}' asked, '{match.name.text}' listed"
        evidence: dict[str, Any] = {
            "identifier": match.number,
            "name_score": None if match.comparison is None else match.comparison.score,
            "parts": [],
            "supports": [],
            "contradicts": [],
        }
        score = 1.0 if same else _IDENTIFIER_SCORE
        return _make_hit(
            listing, match.name.text, score=score, reason=f"{said}.", evidence=evidence
        )


def _numbered(subject: Subject, listing: Listing, number: str | None) -> _Match:
    """Return the match by number, with the names of both sides that are most alike."""
    pairs = [
        (compare(analyse(asked), analyse(name.text)), asked, name)
        for asked in subject.names
        for name in listing.names
    ]
    if not pairs:
        return _Match(_IDENTIFIER_SCORE, "", None, listing.names[0], number)
    comparison, asked, name = max(pairs, key=lambda pair: pair[0].score)
    if comparison.score < _SAME_NAME:
        name = listing.names[0]
    return _Match(_IDENTIFIER_SCORE, asked, comparison, name, number)


def _keep_best(best: dict[int, _Match], place: int, match: _Match) -> None:
    known = best.get(place)
    # A number outranks any name.
    if known is None or (match.number is not None, match.score) > (
        known.number is not None,
        known.score,
    ):
        best[place] = match


def _can_be(subject: Subject, listed: EntityType) -> bool:
    """Tell whether a subject of its kind may be an entity of that type at all."""
    if EntityType.UNKNOWN in (subject.type, listed):
        return subject.kind is SubjectKind.VESSEL or listed not in (
            EntityType.VESSEL,
            EntityType.AIRCRAFT,
        )
    return subject.type is listed


def _corroborate(subject: Subject, listing: Listing) -> tuple[list[str], list[str], float]:
    """Return what supports, what contradicts, and by how much both change the score."""
    supports, contradicts = [], []
    change = 0.0
    shared = sorted(set(subject.countries) & set(listing.countries))
    if shared:
        supports.append(f"country {', '.join(shared)} agrees")
        change += _SUPPORT
    elif subject.countries and listing.countries:
        asked, listed = ", ".join(subject.countries), ", ".join(listing.countries)
        contradicts.append(f"country {asked} asked, {listed} listed")
        change -= _CONTRADICTION
    asked_numbers = {scheme_of(i): value_of(i) for i in subject.identifiers}
    listed_numbers = {scheme_of(i): value_of(i) for i in listing.identifiers}
    for scheme in sorted(EXCLUSIVE & asked_numbers.keys() & listed_numbers.keys()):
        both = asked_numbers[scheme], listed_numbers[scheme]
        # "N/A" or a slip of the pen says nothing about who it is.
        if both[0] != both[1] and all(check_identifier(scheme, value) is None for value in both):
            contradicts.append(
                f"{scheme.upper()} {asked_numbers[scheme]} asked, {listed_numbers[scheme]} listed"
            )
            change -= _STRONG_CONTRADICTION
    known = {name.text.casefold() for name in listing.names if name.kind is NameKind.WEAK_ALIAS}
    if known & {name.casefold() for name in subject.names}:
        supports.append("a weak alias agrees")
        change += _SUPPORT
    return supports, contradicts, change


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
        score=round(min(1.0, max(0.0, score)), 4),
        reason=reason,
        evidence=evidence,
    )
