"""A backup of a running service."""

from datetime import datetime
from pathlib import Path

from desk.backup.folder_copy import copy_lists
from desk.backup.manifest import LEDGER, LISTS, QUEUE, Manifest, write_manifest
from desk.backup.queue_copy import write_queue
from desk.errors import CommandError
from desk.version import VERSION
from worker.identity import known_id
from worker.service import Service, utc_now


def back_up(service: Service, folder: Path) -> Manifest:
    """Copy queue, ledger and lists of a service while it works.

    The order makes it whole. What the queue's copy holds and the ledger's does, too, is found to
    be recorded and not screened again; the other way round a record would be lost in between. The
    lists come last: whatever the ledger rests on is there by then.

    Args:
        folder: a new one.

    Raises:
        CommandError: the folder is not empty.
    """
    _require_empty(folder)
    begun_at = utc_now()
    keys = write_queue(service.redis, service.keys, folder / QUEUE)
    has_ledger = service.settings.ledger_url.startswith("sqlite")
    if has_ledger:
        service.ledger.copy_to(folder / LEDGER)
    (folder / LISTS).mkdir()
    files = copy_lists(service.settings.lists_dir, folder / LISTS)
    manifest = _manifest(service, begun_at, has_ledger=has_ledger, keys=keys, list_files=files)
    write_manifest(folder, manifest)
    return manifest


def _manifest(
    service: Service, begun_at: datetime, *, has_ledger: bool, keys: int, list_files: int
) -> Manifest:
    return Manifest(
        begun_at=begun_at,
        ended_at=utc_now(),
        version=VERSION,
        service_id=known_id(service.settings.data_dir),
        has_ledger=has_ledger,
        keys=keys,
        list_files=list_files,
    )


def _require_empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CommandError(f"{folder}: not empty; name a new folder for each backup")
    # Names of parties are in it: nobody else's business.
    folder.chmod(0o700)
