from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class AccessConfig(AppConfig):
    name = "sarn.access"
    label = "access"

    def ready(self) -> None:
        from sarn.access.checks import check_models

        checks.register(check_models, checks.Tags.models)
