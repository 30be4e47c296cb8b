"""How the service logs: one fact a line, JSON unless a person is looking."""

import logging
import sys
from typing import TextIO

import structlog
from structlog.typing import Processor


def configure_logs(*, as_json: bool | None, stream: TextIO | None = None) -> bool:
    """Set logging up for this process, and tell whether its lines are JSON.

    Args:
        as_json: True or False; None: JSON unless standard error is a terminal.
        stream: where to, standard error if not given.
    """
    readable = sys.stderr.isatty() if as_json is None else not as_json
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if readable else structlog.processors.JSONRenderer()
    )
    processors: list[Processor] = [
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
    _route_others(processors, renderer, stream or sys.stderr)
    return not readable


def _route_others(processors: list[Processor], renderer: Processor, stream: TextIO) -> None:
    """Have what libraries log and warn of look like our own lines."""
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*processors, structlog.stdlib.add_logger_name],
            processors=[remove, renderer],
        )
    )
    # Celery tells of every doorbell at a lower level.
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
