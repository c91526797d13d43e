"""The public site and the pages that mix subjects. Reads everything, nothing reads it."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "sarn.portal"
    label = "portal"

    def ready(self) -> None:
        from sarn.portal import states  # noqa: F401 - registers the tables
