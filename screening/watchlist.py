"""A snapshot's listings, indexed for screening."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.facts.addresses import address_key
from screening.facts.identifiers import identifier_keys, may_be_equal, with_country
from screening.facts.places import most_support_at
from screening.hit import Hit
from screening.judging.hits import address_hit, grouped, is_better, name_hit, number_hit
from screening.judging.scoring import KIND_NUMBERS
from screening.keeping import ADDRESS_SCHEME, KeptSubjects
from screening.kernels.model import logit_of_score
from screening.listing import EntityType, ListedIdentifier, Listing, NameKind
from screening.names.analysis import AnalysedName, analyse
from screening.names.asking import ROOM, AskedName, all_asked
from screening.policy import Policy
from screening.search.index import REMEMBERED, NameIndex
from screening.search.number_index import NumberIndex
from screening.shortlist import Question, Shortlist
from screening.subject import Subject

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
# A name of a subject that may be a listed name: place of the listing, what is asked, and which of
# the listing's names it is.
_Near = tuple[int, AskedName, int]
# Scores are rounded to six decimals before they are compared with the threshold.
_ROUNDING: Final = 0.000_001


class Watchlist:
    """Answers which listings a subject may be.

    A score depends on the subject, the listing and the engine version alone, never on what else
    is on the lists.

    Args:
        listings: read one by one as they are needed; they may lie on disk.
        arrays: what index_listings() made of the same listings.
        remembered: how many words the index keeps the similar ones of, to save work.
    """

    def __init__(
        self, listings: Sequence[Listing], arrays: Arrays, *, remembered: int = REMEMBERED
    ) -> None:
        self._listings = listings
        index = NameIndex.from_arrays(arrays, remembered=remembered)
        self._shortlist = Shortlist(index, arrays["kind"])
        self._numbers = NumberIndex(arrays)
        self._owner, self._number = arrays["owner"], arrays["number"]

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
            (place, each)
            for place, subject in enumerate(subjects)
            for text in subject.names
            for each in all_asked(text)
        ]
        questions = [_question(subjects[place], each, policy) for place, each in asked]
        near: list[list[_Near]] = [[] for _ in subjects]
        for question, listed in self._shortlist.of(questions):
            place, each = asked[question]
            near[place].append((int(self._owner[listed]), each, int(self._number[listed])))
        return [
            self._judge(subject, found, policy)
            for subject, found in zip(subjects, near, strict=True)
        ]

    def may_hit(self, kept: KeptSubjects, policy: Policy) -> Array:
        """Return the places of kept subjects that may hit something, in ascending order.

        All that screen_subjects() finds hits of are among them; some that are have none.
        """
        hurdle = logit_of_score(policy.review - _ROUNDING)
        least = hurdle - kept.support
        named = kept.owner[self._shortlist.can_be_hits(kept.names, kept.kinds, least)]
        numbered = kept.key_owner[self._numbers.are_there(kept.keys)]
        joined = kept.heard_owner[self._shortlist.are_heard(kept.heard)]
        places: Array = np.unique(np.concatenate([named, numbered, joined, kept.alone]))
        return places

    def _judge(self, subject: Subject, near: Sequence[_Near], policy: Policy) -> tuple[Hit, ...]:
        """Return the best hit of each listing, the surest first."""
        hits: dict[str, Hit] = {}
        found: dict[str, Listing] = {}
        for listing, hit in self._hits(subject, near, policy):
            found[listing.id] = listing
            if hit is not None and is_better(hit, hits.get(listing.id)):
                hits[listing.id] = hit
        ordered = sorted(hits.values(), key=lambda hit: (-hit.score, hit.listing_id))
        return grouped(ordered, [found[hit.listing_id] for hit in ordered])

    def _hits(
        self, subject: Subject, near: Sequence[_Near], policy: Policy
    ) -> Iterator[tuple[Listing, Hit | None]]:
        """Yield what the names, the numbers and the addresses of a subject say, each by itself."""
        for owner, (name, place), number in dict.fromkeys(near):
            listing = self._listings[owner]
            found = name_hit(subject, listing, name, listing.names[number], policy, place=place)
            yield listing, found
        for identifier in with_country(subject.identifiers, subject.countries):
            for listing in self._with_number(identifier):
                yield listing, number_hit(subject, listing, identifier, policy)
        for listing in self._at_addresses(subject.addresses):
            yield listing, address_hit(subject, listing, policy)

    def _at_addresses(self, addresses: Sequence[str]) -> Iterator[Listing]:
        """Yield the listed addresses that may be one of these."""
        keys = {key for text in addresses for key in address_key(text)}
        places = {place for key in keys for place in self._numbers.find((ADDRESS_SCHEME, key))}
        yield from (self._listings[place] for place in sorted(places))

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


def _question(subject: Subject, asked: AskedName, policy: Policy) -> Question:
    """Return what is asked for a name: what else is known may lift it over the threshold."""
    hurdle = logit_of_score(policy.review - _ROUNDING)
    least = hurdle - most_support_at(subject, asked.place)
    return Question(name=analyse(asked.text), kind=KIND_NUMBERS[subject.type], least=least)


def index_listings(listings: Iterable[Listing]) -> dict[str, npt.NDArray[Any]]:
    """Return everything that finds these listings, as arrays for disk or memory.

    Beside those of the names and the numbers: "owner" and "number", int32[names], say which
    listing a name is of and which of its names it is; "kind", uint8[names], what bears it.
    """
    names: list[AnalysedName] = []
    owner, number, kind = [], [], []
    keys: list[tuple[tuple[str, str], int]] = []
    for place, listing in enumerate(listings):
        at = _address_keys(listing)
        borne = {key for identifier in listing.identifiers for key in identifier_keys(identifier)}
        keys += [(key, place) for key in sorted(borne | at)]
        # Who is at a listed address is asked, not what the place is called.
        for position, name in enumerate(() if at else listing.names):
            # OFAC does not expect weak aliases to be screened, only to confirm (FAQ 124).
            if name.kind is NameKind.WEAK_ALIAS:
                continue
            for analysed in _as_written(name.text):
                names.append(analysed)
                owner.append(place)
                number.append(position)
                kind.append(KIND_NUMBERS[listing.type])
    return {
        **NameIndex.of(names).arrays(),
        **NumberIndex.arrays_of(keys),
        "owner": _fixed(owner, np.int32),
        "number": _fixed(number, np.int32),
        "kind": _fixed(kind, np.uint8),
    }


def _as_written(name: str) -> Iterator[AnalysedName]:
    """Yield the name, and the name as forms cut it, where that differs and leaves something."""
    whole = analyse(name)
    if whole.tokens:
        yield whole
    if len(name) > ROOM and (cut := analyse(name[:ROOM])).words != whole.words and cut.tokens:
        yield cut


def _address_keys(listing: Listing) -> set[tuple[str, str]]:
    """Return what finds a listing that is an address; none where street or number is missing."""
    if listing.type is not EntityType.ADDRESS:
        return set()
    return {(ADDRESS_SCHEME, key) for each in listing.addresses for key in address_key(each.text)}


def _fixed(values: list[int], kind: type[np.generic]) -> npt.NDArray[Any]:
    array = np.array(values, dtype=kind)
    array.flags.writeable = False
    return array
