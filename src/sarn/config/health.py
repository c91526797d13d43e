"""Whether this node lives, and whether it is fit to take submissions."""

from __future__ import annotations

import shutil
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from sarn.access.doors import public_door
from sarn.collection import extraction
from sarn.config import heartbeat
from sarnkit.problems import Problem

DISK_LOW_PERCENT = 10
WORKER_SILENT_SECONDS = 60
LAG_LONG_SECONDS = 600


@public_door("says only that the process answers")
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@public_door("says only whether the parts work, never what they hold")
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, disk and worker are fit, otherwise 503; JSON with each part's state."""
    parts = {"database": _database(), "disk": _disk(), "worker": _worker()}
    ready = all(part["ok"] for part in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as fault:
        return {"ok": False, "said": type(fault).__name__}
    return {"ok": True, "vendor": connection.vendor}


def _disk() -> dict[str, Any]:
    usage = shutil.disk_usage(settings.SARN_HOME)
    free = round(100 * usage.free / usage.total, 1)
    if free >= DISK_LOW_PERCENT:
        return {"ok": True, "free_percent": free}
    problem = Problem("operation.disk-nearly-full", percent=free)
    return {"ok": False, "free_percent": free, "code": problem.code, "said": problem.sentence()}


def _worker() -> dict[str, Any]:
    silent = heartbeat.silent_seconds()
    if silent is None:
        return {"ok": False, "said": "no worker has run"}
    try:
        lag = extraction.lag_seconds()
    except DatabaseError:
        return {"ok": False, "said": "the database does not answer"}
    fit = silent < WORKER_SILENT_SECONDS and lag < LAG_LONG_SECONDS
    return {"ok": fit, "silent_seconds": round(silent, 1), "lag_seconds": round(lag, 1)}
