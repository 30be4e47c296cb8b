import socket
from pathlib import Path

from desk.service.ports import fixed_port, free_ports, is_free, remember_port


def test_the_port_of_a_folder_stays_and_may_be_chosen_anew(data: Path) -> None:
    assert fixed_port(data, None) is None
    remember_port(data, 8650)
    assert (fixed_port(data, None), fixed_port(data, 8700)) == (8650, 8700)


def test_a_port_that_somebody_listens_on_is_not_offered() -> None:
    first = next(free_ports())
    with socket.create_server(("127.0.0.1", first)):
        assert not is_free(first)
        assert next(free_ports()) > first
