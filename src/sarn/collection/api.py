"""What phones ask for: form list, form, manifest, media, and the address they send to.

After the OpenRosa form discovery and form submission interfaces, version 1.0, as ODK Collect uses
them. Every refusal is raised as a Problem; `collection.surface` writes it as an OpenRosaResponse.
"""

from __future__ import annotations

import logging
from typing import BinaryIO, NoReturn, cast
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse

from sarn.access.doors import token_door
from sarn.accounts import tokens
from sarn.accounts.models import DeviceToken
from sarn.audit import log as audit
from sarn.collection import attachments, blobs, intake, listing, quarantine
from sarn.collection.attachments import Served
from sarnkit import openrosa
from sarnkit.problems import Problem

log = logging.getLogger("sarn.collection")

_RECEIVED = openrosa.response("รับข้อมูลแล้ว ขอบคุณ", nature="submit_success")


@token_door
def form_list(request: HttpRequest, token: str, programme: int) -> HttpResponse:
    """The open forms that this token may fill; `?formID=` asks for one."""
    device = _device(token, programme)
    _only(request, "GET", "HEAD")
    _needs_openrosa(request)
    tokens.seen(device)
    forms = listing.forms_for(device, form_id=request.GET.get("formID"))
    base = _base(request, token, programme)
    return _xml(
        openrosa.form_list(
            openrosa.FormEntry(
                form_id=form.form_id,
                name=form.title,
                version=form.version,
                md5=form.md5,
                download_url=f"{base}/forms/{form.uid}.xml",
                manifest_url=f"{base}/forms/{form.uid}/manifest" if form.has_attachments else "",
            )
            for form in forms
        )
    )


@token_door
def form(request: HttpRequest, token: str, programme: int, version: UUID) -> HttpResponse:
    """The XForm, byte for byte as it was published."""
    device = _device(token, programme)
    _only(request, "GET", "HEAD")
    xform, md5 = listing.xform_for(device, version)
    return _download(request, Served(data=xform, md5=md5, mime="text/xml; charset=utf-8"), name="")


@token_door
def manifest(request: HttpRequest, token: str, programme: int, version: UUID) -> HttpResponse:
    """The files that go with a form, each with its hash; slots without a file are left out."""
    device = _device(token, programme)
    _only(request, "GET", "HEAD")
    _needs_openrosa(request)
    base = f"{_base(request, token, programme)}/forms/{version}/media"
    return _xml(
        openrosa.manifest(
            openrosa.MediaEntry(filename=name, md5=served.md5, download_url=f"{base}/{quote(name, safe='')}")
            for name, served in attachments.served_to(device, version)
        )
    )


@token_door
def media(request: HttpRequest, token: str, programme: int, version: UUID, name: str) -> HttpResponse:
    """One file of the manifest."""
    device = _device(token, programme)
    _only(request, "GET", "HEAD")
    return _download(request, attachments.one_for(device, version, name), name=name)


@token_door
def submission(request: HttpRequest, token: str, programme: int) -> HttpResponse:
    """HEAD and GET say how much fits into one request (204); POST takes a submission in (201)."""
    device = _device(token, programme)
    _needs_openrosa(request)
    if request.method in ("HEAD", "GET"):
        answer = HttpResponse(status=204, headers=openrosa.OPENROSA_HEADERS)
        del answer.headers["Content-Type"]
        return answer
    _only(request, "POST")
    _take_in(request, device)
    tokens.seen(device)
    return HttpResponse(_RECEIVED, status=201, headers=openrosa.OPENROSA_HEADERS)


@token_door
def no_token(request: HttpRequest, programme: int) -> NoReturn:
    """The same addresses without a token: phones then ask the person for a name and password."""
    raise Problem("collection.no-token")


def _take_in(request: HttpRequest, device: DeviceToken) -> None:
    body = quarantine.Copy(_body(request))
    head: openrosa.SubmissionHead | None = None
    try:
        with openrosa.read_multipart(
            request.META.get("CONTENT_TYPE", ""),
            _length(request),
            body,
            content_encoding=request.META.get("HTTP_CONTENT_ENCODING", ""),
            spool_dir=blobs.drafts(),
        ) as parts:
            head = openrosa.read_submission(parts.xml.read())
            intake.accept(device, head, parts, sender=_sender(request))
    except Problem as problem:
        if problem.status < 500:
            quarantine.keep(problem, body, token=device, headers=_kept_headers(request), head=head)
        raise
    finally:
        body.close()


def _device(secret: str, programme: int) -> DeviceToken:
    device = tokens.find(secret)
    if device is None:
        raise Problem("collection.bad-token")
    if device.programme_id != programme:
        audit.deny(
            "submission.denied",
            by=f"device:{device.uid}",
            object_type="programme",
            object_uid=str(programme),
            area_path=device.area_path,
        )
        raise Problem("collection.other-programme", programme=programme)
    return device


def _only(request: HttpRequest, *methods: str) -> None:
    if request.method not in methods:
        raise Problem("collection.wrong-method", method=(request.method or "")[:20])


def _needs_openrosa(request: HttpRequest) -> None:
    # The value is not looked at: there is only one version, and clients spell it in several ways.
    if not request.META.get("HTTP_X_OPENROSA_VERSION"):
        raise Problem("collection.no-openrosa-version")


def _base(request: HttpRequest, token: str, programme: int) -> str:
    # The host that the phone used: a node may be known by another name inside the village.
    return f"{request.scheme}://{request.get_host()}/v1/key/{token}/projects/{programme}"


def _xml(document: bytes) -> HttpResponse:
    return HttpResponse(document, headers=openrosa.OPENROSA_HEADERS)


def _download(request: HttpRequest, served: Served, *, name: str) -> HttpResponse:
    """The bytes under their hash as ETag; nothing that a browser would run."""
    etag = f'"{served.md5}"'
    if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponse(status=304, headers={"ETag": etag})
    answer: HttpResponse
    if served.blob and request.method == "GET":
        answer = cast(
            HttpResponse, FileResponse(blobs.path_of(served.blob).open("rb"), content_type=served.mime)
        )
    else:
        answer = HttpResponse(served.bytes(), content_type=served.mime)
    answer.headers["ETag"] = etag
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if name:
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer


def _body(request: HttpRequest) -> BinaryIO:
    # Django takes a request without Content-Length for an empty one; a chunked one is not empty, nor
    # need one of HTTP/2 be, which has no such header.
    chunked = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    framed = not request.META.get("SERVER_PROTOCOL", "HTTP/1").startswith(("HTTP/0", "HTTP/1"))
    if (chunked or framed) and not request.META.get("CONTENT_LENGTH"):
        return cast(BinaryIO, request.META["wsgi.input"])
    return cast(BinaryIO, request)


def _length(request: HttpRequest) -> int | None:
    given = request.META.get("CONTENT_LENGTH", "")
    return int(given) if given.isascii() and given.isdigit() else None


def _sender(request: HttpRequest) -> intake.Sender:
    return intake.Sender(
        device_id=_clean(request.GET.get("deviceID", "")),
        user_agent=_clean(request.META.get("HTTP_USER_AGENT", "")),
    )


def _clean(text: str) -> str:
    # PostgreSQL takes no NUL; both columns hold 255 characters.
    return text.replace("\0", "")[:255]


_HEADERS = (
    "CONTENT_TYPE",
    "CONTENT_LENGTH",
    "HTTP_CONTENT_ENCODING",
    "HTTP_USER_AGENT",
    "HTTP_X_OPENROSA_VERSION",
)


def _kept_headers(request: HttpRequest) -> dict[str, str]:
    return {name: _clean(str(request.META[name])) for name in _HEADERS if request.META.get(name)}
