"""The lists themselves: one canonical listing a line, in a file named by its hash."""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from lists.errors import ListError
from lists.identity import ListHash
from lists.snapshot import ListState
from lists.store.writing import write_whole


class StoredLists:
    """Keeps the canonical lines of every list that was ever in force, in `HASH.ndjson`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, list_hash: ListHash, data: bytes) -> None:
        """Write a list's lines, in place of what may be damaged."""
        write_whole(self._file(list_hash), [data])

    def is_whole(self, state: ListState) -> bool:
        """Tell whether the file of a list is there and undamaged."""
        try:
            with self._file(state.sha256).open("rb") as file:
                return file_digest(file, "sha256").hexdigest() == state.sha256
        except FileNotFoundError:
            return False

    def lines(self, state: ListState) -> Iterator[bytes]:
        """Yield a list's canonical lines in the order of their ids, read as they are needed.

        Raises:
            ListError: the file is gone or damaged.
        """
        path = self._file(state.sha256)
        try:
            file = path.open("rb")
        except FileNotFoundError as exc:
            reason = "the stored file is gone: restore the data folder, or load the list again"
            raise ListError(state.source, path.name, reason) from exc
        with file:
            if file_digest(file, "sha256").hexdigest() != state.sha256:
                reason = "the stored file is damaged: load the list again"
                raise ListError(state.source, path.name, reason)
            file.seek(0)
            for line in file:
                yield line.removesuffix(b"\n")

    def _file(self, list_hash: ListHash) -> Path:
        return self._folder / f"{list_hash}.ndjson"
