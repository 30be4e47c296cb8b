"""What the producers that asked are told of their own records, as JSON by the id of the entry."""

from collections.abc import Mapping, Sequence

import orjson

from customhouse.alert import Answer, Fate
from ledger.rows import Current, ShipmentKey
from worker.intake.messages import Message, Newer, Received, Rejected
from worker.verdicts.fates import Disposition, redelivered_fate
from worker.verdicts.wire import result_json

Answers = dict[str, bytes]


def fresh_answers(done: Sequence[Disposition]) -> Answers:
    """Return what is told of the records that this batch records."""
    return {
        each.received.entry.id: answer_json(each.fate, each.standing)
        for each in done
        if each.received.entry.asks
    }


def redelivered_answers(
    received: Sequence[Received],
    standing: Mapping[ShipmentKey, Current | None],
    recorded: Mapping[str, Fate],
) -> Answers:
    """Return what is told of the records whose worker died after the commit.

    Args:
        recorded: the fate of each by the entry's name; those that are not there are left out.
    """
    answers = {}
    for each in received:
        current = standing[each.key]
        if each.entry.asks and each.entry.name in recorded and current is not None:
            fate = redelivered_fate(recorded[each.entry.name], current)
            answers[each.entry.id] = answer_json(fate, current)
    return answers


def dead_answers(rejected: Sequence[Rejected]) -> Answers:
    """Return what is told of the records that can never be screened."""
    return {
        each.entry.id: _json(Answer(fate=Fate.DEAD, field=each.field, reason=each.reason))
        for each in rejected
        if each.entry.asks
    }


def waiting_answers(waiting: Sequence[Message]) -> Answers:
    """Return what is told of the records that have to wait, and have no fate yet."""
    return {
        each.entry.id: _json(Answer(reason=why_waits(each)[1]))
        for each in waiting
        if each.entry.asks
    }


def why_waits(message: Message) -> tuple[str, str]:
    """Return the cause, "schema" or "source", and the reason in plain words."""
    if isinstance(message, Newer):
        return "schema", message.reason
    return "source", f"most of the last records of source {message.source} were bad"


def answer_json(fate: Fate, standing: Current) -> bytes:
    """Return the answer that a record met a fate, with the state of its shipment."""
    result = orjson.Fragment(result_json(standing, fate))
    return orjson.dumps({"fate": fate, "result": result})


def _json(answer: Answer) -> bytes:
    return answer.model_dump_json(exclude_none=True).encode()
