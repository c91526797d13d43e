from __future__ import annotations

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "sarn.indicators"
    label = "indicators"

    def ready(self) -> None:
        from sarn.collection import rounds
        from sarn.indicators import effects, nodes, states  # noqa: F401 - the table registers itself
        from sarn.indicators.releases import released, stop_before_return

        rounds.opening.connect(stop_before_return, dispatch_uid="indicators.return")
        released.connect(effects.release_heard, dispatch_uid="indicators.effects")
        nodes.register_all()
