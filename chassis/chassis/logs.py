"""Structured logs: one JSON object a line on standard output."""

import logging.config
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from chassis import request_id


@contextmanager
def _not_found(module: str) -> Iterator[None]:
    """While this lasts, whoever tries to import the module does without; one that is there stays."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


# It imports rich where tests have brought it: 4 MB in each process, for the colours of tracebacks.
with _not_found("rich"):
    import structlog


def add_request_id(logger, method_name, event):
    if request_id.current():
        event.setdefault("request_id", request_id.current())
    return event


def configure(service: str, level: str) -> None:
    def add_service(logger, method_name, event):
        event["service"] = service
        return event

    shared = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_request_id,
        add_service,
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                }
            },
            "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stdout"], "level": level},
            # Django would repeat on its own what the access line already says.
            "loggers": {"django.request": {"level": "CRITICAL"}, "django.server": {"level": "WARNING"}},
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
