"""People who sign in, their dated roles in an area, and the tokens of phones."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from sarn.access import policy
from sarn.access.models import Scoped, ScopedManager
from sarn.areas.models import Area
from sarnkit import clock
from sarnkit.uid import uuid7


class User(AbstractUser):
    """A person who signs in; what she may see comes from her grants alone."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)

    @property
    def actor(self) -> str:
        """The person as the audit log names her."""
        return f"person:{self.get_username()}"


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Grants, present and past."""

    def on(self, day: datetime.date | None = None) -> RoleGrantQuerySet:
        """Grants in force on the day (today in Thailand if none is given)."""
        day = day or clock.today()
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class RoleGrant(models.Model):
    """A role of a person in an area, `valid_from` ≤ day < `valid_to`."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role, role) for role in policy.GRANTABLE])
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20, default="", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area", "duty"], condition=Q(valid_to=None), name="grant_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(role__in=policy.GRANTABLE), name="grant_role_known"),
            models.CheckConstraint(condition=Q(duty__in=("", *policy.DUTIES)), name="grant_duty_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.uid}"


class DeviceToken(Scoped):
    """What one phone may send: to one area, one programme, these forms. Only its hash is kept."""

    data_class = "token"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=80)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    programme_id = models.PositiveIntegerField(default=1)
    form_ids = models.JSONField(default=list, blank=True)  # [] means every form of the programme
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=120)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)

    objects = ScopedManager["DeviceToken"]()

    class Meta(Scoped.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.name} {self.uid}"

    def is_live(self, now: datetime.datetime) -> bool:
        """Whether the token opens the door at this moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
