import pytest

from customhouse.alert import BasisView, Outcome, ShipmentView
from worker.verdicts.results import standing_result


def order(shipment_no: int, basis: int | None, outcome: Outcome) -> tuple[int, ...]:
    rests_on = None
    if basis is not None:
        rests_on = BasisView(number=basis, snapshot="s", policy="p", engine="e")
    view = ShipmentView(
        source="erp", shipment_id="S1", revision=1, content="c", outcome=outcome, basis=rests_on
    )
    return standing_result(view, shipment_no).order


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param((1, 9, Outcome.CLEAR), (2, 9, Outcome.CLEAR), id="a later record"),
        pytest.param((1, 1, Outcome.CLEAR), (1, 2, Outcome.FLAGGED), id="another basis"),
        pytest.param((1, None, Outcome.UNSCREENED), (1, 1, Outcome.CLEAR), id="the first basis"),
        pytest.param((1, 1, Outcome.UNSCREENED), (1, 1, Outcome.CLEAR), id="a list made fresh"),
    ],
)
def test_the_newer_state_has_the_greater_order(
    older: tuple[int, int | None, Outcome], newer: tuple[int, int | None, Outcome]
) -> None:
    assert order(*older) < order(*newer)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_standing_result_has_the_fate_of_its_outcome(outcome: Outcome) -> None:
    view = ShipmentView(source="erp", shipment_id="S1", revision=1, content="c", outcome=outcome)
    assert standing_result(view, 1).fate.value == outcome.value.lower()
