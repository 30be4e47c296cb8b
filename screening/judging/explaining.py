"""Why a score is what it is: as data, and in one sentence."""

from collections.abc import Iterable, Sequence
from typing import Any

from screening.facts.corroboration import Corroboration
from screening.judging.alignment import How, Pair
from screening.judging.scoring import Comparison
from screening.listing import ListedName
from screening.names.analysis import AnalysedName


def evidence_of(
    comparison: Comparison, name: ListedName, corroborations: Sequence[Corroboration]
) -> dict[str, Any]:
    """Return the evidence as data, ready for JSON.

    "logit" holds what each feature of the name and each corroboration adds, in nats; their sum is
    the score's logit.
    """
    asked, listed = comparison.asked, comparison.listed
    logit = {**comparison.parts, **{found.feature: found.logit for found in corroborations}}
    return {
        "parts": [_part(asked, listed, pair) for pair in comparison.pairs],
        "left_over": {
            "asked": _left_over(asked, (pair.asked for pair in comparison.pairs)),
            "listed": _left_over(listed, (pair.listed for pair in comparison.pairs)),
        },
        "supports": [found.text for found in corroborations if found.logit > 0],
        "contradicts": [found.text for found in corroborations if found.logit < 0],
        "name_kind": name.kind.value,
        "logit": {feature: round(part, 4) for feature, part in logit.items()},
    }


def sentence_of(asked: str, listed: str, evidence: dict[str, Any]) -> str:
    """Return the evidence in one sentence that a reviewer understands in ten seconds."""
    said = [f"'{asked}' matches '{listed}': {_parts_in_words(evidence['parts'])}"]
    left_over = evidence["left_over"].items()
    said += [f"only {side}: {' '.join(words)}" for side, words in left_over if words]
    said += evidence["supports"]
    said += [f"but {reason}" for reason in evidence["contradicts"]]
    return "; ".join(said) + "."


def _part(asked: AnalysedName, listed: AnalysedName, pair: Pair) -> dict[str, Any]:
    return {
        "asked": " ".join(asked.tokens[place] for place in pair.asked),
        "listed": " ".join(listed.tokens[place] for place in pair.listed),
        "how": pair.how.value,
        "similarity": round(pair.similarity, 3),
    }


def _left_over(name: AnalysedName, used: Iterable[tuple[int, ...]]) -> list[str]:
    taken = {place for places in used for place in places}
    return [token for place, token in enumerate(name.tokens) if place not in taken]


def _parts_in_words(parts: list[dict[str, Any]]) -> str:
    exact = [p["asked"] for p in parts if p["how"] in (How.EXACT, How.LEGAL_FORM)]
    said = [f"{', '.join(exact)} exact"] if exact else []
    said += [
        f"{part['asked']} = {part['listed']} ({part['how']})"
        for part in parts
        if part["how"] not in (How.EXACT, How.LEGAL_FORM)
    ]
    return ", ".join(said)
