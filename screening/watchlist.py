"""A snapshot's listings, indexed for screening."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.facts.addresses import address_key
from screening.facts.corroboration import most_support
from screening.facts.identifiers import identifier_keys, may_be_equal
from screening.hit import Hit
from screening.judging.hits import address_hit, grouped, is_better, name_hit, number_hit
from screening.judging.scoring import KIND_NUMBERS
from screening.kernels.bounding import are_as_long, may_reach
from screening.kernels.comparing import compare_all
from screening.kernels.model import TABLE, logit_of_score
from screening.kernels.pairing import work
from screening.listing import EntityType, ListedIdentifier, Listing, NameKind
from screening.names.analysis import AnalysedName, analyse
from screening.names.asking import ROOM, names_asked
from screening.names.spelling import WordKind
from screening.policy import Policy
from screening.scripts.adapting import variants
from screening.scripts.skeletons import has_skeleton
from screening.search.covering import may_cover
from screening.search.index import NameIndex
from screening.search.number_index import NumberIndex
from screening.search.packing import Packed, distinct_places
from screening.subject import Subject

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
# The scheme under which addresses stand among the numbers.
_ADDRESS: Final = "address"
_ROUNDING: Final = 0.0001
# How much a guessed romanisation may score below the likeliest one.
_GUESSED: Final = 7.0


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
        # Scores are rounded to four decimals before they are compared with the threshold.
        bound = logit_of_score(policy.threshold - _ROUNDING)
        least = [bound - most_support(subjects[place]) for place, _ in asked]
        kinds = [KIND_NUMBERS[subjects[place].type] for place, _ in asked]
        names = [analyse(name) for _, name in asked]
        yield from self._compared(self._index.search(names), range(len(names)), kinds, least)
        # One romanisation is a guess; what may be another one is compared by likelihood.
        foreign = [row for row, name in enumerate(names) if name.native]
        rows, readings = [], []
        for row in foreign:
            for reading in variants(names[row]):
                rows.append(row)
                readings.append(reading)
        if readings:
            yield from self._guessed(names, readings, rows, kinds, least)
        bare = [row for row in foreign if any(has_skeleton(n.text) for n in names[row].native)]
        if bare:
            yield from self._meant([names[row] for row in bare], bare, [least[row] for row in bare])

    def _meant(
        self, names: Sequence[AnalysedName], rows: Sequence[int], least: list[float]
    ) -> Iterable[tuple[int, int]]:
        """Yield what names in scripts without vowels may be, word by word."""
        index = self._index
        found, places, rare = index.search_native(names)
        can = may_reach(found, places, rare, index.postings, TABLE, np.array(least))
        can &= self._as_long(found, places, rare, names, least)
        for place, row in enumerate(rows):
            part = slice(places[place], places[place + 1])
            near, name = found[part][can[part]], names[place]
            covered = may_cover(name, index.words_like(name), near, index.names, least[place])
            yield from ((row, number) for number in near[covered].tolist())

    def _guessed(
        self,
        names: Sequence[AnalysedName],
        readings: Sequence[AnalysedName],
        rows: Sequence[int],
        kinds: Sequence[int],
        least: Sequence[float],
    ) -> Iterable[tuple[int, int]]:
        """Yield what the readings of names may be; rows: whose reading each one is."""
        packed, found, places, rare = self._index.search(readings)
        names = [names[row] for row in rows]
        can = self._as_long(found, places, rare, names, [least[row] for row in rows])
        places = np.concatenate([[0], np.cumsum(can)])[places]
        lower = [least[row] - _GUESSED for row in rows]
        searched = packed, found[can], places, rare[can]
        yield from self._compared(searched, rows, [kinds[row] for row in rows], lower)

    def _as_long(
        self,
        found: Array,
        places: Array,
        rare: Array,
        names: Sequence[AnalysedName],
        least: Sequence[float],
    ) -> npt.NDArray[np.bool_]:
        """Tell of each name found whether it is not by far shorter or longer than the asked one."""
        words = [[name.words[place] for place in distinct_places(name)] for name in names]
        totals = [sum(w.weight for w in said if w.kind is not WordKind.FORM) for said in words]
        index, counts = self._index, np.array(list(map(len, words)))
        can: npt.NDArray[np.bool_] = are_as_long(
            found, places, rare, np.array(totals, dtype=np.float64), counts, index.postings,
            index.names, TABLE, np.array(least),
        )  # fmt: skip
        return can

    def _compared(
        self,
        searched: tuple[Packed, Array, Array, Array],
        rows: Sequence[int],
        kinds: list[int],
        least: list[float],
    ) -> Iterable[tuple[int, int]]:
        packed, found, places, rare = searched
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
        for listing, hit in self._hits(subject, near, policy):
            found[listing.id] = listing
            if hit is not None and is_better(hit, hits.get(listing.id)):
                hits[listing.id] = hit
        ordered = sorted(hits.values(), key=lambda hit: (-hit.score, hit.listing_id))
        return grouped(ordered, [found[hit.listing_id] for hit in ordered])

    def _hits(
        self, subject: Subject, near: Sequence[tuple[int, str, int]], policy: Policy
    ) -> Iterator[tuple[Listing, Hit | None]]:
        """Yield what the names, the numbers and the addresses of a subject say, each by itself."""
        for place, name, number in dict.fromkeys(near):
            listing = self._listings[place]
            yield listing, name_hit(subject, listing, name, listing.names[number], policy)
        for identifier in subject.identifiers:
            for listing in self._with_number(identifier):
                yield listing, number_hit(subject, listing, identifier, policy)
        for listing in self._at_addresses(subject.addresses):
            yield listing, address_hit(subject, listing, policy)

    def _at_addresses(self, addresses: Sequence[str]) -> Iterator[Listing]:
        """Yield the listed addresses that may be one of these."""
        keys = {key for text in addresses for key in address_key(text)}
        places = {place for key in keys for place in self._numbers.find((_ADDRESS, key))}
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


def index_listings(listings: Iterable[Listing]) -> dict[str, npt.NDArray[Any]]:
    """Return everything that finds these listings, as arrays for disk or memory."""
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
    """Yield the name, and as forms cut it, where they differ and something is left."""
    whole = analyse(name)
    if whole.tokens:
        yield whole
    if len(name) > ROOM and (cut := analyse(name[:ROOM])).words != whole.words and cut.tokens:
        yield cut


def _address_keys(listing: Listing) -> set[tuple[str, str]]:
    """Return what finds a listing that is an address; one without street and number has none."""
    if listing.type is not EntityType.ADDRESS:
        return set()
    return {(_ADDRESS, key) for each in listing.addresses for key in address_key(each.text)}


def _fixed(values: list[int], kind: type[np.generic]) -> npt.NDArray[Any]:
    array = np.array(values, dtype=kind)
    array.flags.writeable = False
    return array
