"""What a backup holds."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson

from desk.errors import CommandError
from lists.store.writing import write_whole

QUEUE: Final = "queue.ndjson"
LEDGER: Final = "ledger.sqlite"
LISTS: Final = "lists"
_FILE: Final = "backup.json"
_FORM: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds; written last, so that a backup without one is none.

    Attributes:
        begun_at: everything that was recorded or accepted until then is in it.
        has_ledger: the ledger is in it; else its database is backed up by its own means.
        keys: streams and keys of the queue.
    """

    begun_at: datetime
    ended_at: datetime
    version: str
    service_id: str | None
    has_ledger: bool
    keys: int
    list_files: int
    form: int = _FORM


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest: the backup is whole."""
    write_whole(folder / _FILE, [orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2)])


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup holds.

    Raises:
        CommandError: there is no backup, it is not whole, or of a newer form.
    """
    try:
        fields: dict[str, Any] = orjson.loads((folder / _FILE).read_bytes())
    except FileNotFoundError as exc:
        raise CommandError(f"{folder}: no backup, or one that was not finished") from exc
    except ValueError as exc:
        raise CommandError(f"{folder / _FILE}: damaged") from exc
    if fields.get("form") != _FORM:
        raise CommandError(f"{folder}: a backup of another version of Customhouse")
    times = {name: datetime.fromisoformat(fields[name]) for name in ("begun_at", "ended_at")}
    return Manifest(**(fields | times))
