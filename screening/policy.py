"""What counts as a hit, and how sure a hit is."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Final

# The highest level that finds what a person would call the same name, by name alone; see
# docs/matching.md. A score is a probability where one party in a thousand is listed.
REVIEW: Final = 0.0025
STRONG: Final = 0.5


class Band(StrEnum):
    """How sure a hit is: what a reviewer looks at first."""

    POSSIBLE = "possible"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds that turn a score into a hit.

    Attributes:
        review: least score of a hit, 0..1: a person looks at it.
        strong: least score of a hit that is likely the listed one.
        of: id of the policy that these levels are a part of; "": they are all of it.
    """

    review: float = REVIEW
    strong: float = STRONG
    of: str = ""

    @property
    def id(self) -> str:
        """Hash of the policy's content in hex; of two levels alone 12 digits."""
        if self.of:
            return self.of
        content = f"review={self.review:.4f} strong={self.strong:.4f}"
        return blake2b(content.encode(), digest_size=6).hexdigest()

    def band_of(self, score: float) -> Band:
        """Return the band of a hit."""
        return Band.STRONG if score >= max(self.strong, self.review) else Band.POSSIBLE
