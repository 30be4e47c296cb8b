"""Logs of the rooms below, kept away from what a command prints."""

import logging
import sys


def quiet_logs() -> None:
    """Keep the rooms below from logging what the command says itself; warnings come through."""
    # Where nothing was imported that logs, nothing need be imported to keep it quiet.
    structlog = sys.modules.get("structlog")
    if structlog is None:
        return
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        # Asked for anew each time: standard error may be bound to something else by then.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
