"""News reports with their photos, and the events of the calendar."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sarn.areas.models import Area
from sarn.documents.models import Picture
from sarn.workflow.models import Part, PartManager, Stateful, StatefulManager
from sarnkit.uid import uuid7


class NewsReport(Stateful):
    """A report by a named author, about one area.

    `author_name` and `author_role` are how the author wants to be called in public; `written_by` is who typed
    it (an actor of the log) and is never shown. `slug` is its address for good: the title may change later.
    """

    data_class = "news"
    workflow_kind: ClassVar[str] = "news"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    slug = models.CharField(max_length=100, unique=True, editable=False)
    title = models.CharField(max_length=160)
    place = models.CharField(max_length=160)
    happened_on = models.DateField()
    author_name = models.CharField(max_length=120)
    author_role = models.CharField(max_length=120, blank=True, default="")
    lead = models.CharField(max_length=400)
    body = models.TextField()  # Markdown as typed; `markup.as_html` makes it safe
    written_by = models.CharField(max_length=120, editable=False)
    written_at = models.DateTimeField(editable=False)
    returned_because = models.TextField(blank=True, default="", editable=False)
    published_at = models.DateTimeField(null=True, editable=False)  # the first time
    published_by = models.CharField(max_length=120, blank=True, default="", editable=False)
    corrected_at = models.DateTimeField(null=True, editable=False)
    correction = models.CharField(max_length=400, blank=True, default="", editable=False)  # what was wrong

    objects = StatefulManager["NewsReport"]()

    class Meta(Stateful.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("written_by")), name="news_four_eyes"
            ),
        ]
        indexes = [models.Index(fields=["state", "-published_at"], name="news_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("portal:report", kwargs={"slug": self.slug})


class NewsPhoto(Part):
    """A photo of a report. The words about it are the picture's; that the people on it agree was said by `consent_by`."""

    data_class = "news"
    whole = "report"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    report = models.ForeignKey(NewsReport, models.CASCADE, related_name="photos")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    consent_by = models.CharField(max_length=120)

    objects = PartManager["NewsPhoto"]()

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(consent_by=""), name="news_photo_with_consent"),
        ]
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.order}"


class CalendarEvent(Stateful):
    """An event of one area. What takes whole days begins and ends at midnight of Thailand, the end left out.

    `sequence` counts the changes since it was published, and `changed_at` rises by whole seconds with each, so
    that every calendar that subscribes takes the newest.
    """

    data_class = "news"
    workflow_kind: ClassVar[str] = "event"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    place = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField(default=False)
    description = models.TextField(blank=True, default="")
    organiser = models.CharField(max_length=160)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(editable=False)
    cancelled_because = models.TextField(blank=True, default="", editable=False)
    written_by = models.CharField(max_length=120, editable=False)

    objects = StatefulManager["CalendarEvent"]()

    class Meta(Stateful.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="event_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["opened", "starts_at"], name="event_by_start")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("portal:event", kwargs={"uid": self.uid})

    @property
    def cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.state == "cancelled"


class FormerTime(Part):
    """When and where an event was to be before it was moved."""

    data_class = "news"
    whole = "event"

    event = models.ForeignKey(CalendarEvent, models.CASCADE, related_name="former")
    sequence = models.PositiveIntegerField()  # of the event as it stood then
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField(default=False)
    place = models.CharField(max_length=160)
    moved_at = models.DateTimeField()

    objects = PartManager["FormerTime"]()

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["event", "sequence"], name="former_time_once")]
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.sequence}"
