"""The head of a submission: which form, which instance, what it replaces."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sarnkit.openrosa.guard import SUBMISSION, guard
from sarnkit.problems import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Fixed for ever: a resent submission without an instanceID must get the same id again.
INSTANCE_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://sarn.example/xforms/instance")
LONGEST_ID: Final = 255
XFORMS: Final = "http://www.w3.org/2002/xforms"


@dataclass(frozen=True, slots=True)
class SubmissionHead:
    """What the intake must know of a submission before it is stored.

    `version` is "" where the form names none. `deterministic` says that the submission brought no
    instanceID and that ours was made from the form id and the bytes.
    """

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str | None
    instance_name: str | None
    deterministic: bool
    encrypted: bool


def read_submission(data: bytes) -> SubmissionHead:
    """The head of the submission in `data`; raises a Problem `openrosa.*` when it is refused.

    Accepts `orx:meta` as well as plain `meta`, the legacy `instanceID` attribute, a BOM and CRLF.
    An encrypted envelope must bring its instanceID (its bytes differ at each sending).
    """
    root = guard(data, SUBMISSION)
    form_id = identity(root)
    if not form_id:
        raise Problem("openrosa.no-form-id")
    version = (root.get("version") or "").strip()
    meta = read_meta(root)
    given = meta.get("instanceID") or (root.get("instanceID") or "").strip()
    encrypted = (root.get("encrypted") or "").strip().lower() in ("yes", "true", "1")
    if encrypted and not given:
        raise Problem("openrosa.encrypted-without-id")
    instance_id = given or deterministic_id(form_id, data)
    deprecated_id = meta.get("deprecatedID") or None
    _refuse_long("id", form_id)
    _refuse_long("version", version)
    _refuse_long("instanceID", instance_id)
    if deprecated_id:
        _refuse_long("deprecatedID", deprecated_id)
        if deprecated_id == instance_id:
            raise Problem("openrosa.replaces-itself", instance=instance_id)
    return SubmissionHead(
        form_id=form_id,
        version=version,
        instance_id=instance_id,
        deprecated_id=deprecated_id,
        instance_name=meta.get("instanceName") or None,
        deterministic=not given,
        encrypted=encrypted,
    )


def identity(root: Element) -> str:
    """The form id that a primary instance bears: `id`, or in old forms its namespace."""
    given = (root.get("id") or "").strip()
    if given:
        return given
    tag = str(root.tag)
    namespace = tag[1 : tag.index("}")].strip() if tag.startswith("{") else ""
    return "" if namespace == XFORMS else namespace


def read_meta(root: Element) -> dict[str, str]:
    """Texts of the children of the last `meta` child of `root` by local name, trimmed."""
    for meta in root.iterchildren("{*}meta", reversed=True):
        return {str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in meta}
    return {}


def deterministic_id(form_id: str, data: bytes) -> str:
    """`uuid:` + UUID version 5 over the form id and the SHA-256 of the bytes."""
    name = f"{form_id}\n{hashlib.sha256(data).hexdigest()}"
    return f"uuid:{uuid.uuid5(INSTANCE_NAMESPACE, name)}"


def _refuse_long(what: str, text: str) -> None:
    if len(text) > LONGEST_ID:
        raise Problem("openrosa.id-too-long", what=what, length=len(text), limit=LONGEST_ID)
