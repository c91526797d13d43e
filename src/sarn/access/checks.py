"""System checks that hold every scoped model to the rules which make the scope tight.

They run at each start, `check` and `migrate`, so that a model which forgot one never goes live.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db import models

from sarn.access import policy
from sarn.access.models import Scoped, ScopedManager


def scoped_models() -> list[type[Scoped]]:
    """Every concrete scoped model of the project."""
    return [model for model in apps.get_models() if issubclass(model, Scoped)]


def check_models(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """All checks of this module over all models."""
    found: list[CheckMessage] = []
    for model in apps.get_models(include_auto_created=True):
        found += _scoped(model) if issubclass(model, Scoped) else _unscoped(model)
    return found


def _scoped(model: type[Scoped]) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    meta, label = model._meta, model._meta.label
    managers = [*meta.managers, meta.base_manager, meta.default_manager]
    if not all(isinstance(manager, ScopedManager) for manager in managers):
        found.append(
            Error(
                f"{label} has a manager outside the scope: let Meta inherit Scoped.Meta",
                obj=model,
                id="access.E001",
            )
        )
    if getattr(model, "data_class", None) not in policy.DATA_CLASSES:
        found.append(
            Error(f"{label}.data_class is not in access.policy.DATA_CLASSES", obj=model, id="access.E002")
        )
    for field in meta.get_fields(include_hidden=True):
        if isinstance(field, models.ManyToManyField):
            found.append(Error(f"{label}.{field.name}: its table has no scope", obj=model, id="access.E003"))
        if isinstance(field, models.ForeignKey) and _opens_back(field):
            found.append(
                Error(
                    f'{label}.{field.name} opens a way back: give it related_name="+"',
                    obj=model,
                    id="access.E004",
                )
            )
    return found


def _opens_back(field: models.ForeignKey[Any, Any]) -> bool:
    """Whether an unscoped model could reach the rows through this key."""
    return not issubclass(field.related_model, Scoped) and not field.remote_field.hidden


def _unscoped(model: type[models.Model]) -> list[CheckMessage]:
    return [
        Error(
            f"{model._meta.label}.{field.name} joins a scoped model without a scope",
            obj=model,
            id="access.E005",
        )
        for field in model._meta.get_fields()
        if isinstance(field, (models.ForeignKey, models.ManyToManyField))
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, Scoped)
    ]
