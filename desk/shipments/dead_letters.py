"""Records that can never be screened as they are."""

from collections.abc import Iterator, Sequence
from typing import Final

from customhouse.keys import RECORD_FIELD, Lane
from desk.errors import CommandError
from ledger.ledger import Ledger
from ledger.rows import DeadLetter, DeadState
from worker.service import Service

_PAGE: Final = 500


def dead_letters(ledger: Ledger, *, every: bool = False) -> Iterator[DeadLetter]:
    """Yield the dead letters, oldest first.

    Args:
        every: those that somebody has replayed or purged, too.
    """
    after = 0
    while page := ledger.dead_letters(_PAGE, after):
        yield from (each for each in page if every or each.state is DeadState.WAITING)
        after = page[-1].no


def dead_letter(ledger: Ledger, no: int) -> DeadLetter:
    """Return a dead letter.

    Raises:
        CommandError: there is none of that number.
    """
    found = ledger.dead_letter(no)
    if found is None:
        raise CommandError(f"dead letter {no}: there is none; see: customhouse dead list")
    return found


def waiting_letters(ledger: Ledger, numbers: Sequence[int]) -> list[DeadLetter]:
    """Return dead letters that are to be settled.

    Raises:
        CommandError: there is none of a number, or it is settled already.
    """
    letters = [dead_letter(ledger, no) for no in numbers]
    for letter in letters:
        if letter.state is not DeadState.WAITING:
            raise CommandError(f"dead letter {letter.no}: it is {letter.state} already")
    return letters


def replay_letter(service: Service, letter: DeadLetter) -> None:
    """Put a dead letter back on the lane that it came by."""
    lane = Lane(letter.entry.partition(":")[0])
    # Added first: a crash in between replays twice, which a duplicate's fate makes harmless.
    service.redis.xadd(service.keys.intake(lane), {RECORD_FIELD: letter.raw})
    service.ledger.settle_dead([letter.no], DeadState.REPLAYED)


def purge_letters(ledger: Ledger, numbers: Sequence[int]) -> int:
    """Forget what dead letters said; that they were, stays. Return how many there were."""
    return ledger.settle_dead(numbers, DeadState.PURGED)
