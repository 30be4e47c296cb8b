"""What producers that asked are told of their own records."""

import verdicts
from verdicts import KEY, NOW, READY, a_hit, a_verdict, received

from customhouse.verdict import Answer, Fate
from ledger.rows import Recorded
from worker.alerts.answers import (
    dead_answers,
    fresh_answers,
    redelivered_answers,
    waiting_answers,
)
from worker.intake.messages import Newer, Rejected
from worker.verdicts.fates import dispose


def test_who_asked_is_told_the_fate_and_the_state() -> None:
    done = [dispose(received(asks=asks), a_verdict(a_hit()), READY, None, NOW)
            for asks in (True, False)]  # fmt: skip
    (raw,) = fresh_answers(done).values()
    answer = Answer.model_validate_json(raw)
    assert answer.result is not None
    assert (answer.fate, answer.result.fate, answer.result.order) == (
        Fate.FLAGGED, Fate.FLAGGED, (1,),
    )  # fmt: skip


def test_a_redelivered_record_is_told_what_was_recorded() -> None:
    message = received(asks=True)
    known = {message.entry.name: Recorded(fate=Fate.DUPLICATE, key=KEY)}
    standing = {KEY: verdicts.in_force(a_verdict(a_hit()))}
    (raw,) = redelivered_answers([message], standing, known).values()
    assert Answer.model_validate_json(raw).fate is Fate.DUPLICATE
    assert redelivered_answers([message], standing, {}) == {}


def test_a_dead_record_is_told_where_it_is_wrong() -> None:
    entry = verdicts.an_entry(b"{}", asks=True)
    dead = Rejected(entry=entry, source=None, field="parties", reason="is missing")
    (raw,) = dead_answers([dead]).values()
    answer = Answer.model_validate_json(raw)
    assert (answer.fate, answer.field, answer.reason) == (Fate.DEAD, "parties", "is missing")


def test_a_record_that_waits_is_told_why_and_has_no_fate() -> None:
    entry = verdicts.an_entry(b"{}", asks=True)
    newer = Newer(entry=entry, source="urn:test", reason="schema 2")
    (raw,) = waiting_answers([newer]).values()
    answer = Answer.model_validate_json(raw)
    assert (answer.fate, answer.reason) == (None, "schema 2")
