"""Listings by the numbers they bear, as arrays."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

Key = tuple[str, str]


class NumberIndex:
    """Finds the places of listings by (scheme, value); rarely one too many, never one too few."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._hashes, self._places = arrays["numbers.hash"], arrays["numbers.place"]

    @staticmethod
    def arrays_of(keys: Iterable[tuple[Key, int]]) -> dict[str, npt.NDArray[Any]]:
        """Return what the index reads."""
        rows = sorted((hash_of_key(key), place) for key, place in keys)
        hashes = np.array([row[0] for row in rows], dtype=np.uint64)
        places = np.array([row[1] for row in rows], dtype=np.int32)
        return {"numbers.hash": hashes, "numbers.place": places}

    def find(self, key: Key) -> Sequence[int]:
        """Return the places of listings that may bear the number, in ascending order."""
        wanted = np.uint64(hash_of_key(key))
        first = int(np.searchsorted(self._hashes, wanted, side="left"))
        last = int(np.searchsorted(self._hashes, wanted, side="right"))
        return [int(place) for place in self._places[first:last]]

    def are_there(self, hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
        """Tell of hashes of keys whether listings may bear them."""
        found: npt.NDArray[np.bool_] = np.isin(hashes, self._hashes)
        return found


def hash_of_key(key: Key) -> int:
    """Return the hash by which a key is found."""
    return int.from_bytes(blake2b("\x00".join(key).encode(), digest_size=8).digest(), "little")
