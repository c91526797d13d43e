"""Documents that we write for phones: form list, manifest, answer to a submission.

The rules are those of the OpenRosa form discovery and submission interfaces as ODK Collect reads
them: the content type must contain `text/xml`, a hash must begin with `md5:`, and one entry
without id, name or address makes the whole list unreadable.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

CONTENT_TYPE: Final = "text/xml; charset=utf-8"
ACCEPT_LENGTH: Final = 100_000_000  # bytes of one request; phones split at this
OPENROSA_HEADERS: Final = {
    "X-OpenRosa-Version": "1.0",
    "X-OpenRosa-Accept-Content-Length": str(ACCEPT_LENGTH),
    "Content-Type": CONTENT_TYPE,
}

_LIST: Final = "http://openrosa.org/xforms/xformsList"
_MANIFEST: Final = "http://openrosa.org/xforms/xformsManifest"
_RESPONSE: Final = "http://openrosa.org/http/response"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class FormEntry:
    """One form of the list; `md5` is the hex digest of the bytes served at `download_url`."""

    form_id: str
    name: str
    version: str
    md5: str
    download_url: str
    manifest_url: str = ""


@dataclass(frozen=True)
class MediaEntry:
    """One file of a manifest; `type` is "" or `entityList` / `approvalEntityList`."""

    filename: str
    md5: str
    download_url: str
    type: str = ""


def md5_hex(data: bytes) -> str:
    """The digest that OpenRosa clients compare; it identifies bytes, it protects nothing."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def form_list(forms: Iterable[FormEntry]) -> bytes:
    """The answer to `GET formList`. A form without a name is listed under its id.

    Raises ValueError for an entry without id, digest or address: it would hide all other forms.
    """
    root = etree.Element(f"{{{_LIST}}}xforms", nsmap=_default(_LIST))
    for form in forms:
        _require(form.form_id, form.md5, form.download_url)
        entry = etree.SubElement(root, f"{{{_LIST}}}xform")
        _add(entry, _LIST, "formID", form.form_id)
        _add(entry, _LIST, "name", form.name.strip() or form.form_id)
        _add(entry, _LIST, "version", form.version)
        _add(entry, _LIST, "hash", _prefixed(form.md5))
        _add(entry, _LIST, "downloadUrl", form.download_url)
        if form.manifest_url:
            _add(entry, _LIST, "manifestUrl", form.manifest_url)
    return _written(root)


def manifest(media: Iterable[MediaEntry]) -> bytes:
    """The answer to `GET manifest`: only files that exist, each with its digest."""
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap=_default(_MANIFEST))
    for item in media:
        _require(item.filename, item.md5, item.download_url)
        entry = etree.SubElement(root, f"{{{_MANIFEST}}}mediaFile")
        if item.type:
            entry.set("type", item.type)
        _add(entry, _MANIFEST, "filename", item.filename)
        _add(entry, _MANIFEST, "hash", _prefixed(item.md5))
        _add(entry, _MANIFEST, "downloadUrl", item.download_url)
    return _written(root)


def response(message: str, nature: str = "") -> bytes:
    """An `OpenRosaResponse`; phones show its message to the person, so it is short and plain."""
    root = etree.Element(f"{{{_RESPONSE}}}OpenRosaResponse", nsmap=_default(_RESPONSE))
    _add(root, _RESPONSE, "message", message).set("nature", _clean(nature))
    return _written(root)


def _default(namespace: str) -> dict[str, str]:
    return {None: namespace}  # type: ignore[dict-item]  # lxml takes None for the default namespace


def _require(*texts: str) -> None:
    if not all(text.strip() for text in texts):
        raise ValueError("an entry of a form list or manifest lacks id, digest or address")


def _prefixed(digest: str) -> str:
    return digest if digest.startswith("md5:") else f"md5:{digest}"


def _add(parent: etree._Element, namespace: str, name: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{namespace}}}{name}")
    child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    # XML cannot carry these at all, not even escaped; a title must not stop every phone.
    return _FORBIDDEN.sub("\ufffd", text)


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written
