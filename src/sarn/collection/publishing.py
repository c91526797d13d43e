"""Publishing a form: an XLSForm or XForm becomes a version that never changes again.

The bytes of the XForm are stored and served exactly as they came out of the conversion, since phones
compare their hash. The same file published again changes nothing; other content needs another version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import Model

from sarn.areas.models import Area
from sarn.audit import log
from sarn.collection import blobs
from sarn.collection.attachments import KINDS
from sarn.collection.models import FormAttachment, FormDef, FormVersion, Programme, Record
from sarn.registry.models import Person, PersonalAnswer
from sarnkit.openrosa import FieldSchema, FormSchema, convert_xlsform, md5_hex, spread_personal
from sarnkit.problems import Problem


def set_up_programme(*, number: int, name: str, area: Area, by: str) -> Programme:
    """The programme with this number, made or renamed."""
    with transaction.atomic():
        programme, made = Programme.objects.get_or_create(id=number, defaults={"name": name, "area": area})
        if made or (programme.name, programme.area_id) != (name, area.pk):
            programme.name, programme.area = name, area
            programme.save()
            log.record(
                "programme.set-up",
                by=by,
                object_type="programme",
                object_uid=str(programme.uid),
                area_path=area.path,
                name=name,
            )
    return programme


def publish(
    data: bytes,
    filename: str,
    *,
    programme: Programme,
    by: str,
    attachments: Mapping[str, bytes] | None = None,
    personal: Iterable[str] = (),
    allow_type_change: bool = False,
) -> FormVersion:
    """Publish a form file (`.xlsx`, `.xls` or XForm by its content) and return the version.

    `personal` names questions (by name or path) whose answers go to the registry only, besides
    those that the form itself tags. `attachments` (name → bytes) fill slots that the form names;
    a slot may be filled later by publishing the same form again.

    Raises Problem `form.*` for what is wrong in the file, `collection.same-version` for other
    content under a published version, `collection.changed-type`, `collection.unknown-personal`,
    `collection.unknown-attachment`, `collection.path-too-long`.
    """
    read = convert_xlsform(data, filename)
    source = b"" if read.source == "xml" else data
    schema = tagged(read.schema, personal)
    files = dict(attachments or {})
    if read.itemsets:
        files.setdefault("itemsets.csv", read.itemsets)
    _check_attachments(schema, files)
    _check_paths(schema)
    for content in files.values():
        blobs.store(content)
    with transaction.atomic():
        form, _ = FormDef.objects.get_or_create(programme=programme, xml_form_id=schema.form_id)
        there = form.versions.filter(version=schema.version).first()
        if there is not None:
            _require_same(there, read.xform, source, schema)
            _fill_slots(there, files, by=by)
            return there
        if not allow_type_change:
            _refuse_changed_types(form, schema)
        version = FormVersion.objects.create(
            form=form,
            version=schema.version,
            title=schema.title[:500],
            xform=read.xform,
            md5=md5_hex(read.xform),
            sha256=hashlib.sha256(read.xform).hexdigest(),
            source=source,
            source_name=filename[:255],
            schema=schema.to_json(),
            warnings=read.warnings,
            published_by=by,
        )
        for name in dict.fromkeys(need.filename for need in schema.attachments):
            FormAttachment.objects.create(
                form_version=version, name=name, kind=KINDS.get(name, FormAttachment.FILE)
            )
        _fill_slots(version, files, by=by, audit=False)
        log.record(
            "form.publish",
            by=by,
            object_type="form_version",
            object_uid=str(version.uid),
            area_path=programme.area.path,
            form=schema.form_id,
            version=schema.version,
            sha256=version.sha256,
            personal=[field.path for field in schema.fields if field.personal],
            computed={field.path: field.derived_from for field in schema.fields if field.derived_from},
        )
    return version


def personal_questions(version: FormVersion) -> list[str]:
    """`path (tag, or the question it is computed from)` of what never leaves the registry."""
    schema = FormSchema.from_json(version.schema)
    return [
        f"{one.path} (computed from {one.derived_from})"
        if one.derived_from
        else f"{one.path} ({one.personal})"
        for one in schema.fields
        if one.personal
    ]


def set_state(version: FormVersion, state: str, *, by: str) -> None:
    """Open, closing or closed; the bytes never change."""
    with transaction.atomic():
        before, version.state = version.state, state
        version.save(update_fields=["state"])
        log.record(
            "form.state",
            by=by,
            object_type="form_version",
            object_uid=str(version.uid),
            before=before,
            after=state,
        )


def tagged(schema: FormSchema, personal: Iterable[str]) -> FormSchema:
    """The schema with these questions (names or paths) tagged personal, and what is computed from them.

    Raises Problem `collection.unknown-personal` for a name that no question bears.
    """
    wanted = [word.strip() for word in personal if word.strip()]
    if not wanted:
        return schema
    for word in wanted:
        if not any(word in (field.name, field.path) for field in schema.fields):
            raise Problem("collection.unknown-personal", question=word, form=schema.form_id)

    def tag(field: FieldSchema) -> FieldSchema:
        named = field.name in wanted or field.path in wanted
        return replace(field, personal="yes") if named and not field.personal else field

    return replace(schema, fields=spread_personal([tag(field) for field in schema.fields]))


def _check_attachments(schema: FormSchema, files: Mapping[str, bytes]) -> None:
    known = sorted({need.filename for need in schema.attachments} - KINDS.keys())
    for name in files:
        if name not in known:
            raise Problem(
                "collection.unknown-attachment", form=schema.form_id, name=name, known=", ".join(known) or "–"
            )


def _check_paths(schema: FormSchema) -> None:
    """The databases differ in what they do to a text that is too long; neither may come to it."""
    limit = min(_width(Record, "table_path"), _width(PersonalAnswer, "path"), _width(Person, "source_path"))
    longest = max((*schema.fields_by_path, *schema.repeat_paths), key=len, default="")
    if len(longest) > limit:
        raise Problem(
            "collection.path-too-long",
            question=longest.rpartition("/")[2][:80],
            length=len(longest),
            limit=limit,
        )


def _width(model: type[Model], column: str) -> int:
    return int(getattr(model._meta.get_field(column), "max_length"))  # noqa: B009 (mypy knows no columns)


def _require_same(there: FormVersion, xform: bytes, source: bytes, schema: FormSchema) -> None:
    """The same file, and the same questions tagged: tags decide where answers are kept."""
    # A newer pyxform may convert the same workbook to other bytes; the workbook is what was published.
    same = (source and bytes(there.source) == source) or bytes(there.xform) == xform
    if not same or _personal(FormSchema.from_json(there.schema)) != _personal(schema):
        raise Problem("collection.same-version", form=schema.form_id, version=schema.version)


def _personal(schema: FormSchema) -> list[tuple[str, str | None]]:
    return [(field.path, field.personal) for field in schema.fields if field.personal]


def _refuse_changed_types(form: FormDef, schema: FormSchema) -> None:
    newest = form.versions.order_by("-pk").first()
    if newest is None:
        return
    before = FormSchema.from_json(newest.schema).fields_by_path
    for field in schema.fields:
        earlier = before.get(field.path)
        if earlier is not None and earlier.type != field.type:
            raise Problem(
                "collection.changed-type", question=field.path, before=earlier.type, after=field.type
            )


def _fill_slots(version: FormVersion, files: Mapping[str, bytes], *, by: str, audit: bool = True) -> None:
    for name, content in files.items():
        sha256 = hashlib.sha256(content).hexdigest()
        slot = version.attachments.get(name=name)
        if slot.blob == sha256:
            continue
        before, slot.blob, slot.md5, slot.size = slot.blob, sha256, md5_hex(content), len(content)
        slot.save()
        if audit:
            log.record(
                "form.attach",
                by=by,
                object_type="form_version",
                object_uid=str(version.uid),
                name=name,
                before=before,
                after=sha256,
            )
