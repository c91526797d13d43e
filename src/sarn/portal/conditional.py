"""Answers that a reader's machine may keep and ask about again: ETag, Last-Modified, 304."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from sarnkit import clock


def answer(
    request: HttpRequest,
    content: bytes,
    content_type: str,
    *,
    changed_at: datetime | None = None,
    minutes: int = 0,
) -> HttpResponse:
    """The content with its hash as ETag, or 304 where the asker has it already.

    Last-Modified knows whole seconds only: while the second of the last change is not over it is left out, as an
    answer given now could be outdated under the same date. `minutes`: for how long nobody need ask again.
    """
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["Cache-Control"] = f"public, max-age={minutes * 60}" + ("" if minutes else ", must-revalidate")
    stamp = None
    if changed_at is not None and clock.now() - changed_at > timedelta(seconds=2):
        stamp = int(changed_at.timestamp())
        response["Last-Modified"] = http_date(stamp)
    found = get_conditional_response(request, etag=etag, last_modified=stamp, response=response)
    assert isinstance(found, HttpResponse)  # noqa: S101 - what was given or a 304
    return found
