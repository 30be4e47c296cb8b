"""No orphan process, whatever happens to the parent."""

import ctypes
import os
import signal
import sys
import threading
import time
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_LOOK_EVERY_S: Final = 0.5
# Loaded here, since nothing may be loaded between fork and exec.
_LIBC: Final = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent() -> None:
    """Have this process killed when its parent dies, however the parent died.

    Linux does it in the kernel (prctl(2), PR_SET_PDEATHSIG); elsewhere a thread watches. A
    kill is safe at any line: what was not acknowledged is redelivered.
    """
    if not ask_kernel():
        threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def ask_kernel() -> bool:
    """Ask for SIGKILL at the parent's death; safe between fork and exec. Tell if it can."""
    if _LIBC is None:
        return False
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    return True


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_S)
    os.kill(os.getpid(), signal.SIGKILL)
