"""How a command finds the service: options, environment, what `up` left, then defaults."""

import functools
import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Concatenate, Final, ParamSpec, get_type_hints

import redis as redis_client
import typer

from desk.errors import CommandError
from desk.printing import quiet_logs
from ledger.ledger import Ledger
from lists.store.list_store import ListStore
from worker.service import Service
from worker.settings import Settings

P = ParamSpec("P")
_PANEL: Final = "Where the service is"
_START: Final = "start one with: customhouse up"

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="CUSTOMHOUSE_DATA_DIR",
        help="Data folder of the service.",
        rich_help_panel=_PANEL,
    ),
]
RedisOption = Annotated[
    str | None,
    typer.Option(
        "--redis",
        envvar="CUSTOMHOUSE_REDIS_URL",
        help="URL of its Redis or Valkey.",
        rich_help_panel=_PANEL,
    ),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="CUSTOMHOUSE_DATABASE_URL",
        help="URL of its ledger.",
        rich_help_panel=_PANEL,
    ),
]
PrefixOption = Annotated[
    str | None,
    typer.Option(
        "--prefix",
        envvar="CUSTOMHOUSE_PREFIX",
        help="Prefix of its streams and keys.",
        rich_help_panel=_PANEL,
    ),
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service of a command is."""

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


def located(command: Callable[Concatenate[Place, P], None]) -> Callable[..., None]:
    """Give a command the options that say where the service is, in place of its parameter."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        quiet_logs()
        where = {name: options.pop(name) for name in _OPTIONS}
        command(find_place(**where), *args, **options)

    hints = get_type_hints(command, include_extras=True)
    own = list(inspect.signature(command).parameters.values())[1:]
    kind = inspect.Parameter.KEYWORD_ONLY
    # Resolved annotations: typer reads them here and not in the command's own module.
    parameters = [each.replace(annotation=hints[each.name], kind=kind) for each in own]
    parameters += [
        inspect.Parameter(name, kind, default=None, annotation=option)
        for name, option in _OPTIONS.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # PEP 362
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


_OPTIONS: Final[dict[str, Any]] = {
    "data": DataOption,
    "redis": RedisOption,
    "database": DatabaseOption,
    "prefix": PrefixOption,
}


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
