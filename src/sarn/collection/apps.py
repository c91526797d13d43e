from __future__ import annotations

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "sarn.collection"
    label = "collection"

    def ready(self) -> None:
        from sarn.collection.invited import households_of
        from sarn.meetings import invited

        invited.set_counter(households_of)
