"""Reading submissions into typed records, whenever and as often as needed.

What is due is a query over the submissions themselves, never a list kept beside them. Reading is
idempotent: the records of a submission are thrown away and made again. One that cannot be read is
marked and kept; the others go on. A fault of the node (`NODE_FAULTS`) says nothing of the submission
at which it struck: the pass stops there, and all that was not read stays due.
"""

from __future__ import annotations

import logging
import traceback
from datetime import date, datetime, time
from functools import lru_cache
from time import perf_counter, sleep

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, connection, transaction
from django.utils import timezone

from sarn.access import scope
from sarn.collection import placing, records, settling
from sarn.collection.models import (
    Extraction,
    FormVersion,
    Record,
    Submission,
    SubmissionFile,
    SubmissionVersion,
)
from sarn.registry.keys import KeyRingFault
from sarnkit import clock
from sarnkit.openrosa import FormSchema, extract
from sarnkit.problems import Problem

log = logging.getLogger("sarn.collection")

# Raise it when reading changes: everything becomes due and is read again.
EXTRACTOR = 2
# Disk, memory, keys, database. What a database says of the values themselves is not among them.
NODE_FAULTS = (OSError, MemoryError, KeyRingFault, DatabaseError, InterfaceError)
_OF_THE_VALUES = (DataError, IntegrityError)
# Few enough that a phone never waits long for the write lock of SQLite.
_BATCH = 5
_LONGEST_HOLD, _LONGEST_PAUSE = 0.25, 1.0  # seconds


def due(limit: int | None = None) -> list[int]:
    """Keys of submissions whose current version this extractor has not read, oldest first."""
    waiting = Submission.objects.filter(extracted__lt=EXTRACTOR, current__isnull=False)
    return list(waiting.order_by("current_id").values_list("pk", flat=True)[:limit])


def lag_seconds(now: datetime | None = None) -> float:
    """How long the oldest submission that is due has waited; 0.0 when nothing is."""
    with scope.system("health"):
        waiting = Submission.objects.filter(extracted__lt=EXTRACTOR, current__isnull=False)
        oldest = waiting.order_by("current_id").values_list("current__received_at", flat=True).first()
    return ((now or clock.now()) - oldest).total_seconds() if oldest else 0.0


def run(limit: int | None = None, *, share: bool = False) -> int:
    """Read what is due, at most `limit` submissions; return how many were read.

    With `share`, SQLite's one write lock is left alone after each batch as long as it was held, so that
    phones and people get their turn while a backlog is read; a waiting writer only looks now and then.

    Raises one of `NODE_FAULTS`, after saying so in the log, where the node is at fault.
    """
    with scope.system("extraction"):
        keys = due(limit)
        done = 0
        while done < len(keys):
            began = perf_counter()
            try:
                done += _read_batch(keys[done : done + _BATCH], began)
            except NODE_FAULTS as fault:
                said = fault.sentence() if isinstance(fault, KeyRingFault) else _without_answers(fault)
                log.error("extraction stopped, %d submissions stay due: %s", len(keys) - done, said)
                raise
            if share and connection.vendor == "sqlite":
                sleep(min(perf_counter() - began, _LONGEST_PAUSE))
    return len(keys)


def _read_batch(keys: list[int], began: float) -> int:
    """Read these in one transaction, fewer where one of them takes long; return how many were read."""
    with transaction.atomic():
        known = placing.Known()
        for count, key in enumerate(keys, start=1):
            _read_one(key, known)
            if perf_counter() - began > _LONGEST_HOLD:
                return count
    return len(keys)


def rerun(since: date) -> int:
    """Make everything received since the day (Thai time) due again; return how many."""
    start = timezone.make_aware(datetime.combine(since, time.min))
    with scope.system("extraction"), transaction.atomic():
        return Submission.objects.filter(current__received_at__gte=start).update(extracted=0)


def _read_one(key: int, known: placing.Known) -> None:
    submission = Submission.objects.select_for_update().get(pk=key)
    version = SubmissionVersion.objects.get(current_of=submission)
    version.submission = submission
    try:
        with transaction.atomic():
            _extract(submission, version, known)
    except KeyRingFault:
        raise
    except Problem as problem:
        _mark_error(submission, version, problem.code)
    except Exception as fault:
        if isinstance(fault, NODE_FAULTS) and not isinstance(fault, _OF_THE_VALUES):
            raise
        log.error("submission %s cannot be read: %s", submission.uid, _without_answers(fault))
        _mark_error(submission, version, f"fault.{type(fault).__name__}")


def _without_answers(fault: BaseException) -> str:
    """Kind and place of a fault; its text may quote an answer."""
    return f"{type(fault).__name__}\n{''.join(traceback.format_tb(fault.__traceback__))}"


def _extract(submission: Submission, version: SubmissionVersion, known: placing.Known) -> None:
    schema = schema_of(version.form_version_id)
    extracted = extract(schema, bytes(version.xml))
    place = placing.place(version, schema, extracted, known)
    lineage = placing.lineage_of(version)
    read = settling.rounds_read(lineage)
    before = settling.standing_of(submission, read)
    made, parents = records.build(version, schema, extracted, place, lineage, first=not read)
    if read:
        Record.objects.filter(version__submission=submission).delete()
    _save(made, parents)
    errors = [[records_row, path, code] for records_row, path, code in extracted.errors()]
    flags = place.flags + (["answers.unreadable"] if errors else [])
    said = {
        "area_path": place.area_path,
        "extractor": EXTRACTOR,
        "status": Extraction.FLAGGED if flags else Extraction.OK,
        "errors": errors,
        "flags": flags,
        "digest": records.digest(made),
        "round_code": place.round_code,
        "outcome": place.outcome,
        "countable": place.countable,
        "at": clock.now(),
    }
    if read:
        Extraction.objects.update_or_create(version=version, defaults=said)
    else:
        Extraction.objects.create(version=version, **said)
    _move(submission, version, place.area_path)
    submission.household_uid = place.household.uid if place.household else None
    if flags and submission.review_state == "received":
        submission.review_state = "has_issues"
    submission.extracted = EXTRACTOR
    submission.save()
    for standing in {*before, *settling.standing_of(submission, [place.round_code])}:
        settling.settle(standing)


def _move(submission: Submission, version: SubmissionVersion, path: str) -> None:
    """Bytes and files lie where their submission lies: who sees the one sees the others."""
    submission.area_path = path
    if version.area_path != path or version.number > 1:
        SubmissionVersion.objects.filter(submission=submission).update(area_path=path)
        SubmissionFile.objects.filter(version__submission=submission).update(area_path=path)


def _save(made: list[Record], parents: list[int | None]) -> None:
    """Save parents before their children, all rows of one depth at once."""
    depth = [0] * len(made)
    for index, parent in enumerate(parents):
        depth[index] = 0 if parent is None else depth[parent] + 1
    for level in range(max(depth, default=-1) + 1):
        rows = [index for index in range(len(made)) if depth[index] == level]
        for index in rows:
            parent = parents[index]
            made[index].parent = made[parent] if parent is not None else None
        Record.objects.bulk_create([made[index] for index in rows])


def _mark_error(submission: Submission, version: SubmissionVersion, code: str) -> None:
    before = settling.standing_of(submission, settling.rounds_read(placing.lineage_of(version)))
    Record.objects.filter(version__submission=submission).delete()
    Extraction.objects.update_or_create(
        version=version,
        defaults={
            "area_path": submission.area_path,
            "extractor": EXTRACTOR,
            "status": Extraction.ERROR,
            "errors": [[0, "", code]],
            "flags": [],
            "digest": "",
            "round_code": "",
            "outcome": "",
            "countable": False,
            "at": clock.now(),
        },
    )
    submission.review_state, submission.extracted = "has_issues", EXTRACTOR
    submission.save()
    # It stands for nobody now: an earlier answer of the household counts again.
    for standing in before:
        settling.settle(standing)


@lru_cache(maxsize=64)
def schema_of(form_version_id: int) -> FormSchema:
    """The schema of a form version; versions never change, so that it is read once a process."""
    return FormSchema.from_json(FormVersion.objects.values_list("schema", flat=True).get(pk=form_version_id))
