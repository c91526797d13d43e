"""From a visit's answers to the XForm instance that a phone would send, byte for byte the same each time."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sarn.demo.answers import COMPUTED, Visit

FORM_ID = "household"
_DECLARATION = b"<?xml version='1.0' encoding='utf-8'?>\n"
_NAMESPACE = UUID("6f9a3c1e-51b6-5d0a-9a41-7d0f5e0a2569")


def instance_id(visit: Visit) -> str:
    """The same for the same household, whatever day the demo is built."""
    return f"uuid:{uuid5(_NAMESPACE, visit.key)}"


def write(visit: Visit, version: str) -> bytes:
    """The instance as XML. `version` is that of the form."""
    root = ET.Element("data", {"id": FORM_ID, "version": version})
    head = {
        "/data/start": _stamp(visit.started),
        "/data/end": _stamp(visit.ended),
        "/data/today": visit.started.date().isoformat(),
    }
    tail = {
        "/data/meta/instanceID": instance_id(visit),
        "/data/meta/instanceName": f"{visit.village.code} · {visit.answers['/data/visit/outcome']}",
    }
    parents: dict[str, ET.Element] = {"/data": root}
    for reference, value in {**head, **visit.answers, **tail}.items():
        above, _, name = reference.rpartition("/")
        ET.SubElement(_parent(parents, above), name).text = str(value)
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b"<?xml version='1.0' encoding='UTF-8'?>\n" + body.removeprefix(_DECLARATION)


def script(visit: Visit) -> dict[str, Any]:
    """The visit as `tools/odk/client.mjs` takes it: without what the form computes itself."""
    answers: Mapping[str, str | int] = {
        reference: value for reference, value in visit.answers.items() if not reference.endswith(COMPUTED)
    }
    repeats = {"/data/member": visit.members} if visit.members else {}
    return {"key": visit.key, "repeats": repeats, "answers": answers}


def instance_id_of(data: bytes) -> str:
    """The instanceID that stands in a kept instance."""
    found = ET.fromstring(data).find("meta/instanceID")  # noqa: S314 (our own files)
    return (found.text or "") if found is not None else ""


def _parent(parents: dict[str, ET.Element], reference: str) -> ET.Element:
    found = parents.get(reference)
    if found is None:
        above, _, name = reference.rpartition("/")
        found = parents[reference] = ET.SubElement(_parent(parents, above), name.partition("[")[0])
    return found


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
