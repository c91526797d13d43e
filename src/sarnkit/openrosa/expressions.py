"""Finding expressions that no client could read.

pyxform lets `1 + (` pass and ODK Validate needs Java; libxml2's XPath compiler finds such faults. It
checks form only: functions of ODK (`jr:choice-name`, `selected`, …) are unknown to it and pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from sarnkit.openrosa.submission import XFORMS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_JR: Final = "{http://openrosa.org/javarosa}"
_ODK: Final = "{http://www.opendatakit.org/xforms}"
# Attribute of the XForm → column of the XLSForm that it came from.
_BIND: Final = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
    "required": "required",
    "readonly": "read_only",
}


@dataclass(frozen=True)
class BrokenExpression:
    """An expression that is not XPath: the question's name, the XLSForm column, the expression."""

    question: str
    column: str
    expression: str


def broken_expressions(document: Element) -> list[BrokenExpression]:
    """All malformed expressions of a form definition, in the order of the document."""
    return [
        BrokenExpression(_name(where), column, " ".join(expression.split())[:200])
        for where, column, expression in _expressions(document)
        if expression.strip() and not _compiles(expression)
    ]


def _expressions(document: Element) -> Iterator[tuple[str, str, str]]:
    for element in document.iter(f"{{{XFORMS}}}*", f"{_ODK}*"):
        name = str(element.tag).rpartition("}")[2]
        if name == "bind":
            for attribute, column in _BIND.items():
                yield element.get("nodeset") or "", column, element.get(attribute) or ""
        elif name == "repeat":
            yield element.get("nodeset") or "", "repeat_count", element.get(f"{_JR}count") or ""
        elif name == "itemset":
            yield _control(element), "choice_filter", element.get("nodeset") or ""
        elif name == "output":
            yield _control(element), "label", element.get("value") or element.get("ref") or ""
        elif name == "setvalue":
            yield element.get("ref") or "", "default", element.get("value") or ""
        elif query := element.get("query"):
            yield element.get("ref") or "", "choice_filter", query


def _control(element: Element) -> str:
    """The reference of the question around a label or itemset; for translations the text's id."""
    above: Element | None = element
    while above is not None:
        found = above.get("ref") if above is not element else None
        found = found or (above.get("id") if str(above.tag).endswith("}text") else None)
        if found and not found.startswith("jr:"):
            return found.rpartition(":")[0] or found
        above = above.getparent()
    return ""


def _name(where: str) -> str:
    return where.rstrip("/").rpartition("/")[2] or where or "-"


def _compiles(expression: str) -> bool:
    try:
        etree.XPath(expression)
    except (etree.XPathSyntaxError, ValueError):
        return False
    return True
