"""Subjects made ready to be asked again and again: their names taken apart once, as arrays."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.facts.addresses import address_key
from screening.facts.identifiers import identifier_keys, with_country
from screening.facts.places import most_support_at
from screening.judging.scoring import KIND_NUMBERS
from screening.kernels.packed import Packed
from screening.kernels.postings import Texts
from screening.names.analysis import AnalysedName, analyse
from screening.names.asking import all_asked
from screening.names.joining import neighbours
from screening.search.index import KeptNames
from screening.search.number_index import hash_of_key
from screening.subject import Subject

Array = npt.NDArray[Any]
# The scheme under which addresses stand among the numbers.
ADDRESS_SCHEME: Final = "address"


class KeptSubjects(NamedTuple):
    """Subjects as arrays, each known by its place; made for one version of the engine.

    Attributes:
        owner: int32[names], whose each name is.
        kinds: int64[names], what bears it, see judging.scoring.KIND_NUMBERS.
        support: float64[names], the most logit that all else that is known may add to it.
        keys: uint64[keys], hashes of numbers and addresses; key_owner: int32[keys], whose.
        heard: uint64[k], how two neighbouring words are heard as one; heard_owner: int32[k], whose.
        alone: int32[k], who has a name that is asked in several ways, and is not among them.
    """

    names: KeptNames
    owner: Array
    kinds: Array
    support: Array
    keys: Array
    key_owner: Array
    heard: Array
    heard_owner: Array
    alone: Array

    @classmethod
    def of(cls, subjects: Sequence[Subject]) -> "KeptSubjects":
        """Make subjects ready."""
        names: list[AnalysedName] = []
        owner: list[int] = []
        alone: list[int] = []
        keys: list[tuple[int, int]] = []
        heard: list[tuple[int, int]] = []
        support: list[float] = []
        for place, subject in enumerate(subjects):
            asked = [each for text in subject.names for each in all_asked(text)]
            analysed = [analyse(each.text) for each in asked]
            # What a name in another script may be is worked out for each list anew.
            alone += [place] if any(name.native for name in analysed) else []
            names += analysed
            owner += [place] * len(asked)
            support += [most_support_at(subject, each.place) for each in asked]
            keys += [(hash_of_key(key), place) for key in _keys(subject)]
            heard += [(as_one, place) for name in analysed for _, as_one in neighbours(name)]
        kinds = [KIND_NUMBERS[subject.type] for subject in subjects]
        owners = np.array(owner, dtype=np.int32)
        return cls(
            names=KeptNames.of(names),
            owner=owners,
            kinds=np.array(kinds, dtype=np.int64)[owners],
            support=np.array(support, dtype=np.float64),
            keys=np.array([key for key, _ in keys], dtype=np.uint64),
            key_owner=np.array([place for _, place in keys], dtype=np.int32),
            heard=np.array([each for each, _ in heard], dtype=np.uint64),
            heard_owner=np.array([place for _, place in heard], dtype=np.int32),
            alone=np.array(alone, dtype=np.int32),
        )

    def arrays(self) -> dict[str, Array]:
        """Return all of it, for writing to disk."""
        own = {key: array for key, array in self._asdict().items() if key != "names"}
        names = {f"names.{key}": array for key, array in self.names.names._asdict().items()}
        texts = {f"texts.{key}": array for key, array in self.names.texts._asdict().items()}
        return own | names | texts | {"gaps": self.names.gaps}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "KeptSubjects":
        """Return the subjects that arrays() gave."""
        packed = {key: _fixed(arrays[f"names.{key}"]) for key in Packed._fields}
        texts = Texts(**{key: arrays[f"texts.{key}"] for key in Texts._fields})
        own = {key: arrays[key] for key in cls._fields if key != "names"}
        return cls(names=KeptNames(Packed(**packed), texts, arrays["gaps"]), **own)


def _fixed(array: Array) -> Array:
    # Compiled code is made for arrays that cannot be written, and for others, each by itself.
    array.flags.writeable = False
    return array


def _keys(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield what finds the listings that bear a number, or are an address, of a subject."""
    for identifier in with_country(subject.identifiers, subject.countries):
        yield from identifier_keys(identifier)
    for text in subject.addresses:
        yield from ((ADDRESS_SCHEME, key) for key in address_key(text))
