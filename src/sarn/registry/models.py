"""House, household, person, residence, personal answers, witnesses."""

from __future__ import annotations

from django.db import models

from sarn.access.models import Scoped, ScopedManager
from sarn.areas.models import Area
from sarn.registry import keys
from sarn.registry.fields import EncryptedField
from sarnkit.uid import uuid7


class House(Scoped):
    """A place with a house number in a village; its 11-digit code may be unknown."""

    data_class = "household"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    code = models.CharField(max_length=11, blank=True, default="")
    khum = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = ScopedManager["House"]()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="house_number_once_a_village")]

    def __str__(self) -> str:
        return f"{self.number} ({self.uid})"


class Household(Scoped):
    """Who keeps house at a house for a time (half-open dates); several may share a house."""

    data_class = "household"
    assigned_lookup = "uid"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="households")
    ordinal = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ScopedManager["Household"]()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["house", "ordinal"], name="household_ordinal_once_a_house"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="household_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"household {self.uid}"


class Person(Scoped):
    """A member of a household. Name and citizen ID are sealed."""

    data_class = "household"
    assigned_lookup = "household__uid"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="persons")
    ordinal = models.PositiveIntegerField()
    name = EncryptedField(blank=True, default="")
    citizen_id = EncryptedField(blank=True, default="")
    # thai | g (letter-prefixed code of the registration office) | the code of the reason for none | wrong
    citizen_id_class = models.CharField(max_length=20, blank=True, default="")
    citizen_id_index = models.CharField(max_length=64, blank=True, default="", db_index=True)
    sex = models.CharField(max_length=20, blank=True, default="")
    birth_year = models.SmallIntegerField(null=True, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    source_version_uid = models.UUIDField(db_index=True)
    source_path = models.CharField(max_length=500)

    objects = ScopedManager["Person"]()

    class Meta(Scoped.Meta):
        pass

    def __str__(self) -> str:
        return f"person {self.uid}"


class Residence(Scoped):
    """How and for how long a person belongs to a household: registered and present, away, …"""

    data_class = "household"
    assigned_lookup = "household__uid"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="residences")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="residences")
    kind = models.CharField(max_length=60, blank=True, default="")
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ScopedManager["Residence"]()

    class Meta(Scoped.Meta):
        pass

    def __str__(self) -> str:
        return f"residence {self.uid}"


class PersonalAnswer(Scoped):
    """An answer to a question tagged personal that no column above holds."""

    data_class = "household"
    assigned_lookup = "household__uid"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, null=True, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="answers")
    source_version_uid = models.UUIDField(db_index=True)
    path = models.CharField(max_length=500)
    ordinal = models.CharField(max_length=60, blank=True, default="")  # of its repeats, e.g. "2" or "2.1"
    value = EncryptedField()

    objects = ScopedManager["PersonalAnswer"]()

    class Meta(Scoped.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.path} ({self.uid})"


class Witness(Scoped):
    """One who bore witness to something of another app (named as a log does): the sealed name alone."""

    data_class = "household"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject_type = models.CharField(max_length=40)
    subject_uid = models.UUIDField(db_index=True)
    ordinal = models.PositiveSmallIntegerField()
    name = EncryptedField()

    objects = ScopedManager["Witness"]()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_uid", "ordinal"], name="witness_ordinal_once_a_subject"
            )
        ]

    def __str__(self) -> str:
        return f"witness {self.uid}"


keys.used_by(keys.CURRENT, Person._meta.db_table, "name", "citizen_id")
keys.used_by(keys.CURRENT, PersonalAnswer._meta.db_table, "value")
keys.used_by(keys.CURRENT, Witness._meta.db_table, "name")
keys.used_by("index", Person._meta.db_table, "citizen_id_index")
