"""Where a service is: what was said, the environment, what `up` left, then defaults."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import redis as redis_client

from desk.errors import CommandError
from ledger.ledger import Ledger
from lists.store.list_store import ListStore
from worker.service import Service
from worker.settings import Settings

_START: Final = "start one with: customhouse up"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service is."""

    settings: Settings

    def store(self) -> ListStore:
        """Return the list store; it needs no running service."""
        return ListStore(self.settings.lists_dir)

    def has_ledger(self) -> bool:
        """Tell whether there may be a ledger: a file on SQLite, any server else."""
        url = self.settings.ledger_url
        return not url.startswith("sqlite") or Path(url.removeprefix("sqlite:///")).exists()

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """Open the ledger, and give its connections back.

        Raises:
            CommandError: there is none here.
            UnavailableError: it does not answer, or its tables are not up to date.
        """
        if not self.has_ledger():
            raise CommandError(f"no service in {self.settings.data_dir}; {_START}")
        ledger = Ledger(self.settings.ledger_url)
        try:
            ledger.check()
            yield ledger
        finally:
            ledger.dispose()

    @contextmanager
    def service(self) -> Iterator[Service]:
        """Open the service's objects, and give their connections back.

        Raises:
            CommandError: no Redis answers.
        """
        service = Service(self.settings)
        try:
            _check_redis(service)
            yield service
        finally:
            service.close()

    @contextmanager
    def whole(self) -> Iterator[Service]:
        """Open the service's objects as service() does, once its ledger is known to be fit."""
        with self.service() as service, self.ledger():
            yield service


def find_place(
    data: Path | None = None,
    redis: str | None = None,
    database: str | None = None,
    prefix: str | None = None,
) -> Place:
    """Return where the service is; None is what neither an option nor the environment said."""
    given: dict[str, Any] = {} if data is None else {"data_dir": data}
    folder = data if data is not None else Settings().data_dir
    # An empty string says "the default", which is not the same as saying nothing.
    left = _endpoints(folder / "endpoints.json")
    urls = {"redis_url": redis, "database_url": database}
    given |= {key: left[key] for key in urls if isinstance(left.get(key), str)}
    given |= {key: url for key, url in urls.items() if url is not None}
    given |= {} if prefix is None else {"prefix": prefix}
    return Place(Settings(**given))


def _endpoints(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except ValueError as exc:
        raise CommandError(f"{path}: not JSON; remove it and start the service again") from exc
    return found if isinstance(found, dict) else {}


def _check_redis(service: Service) -> None:
    try:
        service.redis.ping()
    except redis_client.ConnectionError as exc:
        raise CommandError(f"no Redis at {masked(service.settings.redis_url)}; {_START}") from exc


def masked(url: str) -> str:
    """Return the URL without what stands before its @: a password is nobody's to read."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
