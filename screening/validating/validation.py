"""How often the matcher finds what was planted, and how often it alarms without cause."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from screening.hit import Hit
from screening.judging.grouping import group_hits
from screening.listing import EntityType, Listing
from screening.policy import REVIEW, STRONG
from screening.validating.mutating.variations import VARIATIONS, Group
from screening.validating.trials import Trial

THRESHOLDS: Final = (0.001, REVIEW, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, STRONG, 0.9)
# Two-sided 95 % of the normal distribution.
_Z: Final = 1.959964
ALL_CLASSES: Final = "all_classes"
LABELS: Final[dict[str, str]] = {
    ALL_CLASSES: "all variations together",
    **{variation.key: variation.label for variation in VARIATIONS},
    "number_imo": "a vessel's IMO number",
    "number_lei": "an LEI",
    "number_inn": "a Russian INN",
    "number_ogrn": "a Russian OGRN",
    "number_uscc": "a Chinese USCC",
    "made_up_persons": "made-up persons",
    "made_up_firms": "made-up organisations",
    "made_up_vessels": "made-up vessels",
    "own_unknown": "your names, type not known",
    "own_firms": "your names, as organisations",
    "siblings": "a listed organisation's name, its most telling word exchanged",
    "other_imo": "a listed vessel's name with another valid IMO number",
}
GROUPS: Final[dict[str, Group]] = {variation.key: variation.group for variation in VARIATIONS}


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval by Wilson's method, all in 0..1; nothing tried: 0 to 1."""

    found: int
    tried: int

    @property
    def share(self) -> float:
        """Return found of tried."""
        return self.found / self.tried if self.tried else 0.0

    @property
    def low(self) -> float:
        """Return the lower end of the interval."""
        return max(0.0, self._middle - self._half) if self.found else 0.0

    @property
    def high(self) -> float:
        """Return the upper end of the interval."""
        return min(1.0, self._middle + self._half) if self.found < self.tried else 1.0

    @property
    def _middle(self) -> float:
        return (self.share + _Z * _Z / (2 * self.tried)) / (1 + _Z * _Z / self.tried)

    @property
    def _half(self) -> float:
        spread = self.share * (1 - self.share) / self.tried + (_Z / (2 * self.tried)) ** 2
        return _Z * sqrt(spread) / (1 + _Z * _Z / self.tried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a trial.

    Attributes:
        score: of the surest hit that counts; 0.0: there was none.
        hit: that hit.
    """

    trial: Trial
    score: float
    hit: Hit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The rates of one class.

    Attributes:
        type: None: all types together.
        passed_over: names that the class could not be applied to.
        rates: one for each threshold.
    """

    key: str
    type: EntityType | None
    is_innocent: bool
    knows_country: bool
    tried: int
    passed_over: int
    rates: tuple[Rate, ...]

    @property
    def label(self) -> str:
        """Return the class in words."""
        return LABELS[self.key]

    @property
    def group(self) -> Group:
        """Return what the class belongs to."""
        return GROUPS.get(self.key, Group.NUMBERS)


def judge(trial: Trial, hits: Sequence[Hit], listings: Mapping[str, Listing]) -> Result:
    """Return the surest hit on what was planted, or on the same entity; of an innocent, on any.

    Args:
        hits: as Watchlist.screen_subjects() gave them for trial.subject.
        listings: those in force by their ids.
    """
    counted = hits if trial.listing is None else _of_entity(trial.listing, hits, listings)
    hit = max(counted, key=lambda found: found.score, default=None)
    return Result(trial=trial, score=0.0 if hit is None else hit.score, hit=hit)


def _of_entity(planted: Listing, hits: Sequence[Hit], listings: Mapping[str, Listing]) -> list[Hit]:
    others = [hit for hit in hits if hit.listing_id != planted.id]
    groups = group_hits([planted, *(listings[hit.listing_id] for hit in others)])
    same = [hit for hit, group in zip(others, groups[1:], strict=True) if group == groups[0]]
    return [*(hit for hit in hits if hit.listing_id == planted.id), *same]


def tabulate(
    results: Sequence[Result],
    passed_over: Mapping[tuple[str, EntityType], int],
    thresholds: Sequence[float],
) -> tuple[Row, ...]:
    """Return the rates of each class in the order of LABELS, all types together first."""
    scores: dict[tuple[str, EntityType | None, bool, bool], list[float]] = defaultdict(list)
    for result in results:
        trial = result.trial
        for key in _keys(trial):
            for kind in (None, trial.type):
                scores[key, kind, trial.is_innocent, trial.knows_country].append(result.score)
    skipped = Counter[tuple[str, EntityType | None]](passed_over)
    for (key, kind), count in passed_over.items():
        for row in ((key, None), (ALL_CLASSES, None), (ALL_CLASSES, kind)):
            skipped[row] += count
    order = {key: place for place, key in enumerate(LABELS)}
    found = sorted(
        scores, key=lambda row: (order[row[0]], row[3], row[1] is not None, row[1] or "")
    )
    return tuple(
        Row(
            key=key,
            type=kind,
            is_innocent=is_innocent,
            knows_country=knows_country,
            tried=len(scores[key, kind, is_innocent, knows_country]),
            passed_over=skipped[key, kind],
            rates=rates_of(scores[key, kind, is_innocent, knows_country], thresholds),
        )
        for key, kind, is_innocent, knows_country in found
    )


def _keys(trial: Trial) -> Iterator[str]:
    yield trial.key
    if trial.key in GROUPS:
        yield ALL_CLASSES


def rates_of(scores: Sequence[float], thresholds: Sequence[float]) -> tuple[Rate, ...]:
    """Return for each threshold how many scores reach it."""
    return tuple(Rate(sum(score >= least for score in scores), len(scores)) for least in thresholds)
