from typing import Any

import pytest

from customhouse.decision import DecisionWord
from worker.deciding.four_eyes import FourEyes

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
