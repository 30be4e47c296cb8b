"""What an index answers: the listed names worth comparing."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from screening.kernels.packed import Packed
from screening.search.alike import AlikeWords

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The candidates of k asked names; those of name n are `found[found_at[n]:found_at[n + 1]]`.

    Attributes:
        asked: the asked names.
        found: int32[n], numbers of listed names, in no order.
        found_at: int64[k + 1], where the candidates of each asked name begin.
        shared: float32[n], the rarity of the words that each candidate shares with the asked
            name; -1 where the whole name is near.
    """

    asked: Packed
    found: Array
    found_at: Array
    shared: Array

    def only(self, can: npt.NDArray[np.bool_]) -> "Candidates":
        """Return the candidates that can be hits; can: bool[n]."""
        found_at = np.concatenate([[0], np.cumsum(can)])[self.found_at]
        return replace(self, found=self.found[can], found_at=found_at, shared=self.shared[can])


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeCandidates:
    """The candidates of one name in a script without vowels.

    Attributes:
        found, shared: as in Candidates, of the one name.
        alike: the listed words that each of its words may be.
    """

    found: Array
    shared: Array
    alike: AlikeWords
