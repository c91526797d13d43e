"""The links of the evidence thread: one row an arrow, added and never changed.

A row holds kinds and uids, who drew it, when and why: no title, no figure, no person's data. So links
carry no data class and are unscoped like the log; what stands at either end is asked of its own app,
which shows it or not (`thread.nodes`). The database itself refuses UPDATE and DELETE (migration 0001).
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from sarn.audit.models import AppendOnly
from sarn.thread.refs import Ref
from sarnkit.uid import uuid7


class LinkQuerySet(models.QuerySet[Any]):
    """Links and their ends; only adding and reading."""

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnly("links are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("links are never deleted: end them")

    def standing(self) -> LinkQuerySet:
        """Links that have not ended."""
        return self.filter(ending__isnull=True)


class _Added(models.Model):
    """A row that is only ever added."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    by = models.CharField(max_length=120)
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    objects = LinkQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("links are never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("links are never deleted: end them")


class Link(_Added):
    """An arrow from a cause to what follows from it. Written by `thread.links.join` alone.

    `share` is the part of the source that goes into the target, in basis points (10000 = whole);
    `meeting_uid` the forum that decided; `turn` counts how often this arrow has been drawn, so that an
    ended one can be drawn again and two drawn at once cannot both stand.
    """

    from_type = models.CharField(max_length=40)
    from_uid = models.UUIDField()
    to_type = models.CharField(max_length=40)
    to_uid = models.UUIDField()
    relation = models.CharField(max_length=40)
    turn = models.PositiveSmallIntegerField(default=1)
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    meeting_uid = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_uid", "from_type", "to_uid", "to_type", "relation", "turn"],
                name="thread_link_once_a_turn",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__range=(1, 10000)), name="thread_link_share"
            ),
        ]
        # Both hold every column that a step of a walk reads, so that a step never leaves the index.
        indexes = [
            models.Index(
                fields=["from_uid", "from_type", "to_uid", "to_type", "id"], name="thread_link_down"
            ),
            models.Index(fields=["to_uid", "to_type", "from_uid", "from_type", "id"], name="thread_link_up"),
        ]

    def __str__(self) -> str:
        return f"{self.from_type} {self.from_uid} {self.relation} {self.to_type} {self.to_uid}"

    @property
    def source(self) -> Ref:
        """What the arrow comes from."""
        return Ref(self.from_type, self.from_uid)

    @property
    def target(self) -> Ref:
        """What the arrow goes to."""
        return Ref(self.to_type, self.to_uid)


class LinkEnd(_Added):
    """That a link holds no longer, from `at` on. Written by `thread.links.end` alone."""

    link = models.OneToOneField(Link, on_delete=models.PROTECT, related_name="ending")

    def __str__(self) -> str:
        return f"end of {self.link_id}"
