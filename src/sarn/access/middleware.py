"""Sets the scope of each request, and lets nothing through that has no door."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sarn.access import doors
from sarn.access.scope import PUBLIC, within

log = logging.getLogger("sarn.access")


class ScopeMiddleware:
    """A signed-in person works in her grants of today, everybody else in the public scope.

    The scope ends with the request: a streamed answer must have its rows before it starts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        signed_in = user is not None and user.is_authenticated
        with within(doors.scope_of_user(user) if signed_in else PUBLIC):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Refuse a view that nobody has put a door before: a fault of ours, not of the visitor."""
        if doors.door_of(view) is None:
            log.error("a view without a door", extra={"fields": {"path": request.path}})
            raise PermissionDenied
