"""Downloaded files just as they were sent, kept by hash, and which list was read from which."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from lists.fetch.fetched import Fetched, Validators
from lists.identity import ListHash, SourceId
from lists.store.writing import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a downloaded list came from.

    Attributes:
        received_at: when the publisher last sent every file. An answer that nothing has changed
            does not count.
        files: by name. The hashes are of the bytes that this list was first read from; the
            validators are the newest.
    """

    source: SourceId
    received_at: datetime
    files: Mapping[str, Fetched]


class RawFiles:
    """Keeps the bytes of each file in `HASH`, and the provenance of each list in `LIST-HASH.json`.

    Some publishers stamp the time on every export. To keep these from filling the disk, bytes are
    kept only if they hold another list than before.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def arrivals(self, source_id: SourceId) -> Iterator[Path]:
        """Yield an empty folder to download into; it is removed afterwards."""
        folder = self._folder / f".new-{source_id}"
        shutil.rmtree(folder, ignore_errors=True)  # what a killed process left
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def provenance(self, list_hash: ListHash) -> Provenance | None:
        """Return where a list came from; None if it was not downloaded, or cannot be read."""
        try:
            fields: dict[str, Any] = orjson.loads(self._provenance_file(list_hash).read_bytes())
            return Provenance(
                source=fields["source"],
                received_at=datetime.fromisoformat(fields["received_at"]),
                files={name: _fetched(file) for name, file in fields["files"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError):
            # Without a provenance the files are fetched and kept again.
            return None

    def adopt(self, list_hash: ListHash, provenance: Provenance, folder: Path) -> None:
        """Keep the files in a folder as the ones that this list was read from."""
        before = self.provenance(list_hash)
        if before is not None and before.files.keys() == provenance.files.keys():
            provenance = replace(provenance, files=_renewed(before.files, provenance.files))
        else:
            for name, file in provenance.files.items():
                self._move(folder / name, file.sha256)
        write_whole(self._provenance_file(list_hash), [orjson.dumps(provenance)])

    def file(self, digest: str) -> Path:
        """Return the path of the file that holds these bytes."""
        return self._folder / digest

    def _move(self, file: Path, digest: str) -> None:
        with file.open("rb") as written:
            os.fsync(written.fileno())
        file.replace(self.file(digest))

    def _provenance_file(self, list_hash: ListHash) -> Path:
        return self._folder / f"{list_hash}.json"


def _renewed(before: Mapping[str, Fetched], now: Mapping[str, Fetched]) -> dict[str, Fetched]:
    return {name: replace(file, validators=now[name].validators) for name, file in before.items()}


def _fetched(fields: dict[str, Any]) -> Fetched:
    return Fetched(**{**fields, "validators": Validators(**fields["validators"])})
