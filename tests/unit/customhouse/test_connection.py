"""Addresses of servers."""

import pytest
import servers

from customhouse import Client, CustomhouseError, InvalidAddressError, UnreachableError
from customhouse.connection import connect, place_of


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("127.0.0.1:6379", "begins with none of redis://"),
        ("", "begins with none of redis://"),
        ("mysql://127.0.0.1:6379", "begins with none of redis://"),
        ("redis://", "names no host"),
        ("redis:///0", "names no host"),
        ("redis://:6379/0", "names no host"),
        ("redis://secret@:6379/0", "names no host"),
        ("unix://", "names no host"),
        ("redis://127.0.0.1:port/0", "cannot be read"),
        ("redis://[::1", "cannot be read"),
        ("redis://127.0.0.1/0?socket_timeout=soon", "cannot be read"),
    ],
)
def test_what_is_no_address_is_refused_and_no_server_taken_instead(address: str, says: str) -> None:
    with pytest.raises(InvalidAddressError, match=says):
        Client(address)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("redis://someone:secret@localhost:7000/3", "localhost:7000"),
        ("redis://localhost", "localhost:6379"),
        ("rediss://localhost:7001", "localhost:7001"),
        ("unix:///run/valkey.sock", "/run/valkey.sock"),
    ],
)
def test_a_place_is_named_without_its_password(address: str, place: str) -> None:
    with connect(address, retries=0) as server:
        assert place_of(server) == place


def test_a_server_that_is_not_there_is_an_error_of_ours() -> None:
    port = servers.free_port()
    with Client(f"redis://:secret@127.0.0.1:{port}/0") as client:
        with pytest.raises(UnreachableError, match=f"127.0.0.1:{port} does not answer") as caught:
            client.status("S1", source="urn:test")
        with pytest.raises(CustomhouseError):
            client.subscribe("desk", "one")
    assert "secret" not in str(caught.value)
