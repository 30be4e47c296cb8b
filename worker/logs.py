"""How the service logs: one fact a line, JSON unless a person is looking."""

import sys
from typing import TextIO

import structlog


def configure_logs(*, as_json: bool | None, stream: TextIO | None = None) -> None:
    """Set structlog up for this process.

    Args:
        as_json: True or False; None: JSON unless standard error is a terminal.
        stream: where to, standard error if not given.
    """
    readable = sys.stderr.isatty() if as_json is None else not as_json
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if readable else structlog.processors.JSONRenderer()
    )
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if not readable:
        processors.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*processors, renderer],
        logger_factory=structlog.WriteLoggerFactory(file=stream or sys.stderr),
        cache_logger_on_first_use=True,
    )
