"""One line of JSON for each request and event, with the secret part of a path masked.

The path of a phone carries its token (`/v1/key/<token>/…`): whoever reads a log must not be able to
submit with it. The text of a fault may quote an answer: a trace names the fault and where it rose, never
what it said.
"""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

# Also where the address is slightly wrong: whatever is as long as a token is taken for one.
_TOKEN = re.compile(r"((?<=/key/)[^/\s\"'?]+|[A-Za-z0-9_-]{40,})")
requests = logging.getLogger("sarn.request")


def masked(text: str) -> str:
    """The text with every path token replaced by three dots."""
    return _TOKEN.sub("…", text)


class JSONFormatter(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message and its extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": masked(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            kind, _, frames = record.exc_info
            line["fault"] = kind.__name__ if kind else ""
            line["trace"] = masked("".join(traceback.format_tb(frames)))
        return json.dumps(line, ensure_ascii=False, default=str)


class RequestLogMiddleware:
    """Log method, masked path, status and milliseconds of every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        requests.info(
            "request",
            extra={
                "fields": {
                    "method": request.method,
                    "path": masked(request.path),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - start) * 1000, 1),
                }
            },
        )
        return response


def configuration(level: str) -> dict[str, Any]:
    """Django's LOGGING: JSON lines on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "sarn.config.logs.JSONFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        # Django's own request log would print the unmasked path once more.
        "loggers": {"django.server": {"handlers": [], "propagate": False}},
    }
