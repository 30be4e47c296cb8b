"""Where a service is: what was said, the environment, what `up` left, then defaults."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from desk.errors import CommandError
from worker.settings import Settings

START: Final = "start one with: customhouse up"
_ENDPOINTS: Final = "endpoints.json"
_ADDRESSES: Final = ("redis_url", "database_url")
# What a command must know to judge as the service does, and to find its streams.
_LEFT: Final = (
    "prefix", "threshold", "strong", "required_lists", "refresh_lists", "list_age_limits",
    "unknown_age", "open_margin_days", "retention",
)  # fmt: skip
_REDIS: Final = ("redis://", "rediss://", "unix://")
_LEDGER: Final = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a service is.

    Attributes:
        has_queue: somebody said where its Redis is: a person, or the service as it started.
    """

    settings: Settings
    has_queue: bool

    @property
    def has_ledger(self) -> bool:
        """Whether there may be a ledger: a file on SQLite, any server else."""
        url = self.settings.ledger_url
        return not url.startswith("sqlite") or Path(url.removeprefix("sqlite:///")).exists()

    def require_queue(self) -> None:
        """Return if it is known where the Redis is.

        A guess may hand records to somebody else's server.

        Raises:
            CommandError: nobody said so.
        """
        if not self.has_queue:
            folder = self.settings.data_dir
            raise CommandError(
                f"no service runs in {folder}; start it: customhouse up --data {folder}, or name "
                "its Redis: --redis redis://HOST:PORT/0"
            )

    def require_ledger(self) -> None:
        """Return if there may be a ledger.

        Raises:
            CommandError: there is none.
        """
        if not self.has_ledger:
            raise CommandError(f"no service in {self.settings.data_dir}; {START}")


def find_place(
    data: Path | None = None,
    redis: str | None = None,
    database: str | None = None,
    prefix: str | None = None,
) -> Place:
    """Return where the service is; None is what neither an option nor the environment said.

    Raises:
        CommandError: an address is none, or what the service left cannot be read.
    """
    said: dict[str, Any] = {} if data is None else {"data_dir": data}
    folder = data if data is not None else Settings().data_dir
    left = _endpoints(folder / _ENDPOINTS)
    # An empty string says "the default", which is not the same as saying nothing.
    options = {"redis_url": redis, "database_url": database, "prefix": prefix}
    said |= {name: value for name, value in left.items() if not _is_set(name)}
    said |= {name: value for name, value in options.items() if value is not None}
    settings = Settings(**said)
    check_addresses(settings)
    return Place(settings=settings, has_queue="redis_url" in said or _is_set("redis_url"))


def check_addresses(settings: Settings) -> None:
    """Return if the addresses of Redis and ledger look like ones.

    Raises:
        CommandError: one does not.
    """
    for url, schemes, example in (
        (settings.redis_url, _REDIS, "redis://HOST:6379/0"),
        (settings.ledger_url, _LEDGER, "postgresql://USER@HOST/DATABASE"),
    ):
        if not url.startswith(schemes) or not _has_good_port(url):
            raise CommandError(f"{masked(url)}: write it like {example}")


def _has_good_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def masked(url: str) -> str:
    """Return the URL without what stands before its @: a password is nobody's to read."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


def leave_endpoints(settings: Settings, pids: Mapping[str, int]) -> None:
    """Write down where the service of a data folder is, for the commands that look for it."""
    content = {
        "redis_url": settings.redis_url,
        "database_url": settings.ledger_url,
        "settings": {
            name: getattr(settings, name) for name in _LEFT if name not in settings.unsaid_seeds
        },
        "pids": dict(pids),
    }
    path = settings.data_dir / _ENDPOINTS
    aside = path.with_suffix(".new")
    # It may hold the password of a database.
    aside.touch(mode=0o600)
    aside.write_text(json.dumps(content, indent=1), encoding="utf-8")
    aside.replace(path)


def forget_endpoints(folder: Path) -> None:
    """Say that no service runs in a data folder any more."""
    (folder / _ENDPOINTS).unlink(missing_ok=True)


def _endpoints(path: Path) -> dict[str, Any]:
    """Return the settings that a running service left."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except ValueError as exc:
        raise CommandError(f"{path}: not JSON; remove it and start the service again") from exc
    if not isinstance(found, dict):
        return {}
    others = found.get("settings")
    left = {name: found[name] for name in _ADDRESSES if isinstance(found.get(name), str)}
    return left | ({n: others[n] for n in _LEFT if n in others} if others else {})


def _is_set(name: str) -> bool:
    return any(each.upper() == f"CUSTOMHOUSE_{name.upper()}" for each in os.environ)
