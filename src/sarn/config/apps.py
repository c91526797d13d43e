from __future__ import annotations

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "sarn.config"
    label = "config"

    def ready(self) -> None:
        from sarn.config import checks  # noqa: F401
