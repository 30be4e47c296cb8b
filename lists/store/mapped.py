"""A snapshot's listings and their index on disk, mapped into the memory of every process."""

import os
import shutil
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final, overload

import numpy as np
import numpy.typing as npt
import orjson

from lists.canonical import from_json
from lists.machine_code import drop_stale_code
from screening.listing import Listing
from screening.watchlist import Watchlist, index_listings

_LISTINGS: Final = "listings.ndjson"
_LINES: Final = "lines"
_HASHES: Final = "hashes.json"
# Mapping has a price; what fits into one page of memory is read.
_PAGE: Final = 4096
_DECODED: Final = 1_000


class MappedListings(Sequence[Listing]):
    """Listings in a file of canonical JSON lines, each decoded only when it is asked for."""

    def __init__(self, data: npt.NDArray[np.uint8], lines: npt.NDArray[np.int64]) -> None:
        self._data, self._lines = data, lines
        self._listing = lru_cache(maxsize=_DECODED)(self._decode)

    def __len__(self) -> int:
        return len(self._lines) - 1

    @overload
    def __getitem__(self, place: int) -> Listing: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Listing]: ...
    def __getitem__(self, place: int | slice) -> Listing | Sequence[Listing]:
        if isinstance(place, slice):
            return [self._listing(number) for number in range(*place.indices(len(self)))]
        return self._listing(place)

    def _decode(self, place: int) -> Listing:
        return from_json(self._data[self._lines[place] : self._lines[place + 1]].tobytes())


def write_index(folder: Path, listings: Iterable[tuple[bytes, Listing]]) -> None:
    """Write listings, each given with its line, and their index. The folder appears when whole."""
    drop_stale_code()
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    lines, found = [0], []
    with (aside / _LISTINGS).open("wb") as file:
        for line, listing in listings:
            lines.append(lines[-1] + file.write(line + b"\n"))
            found.append(listing)
    arrays = index_listings(found) | {_LINES: np.array(lines, dtype=np.int64)}
    for name, array in arrays.items():
        np.save(aside / f"{name}.npy", array, allow_pickle=False)
    hashes = {path.name: _hash(path) for path in sorted(aside.iterdir())}
    (aside / _HASHES).write_bytes(orjson.dumps(hashes))
    for path in aside.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    aside.replace(folder)


def open_index(folder: Path) -> Watchlist:
    """Open what write_index() wrote; all processes share its pages.

    Raises:
        OSError, ValueError: the folder is missing or damaged.
    """
    drop_stale_code()
    hashes = orjson.loads((folder / _HASHES).read_bytes())
    read = {path.name for path in folder.glob("*.npy")} | {_LISTINGS}
    if not isinstance(hashes, dict) or not read <= hashes.keys():
        raise ValueError(f"{folder / _HASHES}: damaged")
    for name, digest in hashes.items():
        if _hash(folder / name) != digest:
            raise ValueError(f"{folder / name}: damaged")
    arrays = {path.stem: _mapped(path) for path in sorted(folder.glob("*.npy"))}
    path = folder / _LISTINGS
    is_empty = path.stat().st_size == 0
    data = np.empty(0, dtype=np.uint8) if is_empty else np.memmap(path, np.uint8, mode="r")
    try:
        return Watchlist(MappedListings(data, arrays.pop(_LINES)), arrays)
    except (KeyError, TypeError) as exc:
        raise ValueError(f"{folder}: made by another version") from exc


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "blake2b").hexdigest()


def _mapped(path: Path) -> npt.NDArray[Any]:
    if path.stat().st_size < _PAGE:
        array: npt.NDArray[Any] = np.load(path, allow_pickle=False)
    else:
        # Compiled code takes plain arrays; the view keeps the mapping alive.
        array = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    array.flags.writeable = False
    return array
