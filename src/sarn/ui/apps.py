from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks


class UiConfig(AppConfig):
    name = "sarn.ui"
    label = "ui"

    def ready(self) -> None:
        checks.register(menu_leads_somewhere, checks.Tags.urls)


def menu_leads_somewhere(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every line of the menu has an address."""
    from sarn.ui.context import unknown_menu_names

    return [
        checks.Warning(f"SARN_MENU names the URL {name!r}, which does not exist.", id="ui.W001")
        for name in unknown_menu_names()
    ]
