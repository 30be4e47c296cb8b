"""How loops are compiled: to machine code kept on disk beside the module."""

from typing import Any, Final

from numba import njit

# Nothing in a kernel makes an array, so none needs counting of who holds which: with it a
# comparison takes twice as long. One that does make arrays is compiled with njit(cache=True).
_OPTIONS: Final[dict[str, Any]] = {"cache": True, "_nrt": False}
kernel: Final[Any] = njit(**_OPTIONS)
