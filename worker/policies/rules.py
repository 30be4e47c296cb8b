"""A policy: what counts as a hit, what follows from it, and who may decide; frozen data.

Every field has a default, and a policy that says nothing is the one that was always in force.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final

from pydantic import Field

from screening.listing import EntityType, Measure
from screening.policy import REVIEW, STRONG, Band

Share = Annotated[float, Field(ge=0, le=1)]
# What the reader of a file makes of a key that it does not know.
_STRICT: Final = {"extra": "forbid"}


class Effect(StrEnum):
    """What a hit does."""

    # It flags the shipment.
    FLAG = "flag"
    # It is recorded and shown, and flags nothing by itself.
    INFORM = "inform"
    # Its list is not applied: there is no hit.
    OFF = "off"


class WeakAliases(StrEnum):
    """What a weak alias does."""

    # It supports a hit that is one without it: OFAC FAQ 124.
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLevels:
    """Levels that take the place of the usual ones; what is not said stays as it is."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    review: Share | None = None
    strong: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The two thresholds, and where others take their place.

    Where several others apply to a hit the lowest counts.

    Attributes:
        review: least score of a hit.
        strong: least score of a strong one.
        roles: by a word of worker.policies.roles.
        types: by the type of the party or vessel, as the record says it.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT
    review: Share = REVIEW
    strong: Share = STRONG
    roles: Mapping[str, OtherLevels] = field(default_factory=dict)
    lists: Mapping[str, OtherLevels] = field(default_factory=dict)
    types: Mapping[EntityType, OtherLevels] = field(default_factory=dict)

    @property
    def others(self) -> list[OtherLevels]:
        """All that may take the place of the usual ones."""
        return [*self.roles.values(), *self.lists.values(), *self.types.values()]

    @property
    def least(self) -> float:
        """The least score of which anything may become a hit."""
        return min([self.review, *(o.review for o in self.others if o.review is not None)])

    def of(self, roles: Collection[str], source: str, kind: EntityType) -> tuple[float, float]:
        """Return the two levels for a hit on a list, of a subject with these roles."""
        found = [self.roles[role] for role in roles if role in self.roles]
        found += [each for each in (self.lists.get(source), self.types.get(kind)) if each]
        review = min((o.review for o in found if o.review is not None), default=self.review)
        strong = min((o.strong for o in found if o.strong is not None), default=self.strong)
        return review, strong


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """What a hit of each band does."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    possible: Effect = Effect.FLAG
    strong: Effect = Effect.FLAG

    def of(self, band: Band) -> Effect:
        """Return what a hit of this band does."""
        return self.strong if band is Band.STRONG else self.possible


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """What a list does: it binds (flag), informs, or must not be applied (off), and why.

    Attributes:
        reason: why it does not bind, for whoever looks at a verdict later.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT
    effect: Effect = Effect.FLAG
    reason: str = ""
    weak_aliases: WeakAliases = WeakAliases.CONFIRM


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Which lists are screened against, which must be there, and what each does.

    Attributes:
        scope: empty: all in force.
        required: while one is missing or unfit, everything is UNSCREENED.
        regimes: by list; what is not named binds.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT
    scope: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    regimes: Mapping[str, Regime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRule:
    """What a hit does whose listing means this measure.

    Attributes:
        effect: for the roles and bands named; for others it informs.
        roles: empty: all.
        bands: empty: all.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT
    effect: Effect = Effect.FLAG
    roles: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()

    def of(self, roles: Collection[str], band: Band) -> Effect:
        """Return what a hit on a subject with these roles does."""
        is_meant = not self.roles or not set(self.roles).isdisjoint(roles)
        return self.effect if is_meant and band in (self.bands or Band) else Effect.INFORM


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEntity:
    """A company of ours, for which lists may do something else.

    Attributes:
        sources: whose shipments are its own: "urn:erp:de", or with a star "urn:erp:de:*".
        regimes: by list; what is not named does what it does for everybody.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT
    name: str
    sources: tuple[str, ...]
    regimes: Mapping[str, Regime] = field(default_factory=dict)

    def owns(self, source: str) -> bool:
        """Tell whether a source's shipments are its own."""
        return any(
            source.startswith(each[:-1]) if each.endswith("*") else source == each
            for each in self.sources
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FourEyes:
    """Which false positives one person may not decide alone.

    A release of a true match, a clearance without an end, and a reason of UNSCREENED need a second
    person whatever this says.

    Attributes:
        measures, bands: of a hit of one of these bands whose listing means one of these measures.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT
    measures: tuple[Measure, ...] = (Measure.FREEZE, Measure.SECTORAL, Measure.EXPORT_DENIAL)
    bands: tuple[Band, ...] = (Band.STRONG,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearances:
    """What a clearance may be.

    Attributes:
        longest_days: a clearance ends after so many days at the latest; None: it need not end.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT
    longest_days: Annotated[int, Field(ge=1)] | None = None
    four_eyes: FourEyes = FourEyes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """What it takes to bring another policy into force in this one's place."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    second_person: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A policy as a whole. What is not named in it flags."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    levels: Levels = field(default_factory=Levels)
    bands: Bands = field(default_factory=Bands)
    lists: Lists = field(default_factory=Lists)
    measures: Mapping[Measure, MeasureRule] = field(default_factory=dict)
    entities: tuple[LegalEntity, ...] = ()
    clearances: Clearances = field(default_factory=Clearances)
    activation: Activation = field(default_factory=Activation)
