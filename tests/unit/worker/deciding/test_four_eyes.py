from datetime import datetime, timedelta
from typing import Any

import pytest
from decisions import NOW, asked

from customhouse.decision import DecisionWord
from screening.listing import Measure
from screening.policy import Band
from worker.deciding.asked import within_longest
from worker.deciding.four_eyes import FourEyes
from worker.deciding.refusing import DecisionRefusedError
from worker.policies.rules import Clearances
from worker.policies.rules import FourEyes as PolicyFourEyes

STRONG: dict[str, Any] = {
    "band": "strong", "measures": ("freeze",), "is_endless": False, "is_release": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "changes", "needs"),
    [
        pytest.param("false positive", {}, True, id="a strong hit that means a freeze"),
        pytest.param("false positive", {"band": None}, True, id="nobody said how sure"),
        pytest.param("false positive", {"band": "possible"}, False, id="a possible hit"),
        pytest.param("false positive", {"measures": ("securities",)}, False, id="securities"),
        pytest.param(
            "false positive", {"band": "possible", "is_endless": True}, True, id="without an end"
        ),
        pytest.param("true match", {}, False, id="a true match"),
        pytest.param("true match", {"is_release": True}, True, id="a release"),
        pytest.param("undecided", {"is_endless": True}, False, id="undecided"),
    ],
)
def test_a_second_person_is_needed_by_measure_and_band(
    word: str, changes: dict[str, Any], needs: bool
) -> None:
    found = FourEyes().why_on_hit(DecisionWord(word), **(STRONG | changes))
    assert (found is not None) is needs


def test_a_policy_may_ask_for_no_second_person() -> None:
    lenient = FourEyes(
        measures=frozenset(), bands=frozenset(), endless=False, releases=False, reasons=False
    )
    for word in DecisionWord:
        for is_release in (False, True):
            fields = STRONG | {"is_endless": True, "is_release": is_release}
            assert lenient.why_on_hit(word, **fields) is None
        assert lenient.why_on_reason(word) is None


def test_a_policy_says_which_hits_need_a_second_person() -> None:
    assert FourEyes.of(Clearances()) == FourEyes()
    said = PolicyFourEyes(measures=(Measure.MENU,), bands=(Band.POSSIBLE,))
    found = FourEyes.of(Clearances(four_eyes=said, longest_days=30))
    assert (found.measures, found.bands) == ({"menu"}, {"possible"})
    assert found.longest_days == 30


@pytest.mark.parametrize(
    ("days", "until"), [(None, NOW + timedelta(days=30)), (20, NOW + timedelta(days=20))]
)
def test_a_clearance_ends_when_the_policy_says_at_the_latest(
    days: int | None, until: datetime
) -> None:
    end = None if days is None else NOW + timedelta(days=days)
    assert within_longest(asked("a", "i", expires_at=end), 30).expires_at == until


def test_a_clearance_that_is_to_last_longer_is_refused() -> None:
    with pytest.raises(DecisionRefusedError, match="after 30 days at the latest"):
        within_longest(asked("a", "i", expires_at=NOW + timedelta(days=40)), 30)
    assert within_longest(asked("a", "i", expires_at=None), None).expires_at is None
