from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sarn.meetings"
    label = "meetings"

    def ready(self) -> None:
        from sarn.meetings import states  # noqa: F401 - registers the table
