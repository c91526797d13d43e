"""Programmes, forms and their versions; submissions as they came; records made from them; rounds.

What came is kept verbatim and only ever added to (`Submission`, `SubmissionVersion`,
`SubmissionFile`, `Quarantine`). What is made from it (`Extraction`, `Record`) can be thrown away
and made again.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from sarn.access.models import Scoped, ScopedManager
from sarn.areas.models import Area
from sarnkit.uid import uuid7


class Programme(models.Model):
    """One collecting body; its small number is the `projects/<id>` of the phones' address."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.id} {self.name}"


class FormDef(models.Model):
    """A form by its XForm id within a programme; its versions hold the content."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="forms")
    xml_form_id = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "xml_form_id"], name="form_id_once_a_programme")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.xml_form_id}"


class FormVersion(models.Model):
    """What was published under one version, for ever the same bytes."""

    OPEN = "open"  # listed, takes submissions
    CLOSING = "closing"  # not listed any more, still takes what phones hold
    CLOSED = "closed"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    form = models.ForeignKey(FormDef, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=500)
    xform = models.BinaryField()
    md5 = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    source = models.BinaryField(blank=True, default=b"")  # the XLSForm, where there was one
    source_name = models.CharField(max_length=255)
    schema = models.JSONField()  # sarnkit.openrosa.FormSchema, with the personal tags given at publishing
    warnings = models.JSONField(default=list)  # of the conversion
    state = models.CharField(max_length=10, default=OPEN)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="version_once_a_form")]

    def __str__(self) -> str:
        return f"{self.form_id}@{self.version}"


class FormAttachment(models.Model):
    """A file that a form version names; the server writes the two lists, people bring the rest."""

    FILE = "file"
    VILLAGE_LIST = "village_list"
    HOUSE_LIST = "house_list"

    form_version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20, default=FILE)
    blob = models.CharField(max_length=64, blank=True, default="")  # sha256; "" while nobody brought it
    md5 = models.CharField(max_length=32, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form_version", "name"], name="attachment_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.form_version_id}/{self.name}"


class Submission(Scoped):
    """One filled form through all its edits.

    `area_path` is the token's until extraction finds a narrower place inside it. `extracted` is the
    number of the extractor that has read the current version, 0 for none yet: what is due is a
    query over this column, which intake sets in the transaction that brings new bytes.
    """

    data_class = "submission"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    form = models.ForeignKey(FormDef, on_delete=models.PROTECT, related_name="+")
    instance_id = models.CharField(max_length=255)
    current = models.ForeignKey(
        "SubmissionVersion", on_delete=models.PROTECT, null=True, related_name="current_of"
    )
    review_state = models.CharField(max_length=20, default="received")  # received | has_issues | edited
    household_uid = models.UUIDField(null=True, db_index=True)
    extracted = models.PositiveSmallIntegerField(default=0, db_index=True)

    objects = ScopedManager["Submission"]()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["form", "instance_id"], name="instance_once_a_form")]

    def __str__(self) -> str:
        return f"submission {self.uid}"


class SubmissionVersion(Scoped):
    """The bytes of one sending, never changed (a trigger refuses it)."""

    data_class = "submission"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    form = models.ForeignKey(FormDef, on_delete=models.PROTECT, related_name="+")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    instance_id = models.CharField(max_length=255)
    deprecated_id = models.CharField(max_length=255, blank=True, default="")
    xml = models.BinaryField()
    xml_sha256 = models.CharField(max_length=64)
    token_uid = models.UUIDField(null=True)
    device_id = models.CharField(max_length=255, blank=True, default="")
    user_agent = models.CharField(max_length=255, blank=True, default="")
    received_at = models.DateTimeField(db_index=True)
    via = models.CharField(max_length=20, default="openrosa")

    objects = ScopedManager["SubmissionVersion"]()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["form", "instance_id"], name="version_instance_once_a_form"),
            models.UniqueConstraint(fields=["submission", "number"], name="version_number_once_a_submission"),
        ]

    def __str__(self) -> str:
        return f"version {self.uid}"


class SubmissionFile(Scoped):
    """A file that came with a version; other bytes under the same name are another row."""

    data_class = "submission"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.ForeignKey(SubmissionVersion, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)  # cleaned and in NFC
    name_original = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    mime = models.CharField(max_length=100, blank=True, default="")
    expected = models.BooleanField(default=True)  # whether the answers name it
    received_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager["SubmissionFile"]()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "name", "sha256"], name="file_bytes_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.uid})"


class Quarantine(Scoped):
    """What was refused after its sender was known: the whole body and why, for a person to look at."""

    data_class = "submission"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    reason = models.CharField(max_length=60)  # code of the Problem
    detail = models.CharField(max_length=500, blank=True, default="")
    headers = models.JSONField(default=dict)
    body = models.CharField(max_length=64)  # sha256 in the blob store
    size = models.PositiveBigIntegerField(default=0)
    form_id = models.CharField(max_length=255, blank=True, default="")
    instance_id = models.CharField(max_length=255, blank=True, default="")
    token_uid = models.UUIDField(null=True)
    received_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager["Quarantine"]()

    class Meta(Scoped.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.reason} ({self.uid})"


class Extraction(Scoped):
    """How the reading of one version went. `digest` names what came out, whatever day it was read."""

    data_class = "record"

    OK = "ok"
    FLAGGED = "flagged"  # read, but something needs a look
    ERROR = "error"  # could not be read; the bytes stay, the other submissions go on

    version = models.OneToOneField(SubmissionVersion, on_delete=models.CASCADE, related_name="extraction")
    extractor = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10)
    errors = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True, default="")
    round_code = models.CharField(max_length=20, blank=True, default="")
    outcome = models.CharField(max_length=30, blank=True, default="")  # of the visit
    countable = models.BooleanField(default=False)  # brought answers, in the round, place beyond doubt
    at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager["Extraction"]()

    class Meta(Scoped.Meta):
        pass

    def __str__(self) -> str:
        return f"extraction of {self.version_id}: {self.status}"


class Record(Scoped):
    """One row: the answers of a household, or of one repeat instance in it; never a personal one.

    `data` maps path to text verbatim ("" is empty, an absent path is missing); `typed` holds the
    numbers, dates and lists read from it; `faults` names what could not be read. `counted` is false
    where the visit brought no answers, the area is in doubt, or a later submission of the same
    household in the round stands for it.
    """

    data_class = "record"

    version = models.ForeignKey(SubmissionVersion, on_delete=models.CASCADE, related_name="records")
    form = models.ForeignKey(FormDef, on_delete=models.PROTECT, related_name="+")
    table_path = models.CharField(max_length=500)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    ordinal = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=64, db_index=True)
    parent_key = models.CharField(max_length=64, blank=True, default="")
    data = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)
    counted = models.BooleanField(default=True)
    village_code = models.CharField(max_length=20, blank=True, default="")
    round_code = models.CharField(max_length=20, blank=True, default="")

    objects = ScopedManager["Record"]()

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=["round_code", "form", "village_code"], name="record_of_round_village")
        ]

    def __str__(self) -> str:
        return f"{self.table_path} {self.key}"


class Round(models.Model):
    """One collection of a programme: «2569» asks about the reference year 2025 (CE)."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    form_def = models.ForeignKey(FormDef, on_delete=models.PROTECT, related_name="rounds")
    reference_year = models.SmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="round_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.code


class VillageRound(Scoped):
    """A round in one village: open → collecting → closed → checked (`collection.rounds.STATES`)."""

    data_class = "round"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="open")
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager["VillageRound"]()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["round", "area"], name="village_once_a_round")]

    def __str__(self) -> str:
        return f"village round {self.uid}"


class TargetHousehold(Scoped):
    """A household that the round wants to hear, and what became of the visit."""

    data_class = "round"

    village_round = models.ForeignKey(VillageRound, on_delete=models.CASCADE, related_name="targets")
    household_uid = models.UUIDField()
    outcome = models.CharField(max_length=30, blank=True, default="")  # "" until somebody went there
    outcome_at = models.DateTimeField(null=True)

    objects = ScopedManager["TargetHousehold"]()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["village_round", "household_uid"], name="target_once_a_round")
        ]

    def __str__(self) -> str:
        return f"target {self.household_uid}"
