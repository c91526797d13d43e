"""Which forms a token sees."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sarn.accounts.models import DeviceToken
from sarn.collection.models import FormAttachment, FormVersion
from sarnkit.problems import Problem


@dataclass(frozen=True)
class ListedForm:
    """One line of the form list."""

    uid: UUID
    form_id: str
    title: str
    version: str
    md5: str
    has_attachments: bool


def forms_for(token: DeviceToken, *, form_id: str | None = None) -> list[ListedForm]:
    """The newest version of each form that the token may fill, if that version is open.

    A newer version that is closing or closed hides the form: phones must not go back to an older one.
    """
    versions = (
        FormVersion.objects.filter(form__programme_id=token.programme_id)
        .annotate(has_attachments=Exists(FormAttachment.objects.filter(form_version=OuterRef("pk"))))
        .order_by("form_id", "-pk")
        .values_list(
            "form_id", "uid", "form__xml_form_id", "title", "version", "md5", "has_attachments", "state"
        )
    )
    newest: dict[int, ListedForm | None] = {}
    for key, uid, xml_form_id, title, version, md5, has_attachments, state in versions:
        if key not in newest:
            listed = ListedForm(uid, xml_form_id, title, version, md5, has_attachments)
            newest[key] = listed if state == FormVersion.OPEN and _may_fill(token, xml_form_id) else None
    return [
        form for form in newest.values() if form is not None and (form_id is None or form.form_id == form_id)
    ]


def xform_for(token: DeviceToken, uid: UUID) -> tuple[bytes, str]:
    """(bytes, md5) of a version that is not closed; Problem `collection.unknown-address` otherwise."""
    found = _reachable(token).filter(uid=uid).values_list("xform", "md5", "form__xml_form_id").first()
    if found is None or not _may_fill(token, found[2]):
        raise Problem("collection.unknown-address")
    return bytes(found[0]), found[1]


def version_for(token: DeviceToken, uid: UUID) -> int:
    """The key of a version that is not closed; Problem `collection.unknown-address` otherwise."""
    found = _reachable(token).filter(uid=uid).values_list("pk", "form__xml_form_id").first()
    if found is None or not _may_fill(token, found[1]):
        raise Problem("collection.unknown-address")
    return found[0]


def _reachable(token: DeviceToken) -> QuerySet[FormVersion]:
    # A phone that holds drafts of a closing version may still need its files.
    return FormVersion.objects.filter(form__programme_id=token.programme_id).exclude(state=FormVersion.CLOSED)


def _may_fill(token: DeviceToken, xml_form_id: str) -> bool:
    return not token.form_ids or xml_form_id in token.form_ids
