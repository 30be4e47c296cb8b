"""The list store copied while it is in use."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

# Says what is in force: copied first, all that it names was there before it.
_FIRST: Final = "current.json"
# Built again when they are asked for.
_LEFT_OUT: Final = frozenset({"indexes"})


def copy_lists(source: Path, target: Path) -> int:
    """Copy a list store, while lists may come into force; return how many files.

    Its lists and snapshots never change and never go, and a file has its name only once it is
    whole.
    """
    copied = 0
    for path in _files(source):
        to = target / path.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        # What a refused list left goes once somebody settles it.
        with contextlib.suppress(FileNotFoundError):
            shutil.copy2(path, to)
            copied += 1
    return copied


def _files(folder: Path) -> Iterator[Path]:
    first = folder / _FIRST
    if first.exists():
        yield first
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_ours = parts[0] not in _LEFT_OUT and not any(part.startswith(".") for part in parts)
        if is_ours and path != first and path.is_file():
            yield path
