"""How the words of XForms become the types of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TYPES: Final = {
    "integer": "int",
    "long": "int",
    "short": "int",
    "float": "decimal",
    "double": "decimal",
    "datetime": "datetime",
    "select1": "select_one",
    "select": "select_multiple",
    "selectone": "select_one",
}
_KNOWN: Final = frozenset(
    [
        "string",
        "int",
        "decimal",
        "boolean",
        "date",
        "time",
        "datetime",
        "geopoint",
        "geotrace",
        "geoshape",
        "binary",
        "barcode",
        "rank",
        "select_one",
        "select_multiple",
    ]
)
CONTROLS: Final = {
    "input": "",
    "secret": "",
    "range": "",
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "upload": "binary",
    "trigger": "trigger",
}


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def plain_text(element: Element) -> str:
    """All text below an element, blanks folded."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def is_set(expression: str | None) -> bool:
    """Whether a required or readonly expression can be true at all."""
    return (expression or "").strip().lower() not in ("", "false()", "false", "no")


def field_type(declared: str, control: Element | None) -> str:
    """The type of a field: the control decides, then the type of its bind, else string."""
    word = declared.rpartition(":")[2].strip()
    word = _TYPES.get(word.lower(), word.lower())
    asked = CONTROLS[local_name(control)] if control is not None else ""
    if asked:
        return asked
    return word if word in _KNOWN else "string"


def media_kind(control: Element | None) -> str:
    """image, audio, video or file, by the media type of an upload."""
    kind = (control.get("mediatype") or "") if control is not None else ""
    word = kind.partition("/")[0]
    return word if word in ("image", "audio", "video") else "file"
