from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_runs import Run
from publishers import ofac_set

from lists.store.attempts import Attempt, Ending
from worker.service import Service


def test_the_state_is_told_in_prometheus_format(run: Run, service: Service) -> None:
    text = run("metrics").stdout
    assert 'customhouse_recorded{fate="clear"} 0.0' in text
    assert f'customhouse_stream_entries{{stream="{service.keys.alerts}"}} 0.0' in text


def test_the_age_of_lists_and_of_attempts_is_told(
    run: Run, service: Service, ofac_folder: Path
) -> None:
    now = datetime.now(UTC)
    today = f"{now:%Y-%m-%d}"
    run("lists", "load", "us_ofac_cons", ofac_folder, "--allow-incomplete", "--published", today)
    service.store.attempts.note(Attempt(source="un_sc", at=now, ending=Ending.FAILED))
    text = run("metrics").stdout
    assert 'customhouse_list_age_seconds{list="us_ofac_cons"}' in text
    assert 'customhouse_list_age_limit_seconds{list="us_ofac_cons"} 172800.0' in text
    assert 'customhouse_list_attempt_age_seconds{list="un_sc",result="failed"}' in text


@pytest.fixture
def ofac_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    for name, content in ofac_set(3).items():
        (folder / name).write_bytes(content)
    return folder
