"""The audit trail's front: each method is one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from ledger.database import is_postgresql
from ledger.trail import acts, exporting, policies, seals, verifying
from ledger.trail.exporting import Entry
from ledger.trail.rows import Act, ActKind, KeptPolicy, Seal
from ledger.trail.verifying import Examined

_Transaction = Callable[[], AbstractContextManager[Connection]]


class Trail:
    """What was done and what was in force; it raises what the ledger raises.

    Args:
        reading, writing: open a transaction.
    """

    def __init__(self, reading: _Transaction, writing: _Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def note(self, done: Sequence[Act]) -> None:
        """Append acts; one whose kind and ref are there already stays as it is."""
        with self._writing() as connection:
            for each in done:
                acts.note_act(connection, each)

    def acts(self, *kinds: ActKind, after: int = 0) -> list[Act]:
        """Return the acts of some kinds in order, with numbers above `after`."""
        with self._reading() as connection:
            return acts.acts(connection, kinds, after)

    def acts_until(self, kind: ActKind, moment: datetime, limit: int) -> list[Act]:
        """Return the last acts of a kind up to a moment, the newest first."""
        with self._reading() as connection:
            return acts.acts_near(connection, kind, moment, limit, before=True)

    def acts_from(self, kind: ActKind, moment: datetime, limit: int) -> list[Act]:
        """Return the first acts of a kind after a moment, the oldest first."""
        with self._reading() as connection:
            return acts.acts_near(connection, kind, moment, limit, before=False)

    def newest_act(self, kind: ActKind) -> Act | None:
        """Return the last act of a kind."""
        with self._reading() as connection:
            return acts.newest_act(connection, kind)

    def keep_policy(self, policy_id: str, content: bytes, at: datetime) -> KeptPolicy:
        """Keep a policy that nobody has decided about."""
        with self._writing() as connection:
            return policies.keep_policy(connection, policy_id, content, at)

    def decide_policy(self, act: Act, content: bytes) -> bool:
        """Keep a policy with what was decided about it; False if another was faster."""
        with self._writing() as connection:
            return policies.decide_policy(connection, act, content)

    def policy(self, policy_id: str) -> KeptPolicy | None:
        """Return a policy by its id."""
        with self._reading() as connection:
            return policies.find_policy(connection, policy_id)

    def policies(self) -> list[KeptPolicy]:
        """Return every policy in the order of its version."""
        with self._reading() as connection:
            return policies.policies(connection)

    def policy_in_force(self) -> KeptPolicy | None:
        """Return the policy that was activated last; None: nobody has activated one."""
        with self._reading() as connection:
            return policies.policy_in_force(connection)

    def seal(self, at: datetime, limit: int) -> Seal | None:
        """Seal what was written since the last time; None: nothing was."""
        with self._reading() as connection:
            # Nobody waits for a chore that has nothing to do.
            if not seals.has_unsealed(connection):
                return None
        with self._writing() as connection:
            return seals.seal_leaves(connection, at, limit)

    def head(self) -> Seal | None:
        """Return the newest seal."""
        with self._reading() as connection:
            return seals.head(connection)

    def entries(self, first: datetime, last: datetime) -> Iterator[Entry]:
        """Yield what was recorded from one moment up to another."""
        with self._reading() as connection:
            yield from exporting.entries(connection, first, last)

    def examine(self, known: Sequence[tuple[int, str]] = ()) -> Examined:
        """Look at everything, and return what is wrong.

        Args:
            known: numbers and digests of seals that were noted elsewhere.
        """
        with self._reading() as connection:
            if is_postgresql(connection):
                # One look at everything, while others go on writing; SQLite does so anyway.
                connection.execution_options(isolation_level="REPEATABLE READ")
            return verifying.examine(connection, known)
