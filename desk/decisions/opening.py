"""The ledger, open for what people decide."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from desk.service.opening import open_ledger
from desk.service.place import Place
from lists.history import listing_in
from lists.store.list_store import ListStore
from worker.deciding.deciding import Deciding
from worker.deciding.four_eyes import FourEyes
from worker.policies.kept import Policies


@contextmanager
def open_deciding(place: Place) -> Iterator[Deciding]:
    """Open the ledger to decide; what follows is published by the service's relay.

    Raises:
        CommandError: there is none here.
        UnavailableError: it does not answer, or its tables are not up to date.
    """
    with open_ledger(place) as ledger:
        store = ListStore(place.settings.lists_dir)
        policy = Policies(ledger.trail, place.settings).in_force()
        yield Deciding(ledger, partial(listing_in, store), FourEyes.of(policy.clearances))
