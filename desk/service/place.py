"""Where a service is: what was said, the environment, what `up` left, then defaults."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desk.errors import CommandError
from worker.settings import Settings

START: Final = "start one with: customhouse up"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service is."""

    settings: Settings

    @property
    def has_ledger(self) -> bool:
        """Whether there may be a ledger: a file on SQLite, any server else."""
        url = self.settings.ledger_url
        return not url.startswith("sqlite") or Path(url.removeprefix("sqlite:///")).exists()


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


def masked(url: str) -> str:
    """Return the URL without what stands before its @: a password is nobody's to read."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
