"""Where a person lands after signing in: the place where she has work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from sarn.access.doors import public_door
from sarn.access.scope import current


@public_door("shows nothing itself: sends people on to the page of their own area, others to the front page")
def mine(request: HttpRequest) -> HttpResponseRedirect:
    """The page of the area of the person's first grant; without one, the front page."""
    codes = [grant.area_path.rstrip(".").rpartition(".")[2] for grant in current().grants if grant.area_path]
    return redirect("portal:area", codes[0]) if codes else redirect("portal:front")
