"""What counts as a hit."""

from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds that turn a score into a hit.

    Attributes:
        threshold: least score of a hit, 0..1.
    """

    threshold: float = 0.85

    @property
    def id(self) -> str:
        """Hash of the policy's content, 12 hex digits."""
        return blake2b(f"threshold={self.threshold:.4f}".encode(), digest_size=6).hexdigest()
