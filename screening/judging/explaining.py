"""The evidence for a score of names, and the same in one sentence."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from screening.evidence import How, MatchedWords, NameEvidence
from screening.facts.corroboration import Corroboration
from screening.judging.alignment import Pair
from screening.judging.scoring import Comparison
from screening.listing import ListedName
from screening.names.analysis import AnalysedName

_SAME: frozenset[How] = frozenset({How.EXACT, How.LEGAL_FORM})
# From the Hebrew block on; Greek and Cyrillic letters stand before it.
_FOREIGN = "\u0590"


def evidence_of(
    comparison: Comparison, name: ListedName, corroborations: Sequence[Corroboration]
) -> NameEvidence:
    """Return what two names and the facts beside them say."""
    asked, listed = comparison.asked, comparison.listed
    logit = {**comparison.parts, **{found.feature: found.logit for found in corroborations}}
    return NameEvidence(
        parts=tuple(_words(asked, listed, pair) for pair in comparison.pairs),
        only_asked=_left_over(asked, (pair.asked for pair in comparison.pairs)),
        only_listed=_left_over(listed, (pair.listed for pair in comparison.pairs)),
        name_kind=name.kind,
        supports=tuple(found.text for found in corroborations if found.logit > 0),
        contradicts=tuple(found.text for found in corroborations if found.logit < 0),
        logit={feature: round(part, 4) for feature, part in logit.items()},
    )


def sentence_of(asked: str, listed: str, evidence: NameEvidence) -> str:
    """Return the evidence in one sentence that a reviewer understands in ten seconds."""
    return "; ".join(_clauses(asked, listed, evidence)) + "."


def _clauses(asked: str, listed: str, evidence: NameEvidence) -> Iterator[str]:
    yield f"'{asked}' matches '{listed}': {_parts_in_words(evidence.parts)}"
    if evidence.only_asked:
        yield f"only asked: {' '.join(evidence.only_asked)}"
    if evidence.only_listed:
        yield f"only listed: {' '.join(evidence.only_listed)}"
    yield from evidence.supports
    yield from (f"but {reason}" for reason in evidence.contradicts)


def _words(asked: AnalysedName, listed: AnalysedName, pair: Pair) -> MatchedWords:
    return MatchedWords(
        asked=" ".join(asked.tokens[place] for place in pair.asked),
        listed=" ".join(listed.tokens[place] for place in pair.listed),
        how=pair.how,
        similarity=round(pair.similarity, 3),
        asked_in_script=_in_script(asked, pair.asked),
        listed_in_script=_in_script(listed, pair.listed),
    )


def _in_script(name: AnalysedName, places: Iterable[int]) -> str:
    """Return words in their own letters, where few readers could tell them from Latin ones."""
    taken = set(places)
    found = (word for word in name.native if taken.intersection(range(word.first, word.last)))
    return " ".join(word.text for word in found if max(word.text) >= _FOREIGN)


def _left_over(name: AnalysedName, used: Iterable[tuple[int, ...]]) -> tuple[str, ...]:
    """Return the words that match nothing, with their own letters beside them."""
    taken = {place for places in used for place in places}
    left = [place for place in range(len(name.tokens)) if place not in taken]
    found: list[str] = []
    for script, group in groupby(left, key=lambda place: _in_script(name, (place,))):
        words = [name.tokens[place] for place in group]
        found += [_said(" ".join(words), script)] if script else words
    return tuple(found)


def _parts_in_words(parts: Sequence[MatchedWords]) -> str:
    exact = list(_exact_in_words([part for part in parts if _is_exact(part)]))
    said = [f"{', '.join(exact)} exact"] if exact else []
    said += [
        f"{_said(part.asked, part.asked_in_script)} = {_said(part.listed, part.listed_in_script)}"
        f" ({part.how})"
        for part in parts
        if not _is_exact(part)
    ]
    return ", ".join(said)


def _exact_in_words(parts: Sequence[MatchedWords]) -> Iterator[str]:
    """Yield words that are equal; what is one word in its own script is told at once."""
    for script, group in groupby(parts, key=lambda p: p.asked_in_script or p.listed_in_script):
        words = [part.asked for part in group]
        yield from [_said(" ".join(words), script)] if script else words


def _said(latin: str, script: str) -> str:
    return f"{latin} [{script}]" if script else latin


def _is_exact(part: MatchedWords) -> bool:
    """Tell whether the words are the same; "gmbh" for "ooo" is a form of one family, not exact."""
    return part.how in _SAME and part.asked == part.listed
