"""The service's objects, opened for a while: its ledger, its queue, or both."""

from collections.abc import Iterator
from contextlib import contextmanager

import redis

from desk.errors import CommandError
from desk.service.place import START, Place, masked
from ledger.ledger import Ledger
from worker.identity import refuse_foreign
from worker.service import Service


@contextmanager
def open_ledger(place: Place) -> Iterator[Ledger]:
    """Open the ledger, and give its connections back.

    Raises:
        CommandError: there is none here.
        UnavailableError: it does not answer, or its tables are not up to date.
    """
    place.require_ledger()
    ledger = Ledger(place.settings.ledger_url)
    try:
        ledger.check()
        yield ledger
    finally:
        ledger.dispose()


@contextmanager
def open_service(place: Place) -> Iterator[Service]:
    """Open the service's objects, and give their connections back.

    Raises:
        CommandError: nobody said where its Redis is, or none answers there.
        ForeignServiceError: the Redis serves another service than the data folder's.
    """
    place.require_queue()
    service = Service(place.settings)
    try:
        _check_redis(service)
        refuse_foreign(service.redis, service.keys, place.settings.data_dir)
        yield service
    finally:
        service.close()


@contextmanager
def open_whole(place: Place) -> Iterator[Service]:
    """Open the service's objects as open_service() does, once its ledger is known to be fit."""
    with open_service(place) as service, open_ledger(place):
        yield service


def flagged_by(place: Place, source: str) -> int:
    """Return how many open shipments are FLAGGED by a list; 0 where there is no ledger yet."""
    if not place.has_ledger:
        return 0
    with open_ledger(place) as ledger:
        return ledger.flagged_by(source)


def _check_redis(service: Service) -> None:
    where = masked(service.settings.redis_url)
    try:
        service.redis.ping()
    except redis.AuthenticationError as exc:
        reason = "wants another password; set CUSTOMHOUSE_REDIS_PASSWORD"
        raise CommandError(f"the Redis at {where} {reason}") from exc
    except redis.ConnectionError as exc:
        raise CommandError(f"no Redis at {where}; {START}") from exc
