"""Files that go to phones with a form: those people brought, and two lists the server writes.

The lists hold what lies in the token's area and nothing else: a phone that loads 75,000 villages is
slow at every step, and what a phone does not hold cannot be lost with it. A list is complete before
its first byte goes out; where it cannot be made the phone hears an error, for a short list would
wipe entries from it.
"""

from __future__ import annotations

import csv
import io
import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sarn.access import scope
from sarn.accounts.models import DeviceToken
from sarn.areas.models import Area
from sarn.collection import blobs, listing
from sarn.collection.models import FormAttachment
from sarn.registry import houses
from sarnkit.openrosa import md5_hex
from sarnkit.problems import Problem

VILLAGES = "sarn_villages.csv"
HOUSES = "sarn_houses.csv"
KINDS = {VILLAGES: FormAttachment.VILLAGE_LIST, HOUSES: FormAttachment.HOUSE_LIST}


@dataclass(frozen=True)
class Served:
    """One download: its bytes, or the blob that holds them, and their md5."""

    md5: str
    mime: str
    data: bytes = b""
    blob: str = ""

    def bytes(self) -> bytes:
        """All bytes."""
        return blobs.read(self.blob) if self.blob else self.data


def served_to(token: DeviceToken, version: UUID) -> Iterator[tuple[str, Served]]:
    """(name, file) of every slot that has a file for this token, by name."""
    slots = FormAttachment.objects.filter(form_version_id=listing.version_for(token, version))
    for slot in slots.order_by("name"):
        if slot.kind != FormAttachment.FILE or slot.blob:
            yield slot.name, _served(token, slot)


def one_for(token: DeviceToken, version: UUID, name: str) -> Served:
    """The file of this name; Problem `collection.unknown-address` where there is none."""
    if "\0" in name:  # PostgreSQL does not take it even in a question
        raise Problem("collection.unknown-address")
    slot = FormAttachment.objects.filter(
        form_version_id=listing.version_for(token, version), name=name
    ).first()
    if slot is None or (slot.kind == FormAttachment.FILE and not slot.blob):
        raise Problem("collection.unknown-address")
    return _served(token, slot)


def _served(token: DeviceToken, slot: FormAttachment) -> Served:
    if slot.kind == FormAttachment.FILE:
        mime = mimetypes.guess_type(slot.name)[0] or "application/octet-stream"
        return Served(md5=slot.md5, mime=mime, blob=slot.blob)
    data = village_list(token) if slot.kind == FormAttachment.VILLAGE_LIST else house_list(token)
    return Served(md5=md5_hex(data), mime="text/csv; charset=utf-8", data=data)


def village_list(token: DeviceToken) -> bytes:
    """`name` (8-digit code), `label`, `label_en`, `tambon` of the villages in the token's area."""
    here = Area.objects.current().of_level("village").select_related("parent")
    villages = here.under(token.area_path) or here.filter(path__in=_above(token.area_path))
    return _csv(
        ("name", "label", "label_en", "tambon"),
        (
            (
                village.code,
                village.display(),
                village.display("en"),
                village.parent.code if village.parent else "",
            )
            for village in sorted(villages, key=lambda village: village.code)
        ),
    )


def _above(path: str) -> list[str]:
    """Paths that hold this one: a token for one คุ้ม still needs the name of its village."""
    codes = path.split(".")[:-1]
    return [".".join(codes[:depth]) + "." for depth in range(1, len(codes))]


def house_list(token: DeviceToken) -> bytes:
    """`name` (the house's uid), `label` (its number and คุ้ม), `village`; no person's name."""
    with scope.system("attachments"):
        return _csv(("name", "label", "village"), houses.house_list(token.area_path))


def _csv(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
