"""A small household form of our own, submissions of it, and requests as ODK Collect makes them."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

SARN = "https://sarn.example/xforms"
BOUNDARY = "----collect-boundary"
HEADERS = {"HTTP_X_OPENROSA_VERSION": "1.0"}

_QUESTIONS = (
    # name, type, attributes of the bind
    ("round", "string", 'sarn:role="round"'),
    ("village", "string", 'sarn:role="village"'),
    ("house", "string", 'sarn:role="house"'),
    ("house_no", "string", 'sarn:role="house.number"'),
    ("hh_no", "int", 'sarn:role="household.number"'),
    ("outcome", "string", 'sarn:role="visit.outcome"'),
    ("water_months", "int", ""),
    ("income", "decimal", ""),
    ("note", "string", ""),
    ("photo", "binary", 'sarn:personal="no"'),
    ("telephone", "string", 'sarn:personal="yes"'),
)
_MEMBER = (
    ("m_name", "string", 'sarn:personal="person.name"'),
    ("cid", "string", 'sarn:personal="person.citizen_id"'),
    ("sex", "string", 'sarn:role="person.sex"'),
    ("born", "int", 'sarn:role="person.birth_year"'),
    ("illness", "string", 'sarn:personal="health"'),
    ("age", "int", ""),
)


def xform(
    form_id: str = "household", version: str = "1", *, title: str = "ครัวเรือน", tags: bool = True, files: Iterable[str] = (),
    extra: str = "", water_type: str = "int",
) -> bytes:  # fmt: skip
    """An XForm; `tags=False` drops every personal tag, `files` are named as secondary instances."""
    main = "".join(f"<{name}/>" for name, _, _ in _QUESTIONS)
    member = "".join(f"<{name}/>" for name, _, _ in _MEMBER)
    types = {"water_months": water_type}
    binds = "".join(
        f'<bind nodeset="/data/{where}{name}" type="{types.get(name, kind)}" {_tag(tag, tags)}/>'
        for where, group in (("", _QUESTIONS), ("member/", _MEMBER))
        for name, kind, tag in group
    )
    inputs = "".join(
        f'<upload ref="/data/{name}" mediatype="image/*"><label>{name}</label></upload>'
        if kind == "binary"
        else f'<input ref="/data/{name}"><label>{name}</label></input>'
        for name, kind, _ in _QUESTIONS
    )
    members = "".join(
        f'<input ref="/data/member/{name}"><label>{name}</label></input>' for name, _, _ in _MEMBER
    )
    lists = "".join(
        f'<instance id="list{number}" src="jr://file-csv/{escape(name)}"/>'
        for number, name in enumerate(files)
    )
    return f"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:sarn="{SARN}">
<h:head><h:title>{escape(title)}</h:title><model>
<instance><data id="{escape(form_id, {'"': "&quot;"})}" version="{version}">{main}{extra}<member jr:template="">{member}</member>
<orx:meta><orx:instanceID/></orx:meta></data></instance>{lists}{binds}</model></h:head>
<h:body>{inputs}<group ref="/data/member"><label>member</label><repeat nodeset="/data/member">{members}</repeat></group></h:body>
</h:html>""".encode()


def _tag(tag: str, tags: bool) -> str:
    return tag if tags or "personal" not in tag else ""


def instance(
    instance_id: str | None = "uuid:1", *, form_id: str = "household", version: str = "1",
    members: Iterable[dict[str, str]] = (), deprecated: str = "", **answers: str,
) -> bytes:  # fmt: skip
    """A submission; answers that are not given are missing, "" ones are empty."""
    meta = f"<orx:instanceID>{instance_id}</orx:instanceID>" if instance_id else ""
    meta += f"<orx:deprecatedID>{deprecated}</orx:deprecatedID>" if deprecated else ""
    rows = "".join(f"<member>{_elements(member)}</member>" for member in members)
    return (
        f'<data xmlns:orx="http://openrosa.org/xforms" id="{escape(form_id, {chr(34): "&quot;"})}" '
        f'version="{version}">{_elements(answers)}{rows}<orx:meta>{meta}</orx:meta></data>'
    ).encode()


def _elements(answers: dict[str, str]) -> str:
    return "".join(f"<{name}>{escape(text)}</{name}>" for name, text in answers.items())


def part(name: str, data: bytes, filename: str | None = None, mime: str = "text/xml") -> bytes:
    """One part of a multipart body."""
    file = "" if filename is None else f'; filename="{filename}"'
    head = f'Content-Disposition: form-data; name="{name}"{file}\r\nContent-Type: {mime}\r\n\r\n'
    return f"--{BOUNDARY}\r\n".encode() + head.encode() + data + b"\r\n"


def body(xml: bytes, files: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The body that Collect sends: the XML part, then each file under its own name."""
    parts = [part("xml_submission_file", xml, "submission.xml")]
    parts += [part(name, data, name, "image/jpeg") for name, data in files]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"
