"""The re-screen runs of a ledger: each method is one transaction."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from ledger.database import take_fence
from ledger.rows import Basis, OpenShipment
from ledger.runs import reading, writing
from ledger.runs.rows import Run, Scope

_Open = Callable[[], AbstractContextManager[Connection]]


class RunLog:
    """What runs there are, and what they have before them; `Ledger.runs` is one.

    Args:
        reading, writing: open a transaction of the ledger.
    """

    def __init__(self, reading: _Open, writing: _Open) -> None:
        self._reading, self._writing = reading, writing

    def begin(
        self,
        basis_no: int,
        scope: Scope | str,
        at: datetime,
        *,
        since: datetime | None = None,
        is_full: bool = False,
    ) -> int:
        """Return the unfinished run of a basis and scope ("open", "all" …), or begin one.

        Args:
            since: of scope "since": what arrives from then on.
            is_full: judge every shipment of the scope, whatever changed.
        """
        with self._writing() as connection:
            take_fence(connection)
            return writing.begin_run(
                connection, basis_no, Scope(scope), at, since=since, is_full=is_full
            )

    def unfinished(self) -> Run | None:
        """Return the oldest unfinished run of the active basis; those of older bases are void."""
        with self._reading() as connection:
            return reading.unfinished_run(connection)

    def run(self, run_no: int) -> Run:
        """Return a run by its number."""
        with self._reading() as connection:
            return reading.run_of(connection, run_no)

    def behind(self, basis_no: int) -> list[Basis]:
        """Return the bases that verdicts may rest on once a basis is active, in order."""
        with self._reading() as connection:
            return reading.bases_behind(connection, basis_no)

    def subjects_hit(self, listing_ids: Iterable[str] | None, since: int) -> list[int]:
        """Return the subject of each hit on listings, None: any, in force on a basis or later."""
        with self._reading() as connection:
            return reading.subjects_hit(connection, listing_ids, since)

    def page(self, run: Run, limit: int) -> tuple[list[int], list[OpenShipment]]:
        """Return the next shipments of a run, the soonest departure first.

        Returns:
            Their numbers; and those that are still current.
        """
        with self._reading() as connection:
            return reading.page(connection, run, limit)

    def left(self, run: Run) -> int:
        """Return how many shipments wait for a run; more may follow while it is matching."""
        with self._reading() as connection:
            return reading.left_of(connection, run)

    def open_shipments(self, now: datetime, after: int, limit: int) -> list[OpenShipment]:
        """Return open shipments with numbers above another, in order."""
        with self._reading() as connection:
            return reading.open_shipments(connection, now, after, limit)

    def shipments_of(self, subject_nos: Iterable[int], now: datetime) -> list[int]:
        """Return the open shipments that carry one of these subjects, or wait to be looked at."""
        with self._reading() as connection:
            return reading.shipments_of(connection, subject_nos, now)

    def shipments(self, numbers: list[int]) -> list[OpenShipment]:
        """Return those shipments that are current."""
        with self._reading() as connection:
            return reading.shipments_by_number(connection, numbers)
