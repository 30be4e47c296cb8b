"""Matching the book of subjects with what changed: who is touched, and who is not."""

from collections.abc import Iterator, Sequence
from typing import Final

from ledger.fingerprints import read_subject
from ledger.runs.log import RunLog
from ledger.runs.rows import BookSubject, Run
from screening.policy import Policy
from screening.subject import Subject
from screening.watchlist import Watchlist
from worker.ports import RunLedger
from worker.rescreening import kept_book
from worker.rescreening.difference import Difference, SnapshotStore, difference_of
from worker.rescreening.kept_book import KeptBook
from worker.verdicts.standing import Standing

# Subjects that are screened at once.
_GROUP: Final = 400


class Matching:
    """Finds the subjects that a difference touches, part by part of the book."""

    def __init__(self, ledger: RunLedger, store: SnapshotStore) -> None:
        self._ledger, self._store = ledger, store
        self._book = KeptBook(ledger.subjects)
        self._made_for: tuple[int, ...] = ()
        self._made: Difference | None = None

    def step(self, run: Run, standing: Standing) -> None:
        """Match the next part, and note whom it touches; at the end of the book say so."""
        difference = self._difference(run, standing)
        number = run.cursor // kept_book.PART
        if difference.is_empty or number >= self._book.parts():
            with self._ledger.batch(standing.number) as book:
                book.runs.end_matching(run)
            return
        # What was hit before is the same for every part, and noted with the first.
        hit = in_doubt(self._ledger.runs, difference) if run.cursor == 0 else []
        parties, matched = match_part(self._ledger, self._book, number, difference, standing)
        with self._ledger.batch(standing.number) as book:
            book.runs.touch(
                run,
                [*hit, *matched],
                parties=parties,
                hits=len(hit) + sum(matched.values()),
                cursor=(number + 1) * kept_book.PART,
            )

    def _difference(self, run: Run, standing: Standing) -> Difference:
        """Return what lies between; it is made once for all parts of a run."""
        behind = self._ledger.runs.behind(run.basis_no)
        made_for = (run.run_no, *(basis.number for basis in behind))
        if self._made is None or made_for != self._made_for:
            self._made = difference_of(self._store, behind, standing)
            self._made_for = made_for
        return self._made


def in_doubt(runs: RunLog, difference: Difference) -> list[int]:
    """Return the subject of each hit on a listing that is gone, or not as it was."""
    if difference.gone is not None and not difference.gone:
        return []
    return runs.subjects_hit(difference.gone, difference.since)


def match_part(
    ledger: RunLedger, book: KeptBook, number: int, difference: Difference, standing: Standing
) -> tuple[int, dict[int, int]]:
    """Return how many subjects a part has, and how many hits those have that hit something."""
    part = book.part(number)
    if part is None:
        return 0, {}
    watchlist, policy = difference.watchlist, standing.policy
    if not len(watchlist):
        return len(part.numbers), {}
    places = watchlist.may_hit(part.kept, policy)
    subjects = ledger.subjects.numbered(part.numbers[places].tolist())
    return len(part.numbers), dict(_touched(subjects, watchlist, policy))


def _touched(
    subjects: Sequence[BookSubject], watchlist: Watchlist, policy: Policy
) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the subjects that hit something, with how many hits each has."""
    for start in range(0, len(subjects), _GROUP):
        group = subjects[start : start + _GROUP]
        read: list[Subject] = [read_subject(each.canonical) for each in group]
        for each, hits in zip(group, watchlist.screen_subjects(read, policy), strict=True):
            if hits:
                yield each.number, len(hits)
