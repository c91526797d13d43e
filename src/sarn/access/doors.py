"""Doors: every view says which data class it shows, for which act, and where; here it is judged.

    @door("household", "read")                 # in the area whose code is the kwarg `code`
    @door("account", "write", area=None)       # wherever the person may; her rows are filtered
    @public_door("shows no data")              # for everybody, with the reason
    @token_door                                # phones: the view itself turns the token into a scope

Anonymous people are sent to sign in. A role that may never do it gets 403. One that may, but not here,
gets 404, as does an area that does not exist, so that the answer tells nothing about what is there.
Each refusal of a person is written to the audit log and stays, whatever becomes of the request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt

from sarn.access import policy
from sarn.access.models import Denied, Scoped
from sarn.access.scope import Scope, current
from sarn.audit import log

_SAFE = ["GET", "HEAD", "OPTIONS"]
View = Callable[..., HttpResponseBase]
Wrapper = Callable[[View], View]


@dataclass(frozen=True)
class Door:
    """What stands before a view: read by the tests and by the reference page."""

    kind: Literal["policy", "public", "token"]
    data_class: str = ""
    action: str = ""
    area: str | None = None
    reason: str = ""


def door(data_class: str, action: str, area: str | None = "code") -> Wrapper:
    """Open the view to those whom the policy allows this; `area` names the kwarg with the area code.

    Raises KeyError at import for a data class or action that the policy does not know.
    """
    if data_class not in policy.DATA_CLASSES or action not in policy.ACTIONS:
        raise KeyError(f"the policy knows no {data_class}.{action}")
    post = Door("policy", data_class, action, area)

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if action == "read" and request.method not in _SAFE:
                return HttpResponseNotAllowed(_SAFE)
            refused = _judge(request, post, kwargs)
            if refused is not None:
                return refused
            try:
                return view(request, *args, **kwargs)
            except Denied as denied:
                # The page was open and an act on it was not: the object is known, so 403.
                _trace(current(), post, request, 403, why=str(denied))
                raise PermissionDenied from denied

        return _mark(guarded, post)

    return wrap


def public_door(reason: str) -> Wrapper:
    """Open the view to everybody, because of the reason."""

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        return _mark(opened, Door("public", reason=reason))

    return wrap


def token_door(view: View) -> View:
    """Leave the judging to the view, which reads the token of a phone; no cookie, so no CSRF check."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return csrf_exempt(_mark(opened, Door("token")))


S = TypeVar("S", bound=Scoped)


def find(model: type[S], request: HttpRequest, **lookup: Any) -> S:
    """The row of a scoped model by a unique lookup, e.g. `uid=…`; Http404 where it is not for this reader.

    A row that exists and is not for a signed-in reader leaves an audit row; the answer is the same.
    """
    found: S | None = model.objects.filter(**lookup).first()
    if found is not None:
        return found
    scope = current()
    # A plain queryset on purpose: it tells that the row is there and where, and shows nothing of it.
    hidden: models.QuerySet[S] = models.QuerySet(model)
    path = hidden.filter(**lookup).values_list("area_path", flat=True).first()
    if path is not None and scope.kind == "person":
        _trace(scope, Door("policy", model.data_class, "read"), request, 404, path=path)
    raise Http404


def behind(patterns: Iterable[URLPattern | URLResolver], wrapper: Wrapper) -> list[URLPattern | URLResolver]:
    """The URL patterns of a library, each of its views behind the same door."""
    found = list(patterns)
    for pattern in found:
        if isinstance(pattern, URLResolver):
            behind(pattern.url_patterns, wrapper)
        elif door_of(pattern.callback) is None:
            pattern.callback = wrapper(pattern.callback)
    return found


def door_of(view: Any) -> Door | None:
    """The door of a view, None where it has none: then nobody gets in."""
    found = getattr(view, "door", None)
    return found if isinstance(found, Door) else None


def _mark(view: View, post: Door) -> View:
    view.door = post  # type: ignore[attr-defined]
    return view


# What the apps above tell us at start; this app knows neither areas nor people.
_area_path: Callable[[str], str | None] = lambda code: None  # noqa: E731
_scope_of_user: Callable[[Any], Scope] | None = None


def set_area_resolver(resolver: Callable[[str], str | None]) -> None:
    """Told by `areas`: how a code becomes the path of today's area, None if there is none."""
    global _area_path
    _area_path = resolver


def set_grants_reader(reader: Callable[[Any], Scope]) -> None:
    """Told by `accounts`: how a signed-in user becomes a scope."""
    global _scope_of_user
    _scope_of_user = reader


def area_path_of(code: str) -> str | None:
    """The path of the area that carries the code today."""
    return _area_path(code)


def scope_of_user(user: Any) -> Scope:
    """The scope of a signed-in user: her grants of today."""
    if _scope_of_user is None:
        raise RuntimeError("no app has said how to read grants: access.doors.set_grants_reader")
    return _scope_of_user(user)


def _judge(request: HttpRequest, post: Door, kwargs: dict[str, Any]) -> HttpResponseBase | None:
    scope = current()
    everybody = policy.allows("public", post.data_class, post.action)
    if scope.kind == "public" and not everybody:
        return redirect_to_login(request.get_full_path())
    if not policy.can_ever(scope, post.data_class, post.action):
        _trace(scope, post, request, 403)
        raise PermissionDenied
    if post.area is None:
        return None
    given = str(kwargs[post.area])
    code = _printable(given)[:40]
    path = area_path_of(code) if code == given else None  # the view asks for the code as it was given
    if path is not None and policy.may_enter(scope, post.data_class, post.action, path):
        return None
    if not everybody:  # nobody was kept from anything where a public page does not exist
        _trace(scope, post, request, 404, path=path or "", code=code)
    raise Http404


def _printable(text: str) -> str:
    """The text without control characters, which PostgreSQL does not store."""
    return "".join(letter for letter in text if letter.isprintable())


def _trace(
    scope: Scope, post: Door, request: HttpRequest, status: int, path: str = "", **detail: str
) -> None:
    log.deny(
        "access.denied",
        by=scope.actor,
        object_type=post.data_class,
        area_path=path,
        act=post.action,
        status=status,
        method=request.method or "",
        page=_printable(request.path)[:200],
        **detail,
    )
