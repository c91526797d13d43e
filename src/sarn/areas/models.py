"""The tree of areas: country, cluster, province, amphoe, tambon, village, khum.

The official code is text, has dates and can be given to another area later, so that rows are known by
their own key; `path` strings the codes from the country down and ends with a dot.
"""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q

from sarn.access.models import AreaPathField
from sarnkit import clock
from sarnkit.uid import uuid7

LEVELS = ("country", "cluster", "province", "amphoe", "tambon", "village", "khum")
KINDS = (*LEVELS, "khet", "khwaeng")

_PREFIX = {
    "province": "จังหวัด",
    "amphoe": "อำเภอ",
    "tambon": "ตำบล",
    "khet": "เขต",
    "khwaeng": "แขวง",
    "khum": "คุ้ม",
    "village": "บ้าน",
}


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas; a public reference, therefore without a scope."""

    def current(self, on: datetime.date | None = None) -> AreaQuerySet:
        """Areas that exist on the day (today in Thailand if none is given)."""
        day = on or clock.today()
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def of_level(self, level: str) -> AreaQuerySet:
        """Areas of one level, e.g. "tambon" (khwaeng included)."""
        return self.filter(level=level)

    def under(self, path: str) -> AreaQuerySet:
        """The area of this path and everything below it."""
        return self.filter(path__within=path)

    def get_current(self, code: str, on: datetime.date | None = None) -> Area:
        """The area that carries the code on the day; raises Area.DoesNotExist."""
        return self.current(on).get(code=code)


class Area(models.Model):
    """One area under one code for one span of time, `valid_from` ≤ day < `valid_to`."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=20)
    level = models.CharField(max_length=10, choices=[(level, level) for level in LEVELS])
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, default="", blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # หมู่ที่
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = AreaPathField(db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    has_boundary = models.BooleanField(default=False)
    source = models.CharField(max_length=60, default="", blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="area_code_once_today"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="area_code_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="area_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(level="country") ^ Q(parent__isnull=False), name="area_has_parent"
            ),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="area_level_known"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="area_kind_known"),
        ]
        indexes = [models.Index(fields=["level", "code"], name="area_level_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name_th} {self.valid_from}"

    def display(self, language: str = "th") -> str:
        """The name as people say it: «บ้านหนองน้ำใส ม.4», «ตำบลห้วยสาธิต»; English: the bare name."""
        if language != "th" and self.name_en:
            return f"{self.name_en} Mu {self.number}" if self.number is not None else self.name_en
        prefix = "" if self.code == "10" else _PREFIX.get(self.kind, "")
        bare = self.name_th.startswith(prefix) or self.name_th.startswith("ชุมชน")
        name = self.name_th if bare else prefix + self.name_th
        return f"{name} ม.{self.number}" if self.number is not None else name

    def descendants(self) -> AreaQuerySet:
        """Every area below this one that exists today, itself left out."""
        return Area.objects.under(self.path).current().exclude(pk=self.pk)

    def ancestors(self) -> list[Area]:
        """From the country down to the parent, as the tree stood when this row was made."""
        found: list[Area] = []
        above = self.parent
        while above is not None:
            found.insert(0, above)
            above = above.parent
        return found


def path_of(code: str) -> str | None:
    """The path of the area that carries the code today, None if there is none."""
    return Area.objects.current().filter(code=code).values_list("path", flat=True).first()
