"""How hits differ from those before, where people have decided on them."""

from datetime import UTC, datetime

import pytest

from customhouse.decision import DecisionOn, DecisionWord, Effect
from customhouse.verdict import HitView, SubjectRef
from worker.alerts.changes import mark_changes, matters

ON = DecisionOn(
    decision=1, word=DecisionWord.FALSE_POSITIVE, effect=Effect.SUPPRESSED, reason="another city",
    by="Ann Reed", os_user="desk", at=datetime(2026, 3, 1, tzinfo=UTC), source="urn:test",
    shipment_id="S1",
)  # fmt: skip
PLAIN = HitView(
    id="i1", subject=SubjectRef(kind="party", ref="parties.0", name="Heron"), score=0.9,
    listing_id="own:test:1", listing_name="HERON", matched_name="HERON", source="own:test",
    reason="Heron is Heron.", listing_content="l1",
)  # fmt: skip
SETTLED = PLAIN.model_copy(update={"decision": ON})
NOTED = PLAIN.model_copy(
    update={"decision": ON.model_copy(update={"effect": Effect.CONFIRMED_BEFORE})}
)
SURER = {"score": 0.95}


@pytest.mark.parametrize(
    ("before", "now", "change", "cause", "is_told"),
    [
        pytest.param((PLAIN,), SETTLED, "changed", "decision", True, id="settled"),
        pytest.param((SETTLED,), PLAIN, "changed", "decision", True, id="open again"),
        pytest.param((PLAIN,), NOTED, "kept", None, False, id="noted"),
        pytest.param(
            (SETTLED,), SETTLED.model_copy(update=SURER), "kept", None, False, id="stays settled"
        ),
        pytest.param((), SETTLED, "new", "listing", False, id="settled from the first"),
        pytest.param((), PLAIN, "new", "listing", True, id="new"),
    ],
)
def test_what_is_settled_matters_only_when_that_changes(
    before: tuple[HitView, ...], now: HitView, change: str, cause: str | None, is_told: bool
) -> None:
    (found,) = mark_changes(before, (now,), lambda *_: "listing")
    assert (found.change, found.cause, matters(found)) == (change, cause, is_told)


def test_a_settled_hit_that_goes_is_told_to_nobody() -> None:
    (gone,) = mark_changes((SETTLED,), (), lambda *_: "listing removed")
    assert (gone.change, matters(gone)) == ("cleared", False)
