"""What the producers that asked are told of their own records, as JSON by the id of the entry."""

from collections.abc import Mapping, Sequence

import orjson

from customhouse.verdict import Answer, Fate
from ledger.rows import Current, EntryName, Recorded, ShipmentKey
from worker.intake.messages import Message, Newer, Rejected
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
    messages: Sequence[Message],
    standing: Mapping[ShipmentKey, Current | None],
    recorded: Mapping[EntryName, Recorded],
) -> Answers:
    """Return what is told of the records whose worker died after the commit.

    Args:
        standing: what is in force for their shipments.
        recorded: what became of each; those that are not there, or dead, are left out.
    """
    answers = {}
    for entry in (message.entry for message in messages if message.entry.asks):
        found = recorded.get(entry.name)
        current = None if found is None or found.key is None else standing[found.key]
        if found is not None and current is not None:
            answers[entry.id] = answer_json(redelivered_fate(found.fate, current), current)
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
