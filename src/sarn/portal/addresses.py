"""Whole addresses of this node, for feeds, sharing and the calendars of others."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def origin(request: HttpRequest) -> str:
    """«https://data.example.org»: as the operator named it, else as the reader asked."""
    named: str = settings.SARN_ORIGIN
    return named or f"{request.scheme}://{request.get_host()}"


def whole(request: HttpRequest, path: str) -> str:
    """The path with the node's name before it."""
    return origin(request) + path
