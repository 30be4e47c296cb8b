"""The evidence for a score of names, and the same in one sentence."""

from collections.abc import Iterable, Iterator, Sequence

from screening.evidence import How, MatchedWords, NameEvidence
from screening.facts.corroboration import Corroboration
from screening.judging.alignment import Pair
from screening.judging.scoring import Comparison
from screening.listing import ListedName
from screening.names.analysis import AnalysedName

_SAME: frozenset[How] = frozenset({How.EXACT, How.LEGAL_FORM})


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
    )


def _left_over(name: AnalysedName, used: Iterable[tuple[int, ...]]) -> tuple[str, ...]:
    taken = {place for places in used for place in places}
    return tuple(token for place, token in enumerate(name.tokens) if place not in taken)


def _parts_in_words(parts: Sequence[MatchedWords]) -> str:
    exact = [part.asked for part in parts if _is_exact(part)]
    said = [f"{', '.join(exact)} exact"] if exact else []
    said += [f"{part.asked} = {part.listed} ({part.how})" for part in parts if not _is_exact(part)]
    return ", ".join(said)


def _is_exact(part: MatchedWords) -> bool:
    """Tell whether the words are the same; "gmbh" for "ooo" is a form of one family, not exact."""
    return part.how in _SAME and part.asked == part.listed
