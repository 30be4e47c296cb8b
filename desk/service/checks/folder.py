"""The data folder: whether there is room for what comes."""

import shutil
from pathlib import Path
from typing import Final

from desk.service.checks.check import Checks, right, warning, wrong

_GB: Final = 1_000_000_000
# A ledger grows by some 2 kB a shipment; a list is kept in some 100 MB.
_FEW: Final = 2 * _GB
_TOO_FEW: Final = _GB // 4


def look_at_disk(folder: Path) -> Checks:
    """Check that the disk of the data folder has room."""
    free = shutil.disk_usage(folder).free
    said = f"{free / _GB:,.1f} GB free for {folder}"
    if free < _TOO_FEW:
        yield wrong("disk", f"{said}; make room, or records wait")
    elif free < _FEW:
        yield warning("disk", f"{said}; make room before it is full")
    else:
        yield right("disk", said)
