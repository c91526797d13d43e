"""Taking in a submission: files made durable, then one transaction, and only then the answer 201.

What decides whether something was sent before is a unique constraint, never a look beforehand: ten
phones that send the same record at once leave one row. The bytes are kept verbatim and compared by
their SHA-256.

    nothing with this id yet          →  new submission
    same id, same bytes, current      →  accepted again, files that are missing are added;
                                         also when the form was closed or the token narrowed since
    same id, other bytes              →  409 `collection.conflict`
    same id, replaced since           →  409 `collection.replaced`
    replaces the current version      →  next version
    replaces an older version         →  409 `collection.replaced`
    replaces what is not here         →  404 `collection.unknown-original`

Who calls this must keep what is refused (`collection.quarantine`). An accepted submission is its own
trace: no audit event is written for it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from sarn.access import scope
from sarn.accounts.models import DeviceToken
from sarn.collection import blobs, rows
from sarn.collection.models import FormDef, FormVersion, Submission, SubmissionFile, SubmissionVersion
from sarnkit import clock
from sarnkit.openrosa import Part, Parts, SubmissionHead
from sarnkit.problems import Problem
from sarnkit.uid import uuid7

_ONCE = ("form_id", "instance_id")


@dataclass(frozen=True)
class Sender:
    """What the request told about the phone, cut to what the columns hold."""

    device_id: str = ""
    user_agent: str = ""
    via: str = "openrosa"


@dataclass(frozen=True)
class Receipt:
    """The submission that the bytes belong to, and whether they were new."""

    submission_id: int
    version_id: int
    new: bool


@dataclass(frozen=True)
class _Arrival:
    token: DeviceToken
    head: SubmissionHead
    xml: bytes
    sha256: str
    files: Sequence[Part]
    sender: Sender
    now: datetime
    form_id: int
    form_version_id: int


def accept(
    token: DeviceToken,
    head: SubmissionHead,
    parts: Parts,
    *,
    sender: Sender | None = None,
    now: datetime | None = None,
) -> Receipt:
    """Store a whole, well-formed submission. When this returns, it is on the disk.

    Raises Problem `collection.*` (see above, and unknown or closed form); then nothing is stored
    but files that nothing mentions.
    """
    form_id, form_version_id, refused = _form(token, head)
    xml = parts.xml.read()
    sha256 = hashlib.sha256(xml).hexdigest()
    # A phone that lost our first answer must hear 201 and clear its copy, whatever became of the form since.
    if refused and not _is_here(form_id, head.instance_id, sha256):
        raise refused
    for part in parts.files:
        with part.open() as stream:
            blobs.store_stream(stream, sha256=part.sha256, size=part.size)
    arrival = _Arrival(
        token=token,
        head=head,
        xml=xml,
        sha256=sha256,
        files=parts.files,
        sender=sender or Sender(),
        now=now or clock.now(),
        form_id=form_id,
        form_version_id=form_version_id,
    )
    with _turn():
        if head.deprecated_id:
            return _accept_edit(arrival)
        return _accept_new(arrival)


# SQLite has one writer; who waits for it sleeps and looks again. Threads of one process that wait here
# instead are woken in turn and spend nothing. Other processes still meet at the database itself.
_one_at_a_time = threading.Lock()


def _turn() -> AbstractContextManager[object]:
    return _one_at_a_time if connection.vendor == "sqlite" else nullcontext()


def _form(token: DeviceToken, head: SubmissionHead) -> tuple[int, int, Problem | None]:
    """Keys of form and version that the submission names, and why it takes nothing new from this token."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND_FORM, [token.programme_id, head.form_id, head.version])
        found = cursor.fetchone()
    if found is None:
        known = FormDef.objects.filter(programme_id=token.programme_id, xml_form_id=head.form_id).exists()
        if known:
            raise Problem("collection.unknown-version", form=head.form_id, version=head.version)
        raise Problem("collection.unknown-form", form=head.form_id)
    version_id, form_id, state = found
    refused = None
    if token.form_ids and head.form_id not in token.form_ids:
        refused = Problem("collection.form-not-allowed", form=head.form_id)
    elif state == FormVersion.CLOSED:
        refused = Problem("collection.closed-form", form=head.form_id, version=head.version)
    return form_id, version_id, refused


def _is_here(form_id: int, instance_id: str, sha256: str) -> bool:
    with scope.system("intake"):
        return SubmissionVersion.objects.filter(
            form_id=form_id, instance_id=instance_id, xml_sha256=sha256
        ).exists()


_FIND_FORM = (
    "SELECT v.id, v.form_id, v.state FROM collection_formdef f "
    "JOIN collection_formversion v ON v.form_id = f.id "
    "WHERE f.programme_id = %s AND f.xml_form_id = %s AND v.version = %s"
)


def _accept_new(arrival: _Arrival) -> Receipt:
    with transaction.atomic():
        submission_id = rows.insert(
            Submission,
            {
                "uid": uuid7(),
                "form_id": arrival.form_id,
                "area_path": arrival.token.area_path,
                "instance_id": arrival.head.instance_id,
            },
            unless=_ONCE,
        )
        if submission_id is not None:
            version_id = _insert_version(arrival, submission_id, arrival.token.area_path, number=1)
            if version_id is not None:
                _point(submission_id, version_id)
                return Receipt(submission_id, version_id, new=True)
            # The id belongs to an edit of another submission: the row above must not stay.
            transaction.set_rollback(True)
    return _accept_again(arrival)


def _accept_again(arrival: _Arrival) -> Receipt:
    with transaction.atomic(), scope.system("intake"):
        known = _version_with(arrival.form_id, arrival.head.instance_id)
        if known is None:
            # Only its sender's rollback can have removed it in between; the phone comes again.
            raise Problem("collection.busy")
        submission = Submission.objects.select_for_update().get(pk=known.submission_id)
        if known.xml_sha256 != arrival.sha256:
            raise Problem("collection.conflict", instance=arrival.head.instance_id)
        if submission.current_id != known.pk:
            raise Problem("collection.replaced", instance=arrival.head.instance_id)
        _insert_files(arrival, known.pk, known.area_path)
        return Receipt(submission.pk, known.pk, new=False)


def _accept_edit(arrival: _Arrival) -> Receipt:
    instance, original = arrival.head.instance_id, arrival.head.deprecated_id or ""
    with transaction.atomic(), scope.system("intake"):
        replaced = _version_with(arrival.form_id, original)
        if replaced is None:
            raise Problem("collection.unknown-original", instance=original)
        # Two edits of one record at once: the lock lets the second see what the first has made of it.
        submission = Submission.objects.select_for_update().get(pk=replaced.submission_id)
        # Where the record lies now, not where it first came from: one of another area is not there
        # for this phone, even by its id.
        if not submission.area_path.startswith(arrival.token.area_path):
            raise Problem("collection.unknown-original", instance=original)
        if _version_with(arrival.form_id, instance) is None:
            if submission.current_id != replaced.pk:
                raise Problem("collection.replaced", instance=original)
            # The new bytes are judged by the phone that sent them, not by the first one's area.
            version_id = _insert_version(
                arrival, submission.pk, arrival.token.area_path, number=replaced.number + 1
            )
            if version_id is not None:
                _carry_files(arrival, replaced, version_id)
                _point(submission.pk, version_id, edited=True)
                return Receipt(submission.pk, version_id, new=True)
    return _accept_again(arrival)


def _version_with(form_id: int, instance_id: str) -> SubmissionVersion | None:
    found = SubmissionVersion.objects.filter(form_id=form_id, instance_id=instance_id)
    return found.defer("xml").first()


def _insert_version(arrival: _Arrival, submission_id: int, area_path: str, *, number: int) -> int | None:
    version_id = rows.insert(
        SubmissionVersion,
        {
            "uid": uuid7(),
            "submission_id": submission_id,
            "form_id": arrival.form_id,
            "form_version_id": arrival.form_version_id,
            "area_path": area_path,
            "number": number,
            "instance_id": arrival.head.instance_id,
            "deprecated_id": arrival.head.deprecated_id or "",
            "xml": arrival.xml,
            "xml_sha256": arrival.sha256,
            "token_uid": arrival.token.uid,
            "device_id": arrival.sender.device_id,
            "user_agent": arrival.sender.user_agent,
            "received_at": arrival.now,
            "via": arrival.sender.via,
        },
        unless=_ONCE,
    )
    if version_id is not None:
        _insert_files(arrival, version_id, area_path)
    return version_id


def _point(submission_id: int, version_id: int, *, edited: bool = False) -> None:
    """Make the version current and the submission due for extraction."""
    state = ", review_state = 'edited'" if edited else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE collection_submission SET current_id = %s, extracted = 0{state} WHERE id = %s",  # noqa: S608
            [version_id, submission_id],
        )


def _insert_files(arrival: _Arrival, version_id: int, area_path: str) -> None:
    for part in arrival.files:
        _insert_file(
            {
                "version_id": version_id,
                "area_path": area_path,
                "name": part.filename,
                "name_original": part.filename_original[:500],
                "sha256": part.sha256,
                "size": part.size,
                "mime": part.content_type[:100],
                "expected": _is_named(part.filename, arrival.xml),
                "received_at": arrival.now,
            }
        )


def _carry_files(arrival: _Arrival, replaced: SubmissionVersion, version_id: int) -> None:
    """Files that the new version still names and the phone did not send again."""
    sent = {part.filename for part in arrival.files}
    for file in replaced.files.all():
        if file.name not in sent and _is_named(file.name, arrival.xml):
            copied = {
                name: getattr(file, name)
                for name in ("area_path", "name", "name_original", "sha256", "size", "mime", "received_at")
            }
            _insert_file({**copied, "version_id": version_id, "expected": True})


def _insert_file(values: dict[str, Any]) -> None:
    uid: UUID = uuid7()
    rows.insert(SubmissionFile, {"uid": uid, **values}, unless=("version_id", "name", "sha256"))


def _is_named(name: str, xml: bytes) -> bool:
    return name.encode() in xml or escape(name, quote=False).encode() in xml
