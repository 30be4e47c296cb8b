"""The port of the embedded server: the same at each start, so that upstreams find it again."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

# Nobody has registered it, and it is not Redis' own: a Redis may run there already.
FIRST_PORT: Final = 8601
_TRIED: Final = 100


def fixed_port(folder: Path, wanted: int | None) -> int | None:
    """Return the port that the server must have: the one wanted, or the one it had before."""
    if wanted is not None:
        return wanted
    try:
        return int((folder / "port").read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None


def remember_port(folder: Path, port: int) -> None:
    """Write down the port, for the next start."""
    (folder / "port").write_text(f"{port}\n", encoding="ascii")


def free_ports() -> Iterator[int]:
    """Yield ports that nobody listens on, from the first one up."""
    return (port for port in range(FIRST_PORT, FIRST_PORT + _TRIED) if is_free(port))


def is_free(port: int) -> bool:
    """Tell whether nobody listens on a port of the loopback address."""
    with socket.socket() as probe:
        # Connections that ended a moment ago keep nobody from listening.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
