"""The phones' side of the house: everything below `/v1/`.

Phones carry no session, no cookie and no language choice, and ODK Collect shows a person the
message of an answer only if it is an OpenRosaResponse. So this middleware stands before sessions,
calls the view itself, and turns every refusal and every fault into such a document.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.http import http_date

from sarnkit.openrosa import CONTENT_TYPE, response
from sarnkit.problems import Problem

PREFIX = "/v1/"
log = logging.getLogger("sarn.collection")
# No room, or nobody can write: the phone keeps its copy and comes again.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}


class PhoneMiddleware:
    """Answers requests below `/v1/` without sessions; lets all others through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        answer = _answer(request)
        answer.headers.setdefault("X-OpenRosa-Version", "1.0")
        answer.headers["Date"] = http_date()
        answer.headers.setdefault("Cache-Control", "no-store")
        if request.method == "HEAD" and answer.status_code != 204:
            answer.headers["Content-Length"] = str(len(answer.content))
            answer.content = b""
        return answer


def _answer(request: HttpRequest) -> HttpResponse:
    try:
        match = resolve(request.path_info, settings.ROOT_URLCONF)
        request.resolver_match = match
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return answer
    except Problem as problem:
        return refusal(problem)
    except Http404:
        return refusal(Problem("collection.unknown-address"))
    except (DisallowedHost, RequestDataTooBig, SuspiciousOperation):
        log.warning("suspicious request", exc_info=True)
        return refusal(Problem("collection.unknown-address"), status=400)
    except (OperationalError, InterfaceError):
        log.exception("the database does not take writes")
        return _later()
    except OSError as fault:
        log.exception("the disk does not take writes")
        return _later() if fault.errno in _FULL else refusal(Problem("collection.fault"))
    except Exception:
        log.exception("fault in a view for phones")
        return refusal(Problem("collection.fault"))


def refusal(problem: Problem, *, status: int | None = None) -> HttpResponse:
    """The Problem as an OpenRosaResponse in Thai, the language of those who hold the phones."""
    answer = HttpResponse(
        response(problem.sentence("th"), nature=f"error {problem.code}"),
        status=status or problem.status,
        content_type=CONTENT_TYPE,
    )
    if answer.status_code == 401:
        answer.headers["WWW-Authenticate"] = 'Basic realm="Sarn", charset="UTF-8"'
    return answer


def _later() -> HttpResponse:
    answer = refusal(Problem("collection.busy"))
    answer.headers["Retry-After"] = "60"
    return answer
