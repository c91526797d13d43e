"""Who did what: one row an event, written once and never changed.

Actor and object are named as text, with no foreign keys: the log blocks nothing, cascades nothing and
outlives what it describes. The database itself refuses UPDATE and DELETE (migration 0001).
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from sarnkit.uid import uuid7


class AppendOnly(TypeError):
    """Something tried to change or delete an event."""


class EventQuerySet(models.QuerySet["Event"]):
    """Events; only adding and reading."""

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnly("events are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("events are never deleted")


class Event(models.Model):
    """One act or one refusal."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=120, db_index=True)
    action = models.CharField(max_length=80, db_index=True)
    object_type = models.CharField(max_length=80, default="", blank=True)
    object_uid = models.CharField(max_length=80, default="", blank=True)
    area_path = models.CharField(max_length=80, default="", blank=True, db_index=True)
    detail = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_uid"], name="audit_event_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.action} {self.uid}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("events are never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("events are never deleted")
