"""Pages of people who sign in, beside those of allauth."""

from __future__ import annotations

from allauth.account import views as allauth_views
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from sarn.access.doors import public_door
from sarn.accounts.adapter import has_mail


@public_door("somebody who cannot sign in asks for help")
def password_reset(request: HttpRequest) -> HttpResponseBase:
    """Send a link, or, where the node has no mail server, say who can help."""
    if has_mail():
        answer: HttpResponseBase = allauth_views.password_reset(request)
        return answer
    return render(request, "accounts/password_help.html")
