"""Pictures that people give: what is known of each. Its bytes lie in files (`pictures`)."""

from __future__ import annotations

from django.db import models

from sarnkit.uid import uuid7


class Picture(models.Model):
    """A photo as it is kept: upright, shrunk, without what the camera wrote into it.

    A picture has no area and no page of its own: it is seen through the report, activity or practice that
    shows it, whose view decides who may. `sha256` is of the kept bytes and names their file; two pictures with the
    same bytes share it.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes of the large one
    alt = models.CharField(max_length=300)
    taken_on = models.DateField(null=True, blank=True)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.uid} {self.width}×{self.height}"
