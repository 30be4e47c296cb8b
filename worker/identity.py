"""Whose streams these are: under one prefix of one Redis there is one service."""

import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import orjson
import redis

from customhouse.keys import Keys
from screening.errors import ScreeningError

_FILE: Final = "service-id"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceIdentity:
    """A service as it names itself in Redis.

    Attributes:
        id: made once for a data folder, which all processes of a service share.
        folder: the data folder, as the process that came first sees it.
        host: the machine of that process.
    """

    id: str
    folder: str
    host: str
    since: datetime


class ForeignServiceError(ScreeningError):
    """The streams belong to another service: records of two must not mix."""

    def __init__(self, key: str, owner: ServiceIdentity, folder: str) -> None:
        super().__init__(key, owner, folder)
        self.key = key
        self.owner = owner
        self.folder = folder

    def __str__(self) -> str:
        owner = self.owner
        return (
            f"this Redis serves another service: the one of {owner.folder} on {owner.host}, since "
            f"{owner.since:%Y-%m-%d %H:%M} UTC, and not the one of {self.folder}. Give this one a "
            "prefix of its own (CUSTOMHOUSE_PREFIX) or another Redis. If the other is gone for "
            f"good, delete its key: DEL {self.key}"
        )


def known_id(folder: Path) -> str | None:
    """Return the id of the service of a data folder, None where there never was one."""
    try:
        return (folder / _FILE).read_text(encoding="ascii").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def keep_id(folder: Path, service_id: str) -> None:
    """Write down the id of a service that was made of a backup."""
    (folder / _FILE).write_text(service_id, encoding="ascii")


def claim_streams(server: redis.Redis, keys: Keys, folder: Path, at: datetime) -> None:
    """Say that the streams are this service's, if nobody has said so before.

    Raises:
        ForeignServiceError: they are another's.
    """
    said = ServiceIdentity(
        id=_made_id(folder), folder=str(folder.resolve()), host=socket.gethostname(), since=at
    )
    server.set(keys.service, orjson.dumps(asdict(said)), nx=True)
    refuse_foreign(server, keys, folder)


def refuse_foreign(server: redis.Redis, keys: Keys, folder: Path) -> None:
    """Return if the streams are this folder's, nobody's, or the folder is no service's.

    Raises:
        ForeignServiceError: they are another's.
    """
    own, owner = known_id(folder), owner_of(server, keys)
    if own is not None and owner is not None and own != owner.id:
        raise ForeignServiceError(keys.service, owner, str(folder.resolve()))


def owner_of(server: redis.Redis, keys: Keys) -> ServiceIdentity | None:
    """Return whose the streams are, None where nobody has said so."""
    data: Any = server.get(keys.service)
    if data is None:
        return None
    fields: dict[str, Any] = orjson.loads(data)
    return ServiceIdentity(
        id=fields["id"],
        folder=fields["folder"],
        host=fields["host"],
        since=datetime.fromisoformat(fields["since"]),
    )


def _made_id(folder: Path) -> str:
    """Return the id of a data folder; of processes that make it at once, one wins."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{_FILE}-{os.getpid()}"
    while (found := known_id(folder)) is None:
        aside.write_text(uuid4().hex, encoding="ascii")
        try:
            os.link(aside, folder / _FILE)
        except FileExistsError:
            continue
        finally:
            aside.unlink(missing_ok=True)
    return found
