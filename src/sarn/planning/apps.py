from __future__ import annotations

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "sarn.planning"
    label = "planning"

    def ready(self) -> None:
        from sarn.planning import nodes, states  # noqa: F401 - the tables register themselves

        nodes.register()
