"""The front of what is kept and for how long: each method is one transaction."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from ledger import keeping
from ledger.keeping import Cutoffs, Hold, Pruned
from ledger.rows import ShipmentKey
from ledger.trail.rows import Act

_Transaction = Callable[[], AbstractContextManager[Connection]]


class Shelf:
    """What is kept; it raises what the ledger raises.

    Args:
        reading, writing: open a transaction.
    """

    def __init__(self, reading: _Transaction, writing: _Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def holds(self) -> list[Hold]:
        """Return the holds that nobody has lifted."""
        with self._reading() as connection:
            return keeping.holds(connection)

    def due(self, cutoffs: Cutoffs, after: ShipmentKey | None, limit: int) -> list[ShipmentKey]:
        """Return the next shipments that are past their time, held ones included."""
        with self._reading() as connection:
            return keeping.due(connection, cutoffs, after, limit)

    def prune(self, keys: Sequence[ShipmentKey], into: Pruned, act: Act | None) -> None:
        """Remove those shipments that no hold keeps; without an act count them only."""
        with self._writing() as connection:
            # Within the transaction: a hold that was set a moment ago counts.
            held = keeping.holds(connection)
            free = [key for key in keys if not keeping.is_held(key, held)]
            into.held += len(keys) - len(free)
            if act is None:
                keeping.count_shipments(connection, free, into)
            elif free:
                keeping.prune_shipments(connection, free, into, act)

    def prune_rest(self, cutoffs: Cutoffs, into: Pruned, act: Act | None) -> None:
        """Remove dead letters and licences past their time; without an act count them only."""
        with self._writing() as connection:
            keeping.prune_rest(connection, cutoffs, into, act)
