"""A service made of a backup."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import redis

from customhouse.keys import Keys
from desk.backup.folder_copy import copy_lists
from desk.backup.manifest import LEDGER, LISTS, QUEUE, Manifest, read_manifest
from desk.backup.queue_copy import is_unused, read_queue
from desk.errors import CommandError
from desk.service.embedded import embedded_redis, take_folder
from ledger.ledger import Ledger
from ledger.migrations import migrate
from worker.identity import keep_id
from worker.service import connect
from worker.settings import Settings

# No server bears this name: the relay sees another one, and publishes what the copy may lack.
_BEFORE: Final = "restored from a backup"


def restore(backup: Path, settings: Settings, *, own_redis: bool) -> Manifest:
    """Make a service of a backup, in a folder and a Redis that hold none; start it afterwards.

    Args:
        own_redis: into the embedded server of the data folder, else into settings.redis_url.

    Raises:
        CommandError: there is no whole backup, or something is there that would be overwritten.
    """
    manifest = read_manifest(backup)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    lock = take_folder(settings.data_dir)
    try:
        _require_new(settings, manifest)
        with _server(settings, own_redis=own_redis) as server:
            keys = Keys(settings.prefix)
            if not is_unused(server, keys):
                raise CommandError("this Redis holds streams of a service; name an empty one")
            if manifest.service_id is not None:
                keep_id(settings.data_dir, manifest.service_id)
            copy_lists(backup / LISTS, settings.lists_dir)
            _restore_ledger(backup, settings, manifest)
            read_queue(server, keys, backup / QUEUE)
    finally:
        lock.close()
    return manifest


def _require_new(settings: Settings, manifest: Manifest) -> None:
    is_sqlite = settings.ledger_url.startswith("sqlite")
    ledger = Path(settings.ledger_url.removeprefix("sqlite:///"))
    if (is_sqlite and ledger.exists()) or settings.lists_dir.exists():
        raise CommandError(f"{settings.data_dir}: holds a ledger or lists; name a new folder")
    if is_sqlite and not manifest.has_ledger:
        reason = "holds no ledger, for its database was backed up by its own means; restore that"
        raise CommandError(f"this backup {reason}, and name it: --database postgresql://…")
    if not is_sqlite and manifest.has_ledger:
        raise CommandError("the ledger of this backup is SQLite; leave out --database")


def _restore_ledger(backup: Path, settings: Settings, manifest: Manifest) -> None:
    if manifest.has_ledger:
        shutil.copy2(backup / LEDGER, settings.ledger_url.removeprefix("sqlite:///"))
    migrate(settings.ledger_url)
    ledger = Ledger(settings.ledger_url)
    try:
        # What was published since the backup began may lack on the copied stream.
        ledger.broker_seen(_BEFORE, manifest.begun_at)
    finally:
        ledger.dispose()


@contextmanager
def _server(settings: Settings, *, own_redis: bool) -> Iterator[redis.Redis]:
    if not own_redis:
        with connect(settings) as server:
            server.ping()
            yield server
        return
    with embedded_redis(settings) as url, redis.Redis.from_url(url) as server:
        yield server
