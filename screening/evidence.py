"""Why a score is what it is: as data, and in one sentence."""

from typing import Any

from screening.alignment import How
from screening.listing import ListedName
from screening.scoring import Comparison


def evidence_of(
    comparison: Comparison, name: ListedName, supports: list[str], contradicts: list[str]
) -> dict[str, Any]:
    """Return the evidence as data, ready for JSON."""
    asked, listed = comparison.asked.tokens, comparison.listed.tokens
    used_asked = {pair.asked for pair in comparison.pairs}
    used_listed = {pair.listed for pair in comparison.pairs}
    if comparison.how is How.JOINED:
        joined = " ".join(asked), " ".join(listed)
        parts: list[dict[str, Any]] = [
            {"asked": joined[0], "listed": joined[1], "how": How.JOINED.value}
        ]
        left_asked: list[str] = []
        left_listed: list[str] = []
    else:
        parts = [
            {
                "asked": asked[pair.asked],
                "listed": listed[pair.listed],
                "how": pair.how.value,
                "similarity": round(pair.similarity, 3),
            }
            for pair in sorted(comparison.pairs, key=lambda pair: pair.asked)
        ]
        left_asked = [word for place, word in enumerate(asked) if place not in used_asked]
        left_listed = [word for place, word in enumerate(listed) if place not in used_listed]
    return {
        "parts": parts,
        "left_over": {"asked": left_asked, "listed": left_listed},
        "supports": supports,
        "contradicts": contradicts,
        "name_kind": name.kind.value,
    }


def sentence_of(asked: str, listed: str, evidence: dict[str, Any]) -> str:
    """Return the evidence in one sentence that a reviewer understands in ten seconds."""
    said = [f"'{asked}' matches '{listed}': {_parts_in_words(evidence['parts'])}"]
    left_over = evidence["left_over"].items()
    said += [f"only {side}: {' '.join(words)}" for side, words in left_over if words]
    said += evidence["supports"]
    said += [f"but {reason}" for reason in evidence["contradicts"]]
    return "; ".join(said) + "."


def _parts_in_words(parts: list[dict[str, Any]]) -> str:
    exact = [p["asked"] for p in parts if p["how"] in (How.EXACT, How.LEGAL_FORM)]
    said = [f"{', '.join(exact)} exact"] if exact else []
    said += [
        f"{part['asked']} = {part['listed']} ({part['how']})"
        for part in parts
        if part["how"] not in (How.EXACT, How.LEGAL_FORM)
    ]
    return ", ".join(said)
