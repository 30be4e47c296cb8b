"""The connection to the server: its address, and what redis-py raises as errors of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from customhouse.errors import InvalidAddressError, RefusedError, UnreachableError

_SCHEMES: Final = ("redis", "rediss", "unix")
_LOOKS: Final = "should look like redis://127.0.0.1:6379/0"


def connect(address: str, *, retries: int) -> redis.Redis:
    """Return a connection that is made when it is first used.

    Args:
        address: redis://HOST:PORT/DB, rediss:// with TLS, or unix://PATH. It always names its
            host: where it did not, records would go to whatever server this machine has.
        retries: how often a command is sent again after the connection broke, within half a second.

    Raises:
        InvalidAddressError: it is none of these.
    """
    _check(address)
    try:
        return redis.Redis.from_url(
            address,
            socket_timeout=30,
            socket_connect_timeout=10,
            health_check_interval=15,
            retry=Retry(ExponentialBackoff(cap=0.3, base=0.05), retries),
        )
    except ValueError as exc:  # a port or an option that is no number
        raise InvalidAddressError(reason=f"cannot be read; it {_LOOKS}") from exc


@contextmanager
def server_errors(server: redis.Redis) -> Iterator[None]:
    """Raise what goes wrong inside as an error of the contract.

    Raises:
        UnreachableError: no answer.
        RefusedError: an answer, and it is no.
    """
    try:
        yield
    except (redis.AuthenticationError, redis.exceptions.AuthorizationError) as exc:
        raise RefusedError(server=place_of(server), reason=str(exc)) from exc
    except (redis.ConnectionError, redis.TimeoutError) as exc:
        raise UnreachableError(server=place_of(server), reason=str(exc)) from exc
    except redis.RedisError as exc:
        raise RefusedError(server=place_of(server), reason=str(exc)) from exc


def place_of(server: redis.Redis) -> str:
    """Return where a server is, without user and password: "127.0.0.1:6379"."""
    options = server.connection_pool.connection_kwargs
    return str(options.get("path") or f"{options.get('host')}:{options.get('port', 6379)}")


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        has_place = bool(parts.path if parts.scheme == "unix" else parts.hostname)
    except ValueError as exc:
        raise InvalidAddressError(reason=f"cannot be read; it {_LOOKS}") from exc
    if parts.scheme not in _SCHEMES:
        names = ", ".join(f"{scheme}://" for scheme in _SCHEMES)
        raise InvalidAddressError(reason=f"begins with none of {names}; it {_LOOKS}")
    if not has_place:
        raise InvalidAddressError(reason=f"names no host; it {_LOOKS}")
