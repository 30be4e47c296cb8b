"""Hits for people: those that are one entity on several lists together, a line for each listing."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeVar

from customhouse.verdict import HitView
from desk.cli.printing import print_indented

# Where the text below a score begins.
_BELOW: Final = 8


class ShownHit(Protocol):
    """What is shown of a hit."""

    @property
    def listing_id(self) -> str:
        """The listing."""
        ...

    @property
    def listing_name(self) -> str:
        """Its name on its list."""
        ...

    @property
    def programs(self) -> Sequence[str]:
        """What it is listed under."""
        ...

    @property
    def measures(self) -> Sequence[str]:
        """What being listed means: "freeze"."""
        ...

    @property
    def score(self) -> float:
        """How like it is, 0..1."""
        ...

    @property
    def band(self) -> str | None:
        """How sure the policy calls it; None: nobody said."""
        ...

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        ...

    @property
    def entity(self) -> str | None:
        """The first listing of the same entity among the hits, None where it is the only one."""
        ...


H = TypeVar("H", bound=ShownHit)


def by_entity(hits: Iterable[H], about: Iterable[str] = ()) -> list[list[H]]:
    """Return the hits in their order, those of one entity together with the first of them.

    Args:
        about: what each hit is about, where they are about more than one subject.
    """
    found = list(hits)
    refs = list(about) or [""] * len(found)
    groups: dict[tuple[str, str], list[H]] = {}
    for ref, hit in zip(refs, found, strict=True):
        groups.setdefault((ref, hit.entity or hit.listing_id), []).append(hit)
    return list(groups.values())


def effect_words(group: Sequence[HitView]) -> str:
    """Return what is said behind hits that flag nothing by themselves; "": one of them flags."""
    reasons = dict.fromkeys(hit.effect_reason or "the policy says so" for hit in group)
    if any(hit.effect != "inform" for hit in group):
        return ""
    return f"informs: {'; '.join(reasons)}"


def print_hits(who: str, group: Sequence[ShownHit], *, indent: int = 2, mark: str = "") -> None:
    """Print the hits of one entity: who is like it, how surely, why, and where it is listed.

    Args:
        who: "consignee: Heron Ltd"; "" where that is plain.
        mark: said behind the first line: "new, listing added".
    """
    first, below = group[0], indent + _BELOW
    said = f"{first.listing_name} [{first.listing_id}]"
    behind = f"  ({mark})" if mark else ""
    line = f"{who} → {said}" if who else said
    print_indented(f"{_sureness(first)}  {line}{behind}", indent)
    print_indented(first.reason, below)
    if len(group) == 1:
        print_indented(f"listed {_meaning(first)}", below)
        return
    print_indented(f"the same entity on {len(group)} lists or entries:", below)
    for hit in group:
        listed = f"{hit.listing_id}  {hit.listing_name}, {_meaning(hit)}"
        print_indented(f"{_sureness(hit)}  {listed}", below + 2)


def _sureness(hit: ShownHit) -> str:
    """Return the score, and its band in a column of its own: "0.9981  strong  "."""
    return f"{hit.score:.4f}" + (f"  {hit.band:8}" if hit.band else "")


def _meaning(hit: ShownHit) -> str:
    """Return what a hit is listed under, and what that means: "under IRAN: freeze"."""
    meant = ", ".join(measure.replace("_", " ") for measure in hit.measures)
    if not hit.programs:
        return f"for {meant or 'an unknown measure'}"
    return f"under {', '.join(hit.programs)}" + (f": {meant}" if meant else "")
