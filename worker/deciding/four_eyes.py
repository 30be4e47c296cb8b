"""Which decisions need a second person."""

from collections.abc import Collection
from dataclasses import dataclass

from customhouse.decision import DecisionWord
from screening.listing import Measure
from screening.policy import Band
from worker.policies.rules import Clearances


@dataclass(frozen=True, slots=True, kw_only=True)
class FourEyes:
    """What one person may not decide alone.

    A true match that stops the shipment, and "undecided", anybody may say.

    Attributes:
        measures, bands: a false positive on a hit of one of these bands that means one of these
            measures.
        endless: a clearance without an end.
        releases: a true match that is lawful, and lets the shipment go.
        reasons: that a shipment may go though a party of it could not be screened.
        longest_days: a clearance ends after so many days at the latest; None: it need not end.
    """

    measures: frozenset[str] = frozenset({Measure.FREEZE, Measure.SECTORAL, Measure.EXPORT_DENIAL})
    bands: frozenset[str] = frozenset({Band.STRONG})
    endless: bool = True
    releases: bool = True
    reasons: bool = True
    longest_days: int | None = None

    @classmethod
    def of(cls, clearances: Clearances) -> "FourEyes":
        """Return what a policy says of clearances."""
        said = clearances.four_eyes
        return cls(
            measures=frozenset(said.measures),
            bands=frozenset(said.bands),
            longest_days=clearances.longest_days,
        )

    def why_on_hit(
        self,
        word: DecisionWord,
        *,
        band: str | None,
        measures: Collection[str],
        is_endless: bool,
        is_release: bool,
    ) -> str | None:
        """Return why a decision on a hit needs a second person; None: it does not.

        Args:
            band: None: nobody said how sure the hit is, and it counts as strong.
            is_endless: it holds for every shipment, and no day is set on which it ends.
        """
        if is_release:
            return "it releases a true match" if self.releases else None
        if word is not DecisionWord.FALSE_POSITIVE:
            return None
        if is_endless and self.endless:
            return "it is a clearance without an end"
        band = band or Band.STRONG
        meant = sorted(self.measures & set(measures))
        if band in self.bands and meant:
            return f"the hit is {band} and means {', '.join(meant).replace('_', ' ')}"
        return None

    def why_on_reason(self, word: DecisionWord) -> str | None:
        """Return why a decision on a reason of UNSCREENED needs a second person."""
        if self.reasons and word is DecisionWord.FALSE_POSITIVE:
            return "it lets a shipment go that was not screened in full"
        return None
