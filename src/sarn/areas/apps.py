from __future__ import annotations

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "sarn.areas"
    label = "areas"

    def ready(self) -> None:
        from sarn.access import doors
        from sarn.areas.models import path_of

        doors.set_area_resolver(path_of)
