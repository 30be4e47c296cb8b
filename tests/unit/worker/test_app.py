"""The Celery application."""

import os
import subprocess
import sys


def ask(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | variables
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def test_importing_it_reads_no_settings() -> None:
    wrong = {"CUSTOMHOUSE_THRESHOLD": "7"}
    assert ask("import worker.app, worker.tasks", **wrong).returncode == 0


def test_celery_asks_the_settings_when_it_begins() -> None:
    url = "redis://127.0.0.1:7777/3"
    asked = "from worker.app import app; print(app.conf.broker_url, app.conf.task_time_limit)"
    assert ask(asked, CUSTOMHOUSE_REDIS_URL=url).stdout.split() == [url, "60"]
