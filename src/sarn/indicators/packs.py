"""Packs on disk (SARN_PACKS) and their rows: what a version once said it says for ever."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from sarn.indicators import counting
from sarn.indicators.models import Definition, Pack
from sarnkit.problems import Problem

if TYPE_CHECKING:
    from sarn.indicators.counting import Description


def sync() -> list[Pack]:
    """Read every pack on disk into rows and return the active ones.

    Raises Problem `results.pack-changed` where a known version has other content, `results.no-packs`,
    and whatever the engine finds wrong in a pack. Only in processes that may load the engine.
    """
    root = Path(settings.SARN_PACKS)
    folders = sorted(found.parent for found in root.rglob("pack.toml"))
    if not folders:
        raise Problem("results.no-packs", path=root.name)
    with transaction.atomic():
        active = [_read(folder, root) for folder in folders]
        Pack.objects.exclude(pk__in=[pack.pk for pack in active]).filter(active=True).update(active=False)
    return active


def active() -> list[Pack]:
    """Packs that were on disk when they were last read."""
    return list(Pack.objects.filter(active=True).order_by("pack_id", "version"))


def folder_of(pack: Pack) -> Path:
    """Where the files of an active pack lie."""
    return Path(settings.SARN_PACKS) / pack.path


def _read(folder: Path, root: Path) -> Pack:
    said = counting.describe(folder)
    place = folder.relative_to(root).as_posix()
    known = Pack.objects.filter(pack_id=said.pack_id, version=said.version).first()
    if known is None:
        return _create(said, place)
    if known.content_hash != said.content_hash:
        raise Problem("results.pack-changed", pack=said.pack_id, version=said.version, path=place)
    if not known.active or known.path != place:
        known.active, known.path = True, place
        known.save(update_fields=["active", "path"])
    _say_again(known, said)
    return known


# What a node may know anew of an unchanged pack: wording that got better, columns that came later.
_AGAIN = ("explanation", "meaningful", "comparable", "groups")


def _say_again(pack: Pack, said: Description) -> None:
    """The files are the same; what is read out of them may be more, or said better, than it was."""
    words = {one["code"]: {name: one[name] for name in _AGAIN} for one in said.definitions}
    for definition in pack.definitions.all():
        if {name: getattr(definition, name) for name in _AGAIN} != words[definition.code]:
            for name, value in words[definition.code].items():
                setattr(definition, name, value)
            definition.save(update_fields=_AGAIN)


def _create(said: Description, place: str) -> Pack:
    pack = Pack.objects.create(
        pack_id=said.pack_id,
        version=said.version,
        content_hash=said.content_hash,
        title=said.title,
        years=said.years,
        source=said.source,
        source_year=said.source_year,
        confidence=said.confidence,
        licence=said.licence,
        path=place,
    )
    Definition.objects.bulk_create(
        Definition(pack=pack, order=order, **fields) for order, fields in enumerate(said.definitions)
    )
    return pack
