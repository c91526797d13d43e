"""System checks that hold every table to the policy, so that no page offers what a door then refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from sarn.access import policy
from sarn.workflow import tables
from sarn.workflow.models import Stateful


def stateful_models() -> list[type[Stateful]]:
    """Every concrete model with states."""
    return [model for model in apps.get_models() if issubclass(model, Stateful)]


def check_tables(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Each model's table is registered, and each of its roles may write what it moves."""
    return [message for model in stateful_models() for message in _check(model)]


def _check(model: type[Stateful]) -> Iterator[CheckMessage]:
    if model.workflow_kind not in {one.kind for one in tables.registered()}:
        yield Error(f"the table of {model._meta.label} is not registered", obj=model, id="workflow.E001")
        return
    table = model.table
    for act in table.moves:
        for role in act.roles:
            if not policy.allows(role, model.data_class, "write", "welfare"):
                yield Error(
                    f"{table.event(act)}: {role} may not write {model.data_class}",
                    obj=model,
                    id="workflow.E002",
                )
