"""What the producers that asked are told of their own records, by the id of the entry."""

from collections.abc import Mapping, Sequence

from customhouse.alert import Answer, Fate
from ledger.rows import Current, ShipmentKey
from worker.intake.messages import Message, Newer, Rejected
from worker.verdicts.fates import Disposition, own_result, redelivered_result
from worker.verdicts.judging import Judged


def fresh_answers(done: Sequence[Disposition]) -> dict[str, Answer]:
    """Return what is told of the records that this batch records."""
    return {
        entry.id: Answer(fate=each.fate, result=own_result(each))
        for each in done
        if (entry := each.judged.received.entry).asks
    }


def redelivered_answers(
    judged: Sequence[Judged],
    standing: Mapping[ShipmentKey, Current | None],
    recorded: Mapping[str, Fate],
) -> dict[str, Answer]:
    """Return what is told of the records whose worker died after the commit.

    Args:
        recorded: the fate of each by the entry's name; those that are not there are left out.
    """
    answers = {}
    for each in judged:
        entry = each.received.entry
        if entry.asks and entry.name in recorded:
            result = redelivered_result(each, standing[each.key], recorded[entry.name])
            answers[entry.id] = Answer(fate=result.fate, result=result)
    return answers


def dead_answers(rejected: Sequence[Rejected]) -> dict[str, Answer]:
    """Return what is told of the records that can never be screened."""
    return {
        each.entry.id: Answer(fate=Fate.DEAD, field=each.field, reason=each.reason)
        for each in rejected
        if each.entry.asks
    }


def waiting_answers(waiting: Sequence[Message]) -> dict[str, Answer]:
    """Return what is told of the records that have to wait, and have no fate yet."""
    return {each.entry.id: Answer(reason=why_waits(each)[1]) for each in waiting if each.entry.asks}


def why_waits(message: Message) -> tuple[str, str]:
    """Return the cause, "schema" or "source", and the reason in plain words."""
    if isinstance(message, Newer):
        return "schema", message.reason
    return "source", f"most of the last records of source {message.source} were bad"
