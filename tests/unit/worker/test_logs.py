"""Logs, in a process of their own: logging is one for all of a process."""

import json
import subprocess
import sys

SAY = """
import logging
import warnings
import structlog
from worker.logs import configure_logs
configure_logs(as_json=True)
structlog.get_logger().warning("ours.said", source="urn:t")
logging.getLogger("celery.worker").warning("theirs %s", "too")
logging.getLogger("celery.worker").info("each doorbell")
warnings.warn("take care", UserWarning)
try:
    raise ValueError("bad")
except ValueError:
    logging.getLogger("kombu").exception("broken")
"""


def test_every_line_is_json_whoever_said_it() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", SAY], capture_output=True, text=True, check=True
    )
    ours, theirs, warned, broken = [json.loads(line) for line in done.stderr.splitlines()]
    assert (ours["event"], ours["source"]) == ("ours.said", "urn:t")
    assert (theirs["event"], theirs["logger"]) == ("theirs too", "celery.worker")
    assert "take care" in warned["event"]
    assert "ValueError: bad" in broken["exception"]
