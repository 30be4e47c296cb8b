"""The publishers' own bytes, kept by their hash, and which list was read from which of them."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from lists.fetch.fetching import Fetched, Validators
from lists.store.writing import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How the files of a list came.

    Attributes:
        received_at: when the publisher last sent all of them, rather than that nothing changed.
        files: by name; their bytes are those that this list was first read from, their
            validators the newest.
    """

    source: str
    received_at: datetime
    files: Mapping[str, Fetched]


class RawFiles:
    """Keeps `HASH`, the bytes of a file, and `LIST-HASH.json`, a receipt for each list.

    Publishers that stamp the time on every export would fill the disk: other bytes that hold
    the same list are not kept again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def arrivals(self, source_id: str) -> Iterator[Path]:
        """Yield an empty folder to download into, gone afterwards; one at a time for a source."""
        folder = self._folder / f".new-{source_id}"
        shutil.rmtree(folder, ignore_errors=True)  # what a killed process left
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def receipt(self, list_hash: str) -> Receipt | None:
        """Return how a list came; None if it was not downloaded, or nobody can read it."""
        try:
            fields: dict[str, Any] = orjson.loads(self._receipt_file(list_hash).read_bytes())
            return Receipt(
                source=fields["source"],
                received_at=datetime.fromisoformat(fields["received_at"]),
                files={name: _fetched(file) for name, file in fields["files"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError):
            # Without a receipt the files are fetched and kept again.
            return None

    def adopt(self, list_hash: str, receipt: Receipt, folder: Path) -> None:
        """Keep the files of a folder as those that a list was read from."""
        before = self.receipt(list_hash)
        if before is not None and before.files.keys() == receipt.files.keys():
            receipt = replace(receipt, files=_renewed(before.files, receipt.files))
        else:
            for name, file in receipt.files.items():
                self._move(folder / name, file.sha256)
        write_whole(self._receipt_file(list_hash), [orjson.dumps(receipt)])

    def file(self, digest: str) -> Path:
        """Return where the bytes of a hash lie."""
        return self._folder / digest

    def _move(self, file: Path, digest: str) -> None:
        with file.open("rb") as written:
            os.fsync(written.fileno())
        file.replace(self.file(digest))

    def _receipt_file(self, list_hash: str) -> Path:
        return self._folder / f"{list_hash}.json"


def _renewed(before: Mapping[str, Fetched], now: Mapping[str, Fetched]) -> dict[str, Fetched]:
    return {name: replace(file, validators=now[name].validators) for name, file in before.items()}


def _fetched(fields: dict[str, Any]) -> Fetched:
    return Fetched(**{**fields, "validators": Validators(**fields["validators"])})
