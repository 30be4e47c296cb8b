from pathlib import Path

import pytest

from desk.service.embedded import Embedded, take_folder
from screening.errors import UnavailableError
from worker.settings import Settings


def test_a_second_service_leaves_the_first_one_where_it_is_found(data: Path) -> None:
    first = take_folder(data)
    endpoints = data / "endpoints.json"
    endpoints.write_text("{}", encoding="utf-8")
    second = Embedded(Settings(data_dir=data), own_redis=True, workers=1, log=None)
    with pytest.raises(UnavailableError, match="another service runs"), second.running():
        pass
    assert endpoints.exists()
    first.close()
