"""The fate of a record, by what is in force when it comes."""

from dataclasses import replace

import pytest
import verdicts
from verdicts import NOW, READY, a_hit, a_verdict, received

from customhouse.verdict import Fate, Outcome, ShipmentView
from ledger.rows import Current
from worker.verdicts.fates import REVISION_REUSED, dispose, redelivered_fate

OURS = received().content


def before(revision: int, content: str = OURS) -> Current:
    return verdicts.in_force(a_verdict(), sequence=4, revision=revision, content=content)


@pytest.mark.parametrize(
    ("known", "fate", "sequence"),
    [
        pytest.param(None, Fate.CLEAR, 1, id="the first"),
        pytest.param(before(0), Fate.DUPLICATE, 4, id="the same again"),
        pytest.param(before(0, "other"), Fate.CLEAR, 5, id="the same revision, other content"),
        pytest.param(before(1), Fate.SUPERSEDED, 5, id="an older revision"),
        pytest.param(replace(before(0), revision=-1), Fate.CLEAR, 5, id="a newer revision"),
    ],
)
def test_a_record_has_one_fate(known: Current | None, fate: Fate, sequence: int) -> None:
    done = dispose(received(), a_verdict(), READY, known, NOW)
    assert (done.fate, done.standing.sequence) == (fate, sequence)
    assert (done.row is None) is (fate is Fate.DUPLICATE)


def test_what_is_superseded_leaves_in_force_what_was() -> None:
    known = before(1)
    done = dispose(received(), a_verdict(a_hit()), READY, known, NOW)
    assert done.row is not None
    assert done.row.superseded
    assert (done.standing.verdict, done.standing.outcome) == (known.verdict, known.outcome)


def test_a_revision_that_is_used_again_says_so() -> None:
    done = dispose(received(), a_verdict(), READY, before(0, "other"), NOW)
    view = ShipmentView.model_validate_json(done.standing.verdict)
    assert view.findings == (REVISION_REUSED,)


def test_a_flagged_record_is_kept_with_its_hits() -> None:
    done = dispose(received(), a_verdict(a_hit()), READY, None, NOW)
    assert done.row is not None
    assert (done.row.outcome, len(done.row.hits), done.row.is_plain) == (Outcome.FLAGGED, 1, False)


@pytest.mark.parametrize(
    ("recorded", "told"),
    [
        pytest.param(Fate.DUPLICATE, Fate.DUPLICATE, id="a duplicate stays one"),
        pytest.param(Fate.SUPERSEDED, Fate.SUPERSEDED, id="so does what was superseded"),
        pytest.param(Fate.CLEAR, Fate.FLAGGED, id="a fate never belies the state"),
    ],
)
def test_a_redelivered_record_is_told_what_stands(recorded: Fate, told: Fate) -> None:
    assert redelivered_fate(recorded, verdicts.in_force(a_verdict(a_hit()))) is told
