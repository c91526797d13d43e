"""Keeping an announced version as it was: a copy of all that it says, and the hash of the copy."""

from __future__ import annotations

import hashlib
import json

from sarn.audit import log
from sarn.audit.models import Event
from sarn.planning import contents
from sarn.planning.contents import Document
from sarn.planning.models import PlanVersion

_FROZEN = "plan-version.frozen"


def freeze(version: PlanVersion, *, by: str) -> None:
    """Take the copy and write it with its hash. The hash stands in the audit log too, whose chain is sealed.

    Call it inside the transaction of the announcement. Raises ValueError for a version that is frozen already.
    """
    if version.snapshot is not None:
        raise ValueError(f"version {version.uid} is frozen already")
    version.snapshot = contents.collect(version)
    version.sha256 = hash_of(version.snapshot)
    version.save(update_fields=["snapshot", "sha256"])
    log.record(
        _FROZEN,
        by=by,
        object_type="plan-version",
        object_uid=version.uid,
        area_path=version.area_path,
        sha256=version.sha256,
        entries=len(version.snapshot["entries"]),
    )


def is_as_announced(version: PlanVersion) -> bool | None:
    """Whether the copy still has the hash it was announced with; None of a version that is worked on.

    The hash in the log counts too, so that a copy changed together with its hash is seen.
    """
    if version.snapshot is None:
        return None
    told = Event.objects.filter(
        action=_FROZEN, object_type="plan-version", object_uid=str(version.uid)
    ).first()
    logged = told.detail.get("sha256") if told is not None else None
    return hash_of(version.snapshot) == version.sha256 == logged


def hash_of(document: Document) -> str:
    """SHA-256 of the canonical JSON: keys in order, no blanks, Thai as it is, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
