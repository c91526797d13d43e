"""Refusals on pages: the sentence of the catalogue and its stable code, with the right status."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from sarnkit.problems import Problem

_PAGES = {403: "403.html", 404: "404.html"}


def page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The refusal as a page in the reader's language."""
    context = {"problem": problem.sentence(get_language() or "th"), "code": problem.code}
    return render(request, _PAGES.get(problem.status, "400.html"), context, status=problem.status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A known page that this role may not open (handler403)."""
    return page(request, Problem("access.forbidden"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that does not exist, or not for this person (handler404): the answer does not tell which."""
    return page(request, Problem("access.not-found"))


class ProblemMiddleware:
    """Turns a Problem that a view let rise into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a Problem; other faults go on to become a 500."""
        return page(request, exception) if isinstance(exception, Problem) else None
