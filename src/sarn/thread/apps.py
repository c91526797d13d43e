from __future__ import annotations

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "sarn.thread"
    label = "thread"
