"""What a policy may not say although each of its fields is well formed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lists.errors import ListError
from lists.registry import source_of, sources
from worker.policies.roles import ROLE_WORDS
from worker.policies.rules import Effect, OtherLevels, Regime, Rules
from worker.policies.wording import nearest

_SOURCES: Final = "sources"


def objections(rules: Rules) -> Iterator[str]:
    """Yield what is wrong, where, and what to do."""
    yield from _unknown_lists(rules)
    yield from _unknown_roles(rules)
    yield from _upside_down(rules)
    yield from _unreasoned(rules)
    yield from _unusable(rules)
    yield from _entities(rules)


def _unknown_lists(rules: Rules) -> Iterator[str]:
    named = [
        *((f"levels.lists.{name}", name) for name in rules.levels.lists),
        *(("lists.scope", name) for name in rules.lists.scope),
        *(("lists.required", name) for name in rules.lists.required),
        *((where, name) for where, name, _ in _regimes(rules)),
    ]
    for where, name in named:
        try:
            source_of(name)
        except ListError:
            known = [str(source.id) for source in sources()]
            yield f"{where}: {name} is no list; {nearest(name, known)}"


def _unknown_roles(rules: Rules) -> Iterator[str]:
    named = [(f"levels.roles.{role}", role) for role in rules.levels.roles]
    named += [
        (f"measures.{measure}.roles", role)
        for measure, rule in rules.measures.items()
        for role in rule.roles
    ]
    for where, role in named:
        if role not in ROLE_WORDS:
            yield f"{where}: {role} is no role; {nearest(role, list(ROLE_WORDS))}"


def _upside_down(rules: Rules) -> Iterator[str]:
    levels = rules.levels
    groups: dict[str, Mapping[Any, OtherLevels]] = {
        "roles": levels.roles, "lists": levels.lists, "types": levels.types,
    }  # fmt: skip
    if levels.strong < levels.review:
        yield f"levels: strong ({levels.strong:g}) is below review ({levels.review:g})"
    for group, named in groups.items():
        for name, each in named.items():
            review = levels.review if each.review is None else each.review
            strong = levels.strong if each.strong is None else each.strong
            if strong < review:
                said = f"strong ({strong:g}) is below review ({review:g})"
                yield f"levels.{group}.{name}: {said}"


def _unreasoned(rules: Rules) -> Iterator[str]:
    for where, _, regime in _regimes(rules):
        if regime.effect is not Effect.FLAG and not regime.reason.strip():
            yield f'{where}: does not bind ({regime.effect}); say why: reason = "…"'


def _unusable(rules: Rules) -> Iterator[str]:
    lists = rules.lists
    for name in lists.required:
        if lists.scope and name not in lists.scope:
            yield f"lists.required: {name} is not in lists.scope; add it there"
        if name in lists.regimes and lists.regimes[name].effect is Effect.OFF:
            yield f"lists.required: {name} is off; a list that is not applied cannot be required"
    for measure, rule in rules.measures.items():
        if rule.effect is Effect.OFF:
            yield f"measures.{measure}.effect: what a list means cannot be off; write inform"
    for band in ("possible", "strong"):
        if getattr(rules.bands, band) is Effect.OFF:
            yield f"bands.{band}: a band cannot be off; write inform, or raise the level"


def _entities(rules: Rules) -> Iterator[str]:
    names = Counter(entity.name for entity in rules.entities)
    yield from (f"entities: {name} is there twice" for name, count in names.items() if count > 1)
    owners: dict[str, str] = {}
    for place, entity in enumerate(rules.entities):
        if not entity.sources:
            yield f"entities.{place}.{_SOURCES}: {entity.name} has none, so nothing is its own"
        for source in entity.sources:
            if source in owners:
                yield f"entities.{place}.{_SOURCES}: {source} is {owners[source]}'s already"
            owners[source] = entity.name


def _regimes(rules: Rules) -> Iterator[tuple[str, str, Regime]]:
    for name, regime in rules.lists.regimes.items():
        yield f"lists.regimes.{name}", name, regime
    for place, entity in enumerate(rules.entities):
        for name, regime in entity.regimes.items():
            yield f"entities.{place}.regimes.{name}", name, regime
