from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class WorkflowConfig(AppConfig):
    name = "sarn.workflow"
    label = "workflow"

    def ready(self) -> None:
        from sarn.workflow.checks import check_tables

        checks.register(check_tables, checks.Tags.models)
