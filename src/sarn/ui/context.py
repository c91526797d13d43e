"""What every page needs beside its own matter: the menu, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext


@dataclass(frozen=True)
class MenuItem:
    """A line of the menu. `current` is true on the page it leads to."""

    label: str
    url: str
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu`, a list of MenuItem made from the setting SARN_MENU.

    SARN_MENU is a list of (English label, URL name), so that this app knows no other. A name that does
    not exist is left out of the page and reported by the system check `ui.W001`.
    """
    lines = list(settings.SARN_MENU)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        lines += settings.SARN_MENU_SIGNED_IN
    return {"menu": [item for item in _items(lines, request.path) if item is not None]}


def unknown_menu_names() -> list[str]:
    """URL names of SARN_MENU that lead nowhere."""
    lines = [*settings.SARN_MENU, *settings.SARN_MENU_SIGNED_IN]
    return [name for _label, name in lines if _address(name) is None]


def _items(lines: list[tuple[str, str]], path: str) -> list[MenuItem | None]:
    return [
        None if url is None else MenuItem(gettext(label), url, url == path)
        for label, name in lines
        for url in [_address(name)]
    ]


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
