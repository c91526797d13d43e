"""The guard: what may be parsed at all.

Hostile and broken XML is refused before anything looks at its content. UTF-8 only, no DOCTYPE at
all (so no entity of any kind), and ceilings for size, depth, elements, attributes and namespaces.
"""

from __future__ import annotations

import re
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from sarnkit.problems import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True)
class XmlLimits:
    """Ceilings of one kind of document; `size` in bytes, the rest are counts."""

    size: int
    depth: int
    nodes: int
    attributes: int
    namespaces: int


SUBMISSION: Final = XmlLimits(size=1 << 20, depth=32, nodes=20_000, attributes=64, namespaces=32)
FORM: Final = XmlLimits(size=10 << 20, depth=64, nodes=400_000, attributes=64, namespaces=32)

_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BLANK = re.compile(rb"\s*")
_START_TAG = re.compile(rb"<[^!?/>][^>]*")
# A value; that of a namespace declaration stands in group 1, for libxml2 keeps it like a name.
_VALUE = re.compile(rb"(xmlns[^=\"'\s]{0,80}\s*=\s*(?:\"[^\"]*\"|'[^']*'))|\"[^\"]*\"|'[^']*'")


def guard(data: bytes, limits: XmlLimits = SUBMISSION) -> Element:
    """Parse `data` and return its root element, or raise a Problem with a code `openrosa.*`.

    One pass by libxml2 with entities, network and DTD switched off; comments and processing
    instructions are dropped. The ceilings that count elements are first tested on the bytes
    (every element needs a `<`), so that ordinary submissions never pay for a walk.
    """
    if len(data) > limits.size:
        raise Problem("openrosa.xml-too-large", size=len(data), limit=limits.size)
    _refuse_bytes(data)
    _refuse_prolog(data)
    marks = data.count(b"<")
    if marks > 2 * limits.nodes + 64:
        raise Problem("openrosa.too-many-nodes", limit=limits.nodes)
    root = _parse(data, limits)
    if root.getroottree().docinfo.internalDTD is not None:  # the prolog scan should have seen it
        raise Problem("openrosa.doctype")
    _refuse_shape(root, data, marks, limits)
    return root


def _refuse_bytes(data: bytes) -> None:
    if not data or data == _BOM or data.isspace():
        raise Problem("openrosa.empty")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] in (b"<\0?\0", b"\0<\0?"):
        raise Problem("openrosa.encoding", declared="UTF-16")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = _DECLARATION.match(data[:300])
        if declared and _foreign(declared[1]):
            raise Problem("openrosa.encoding", declared=_printable(declared[1])) from None
        raise Problem("openrosa.not-utf8", position=error.start) from None
    if control := _CONTROL.search(data):
        raise Problem("openrosa.control-character", position=control.start())
    declared = _DECLARATION.match(data[3:300] if data.startswith(_BOM) else data[:300])
    if declared and _foreign(declared[1]):
        raise Problem("openrosa.encoding", declared=_printable(declared[1]))


def _foreign(declared: bytes) -> bool:
    # US-ASCII is a part of UTF-8, but a document that declares it and holds Thai lies about itself.
    return declared.strip().lower() not in (b"utf-8", b"utf8")


def _printable(name: bytes) -> str:
    return name.decode("ascii", "replace")[:40]


def _refuse_prolog(data: bytes) -> None:
    """Refuse DOCTYPE and HTML by walking the few things that may stand before the root element."""
    at = 3 if data.startswith(_BOM) else 0
    while True:
        if blank := _BLANK.match(data, at):
            at = blank.end()
        if data.startswith(b"<?", at):
            end, width = data.find(b"?>", at), 2
        elif data.startswith(b"<!--", at):
            end, width = data.find(b"-->", at + 4), 3
        else:
            break
        if end < 0:
            raise Problem("openrosa.not-xml", line=1, reason="unfinished prolog")
        at = end + width
    head = data[at : at + 20].lower()
    if head.startswith((b"<!doctype html", b"<html")) and b"http://www.w3.org/2002/xforms" not in data:
        raise Problem("openrosa.html-page")
    if head.startswith(b"<!"):
        raise Problem("openrosa.doctype")


def _parse(data: bytes, limits: XmlLimits) -> Element:
    try:
        if _names.admit(data):
            return _parse_here(data)
        return _in_fresh_thread(data)
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "unknown").replace("\n", " ")
        if "depth" in reason.lower():  # libxml2 refuses more than 256 levels by itself
            raise Problem("openrosa.too-deep", limit=limits.depth) from None
        raise Problem("openrosa.not-xml", line=error.lineno or 1, reason=reason[:120]) from None


def _parse_here(data: bytes) -> Element:
    # A parser per call: lxml lets one parser be used by one thread at a time, and this costs 2 µs.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    root: Element = etree.fromstring(data, parser)
    return root


def _refuse_shape(root: Element, data: bytes, marks: int, limits: XmlLimits) -> None:
    if marks > limits.nodes and _exceeds_nodes(root, limits.nodes):
        raise Problem("openrosa.too-many-nodes", limit=limits.nodes)
    if marks > limits.depth and _too_deep(limits.depth)(root):
        raise Problem("openrosa.too-deep", limit=limits.depth)
    if data.count(b"=") > limits.attributes and any(
        len(element.attrib) > limits.attributes for element in root.iter()
    ):
        raise Problem("openrosa.too-many-attributes", limit=limits.attributes)
    # Counted over the document: nsmap of each element would be a walk up the tree for each.
    if data.count(b"xmlns") > limits.namespaces:
        raise Problem("openrosa.too-many-namespaces", limit=limits.namespaces)


def _exceeds_nodes(root: Element, limit: int) -> bool:
    return any(count > limit for count, _ in enumerate(root.iter(), start=1))


_depth_tests: dict[int, etree.XPath] = {}


def _too_deep(limit: int) -> etree.XPath:
    """`boolean(/*/*/…)` with one step more than allowed: evaluated inside libxml2."""
    test = _depth_tests.get(limit)
    if test is None:
        test = _depth_tests[limit] = etree.XPath("boolean(" + "/*" * (limit + 1) + ")")
    return test


class _Names(threading.local):
    """Which element and attribute names this thread's dictionary of names has taken in.

    lxml keeps one dictionary of names per thread and never empties it; libxml2 stops parsing when
    it is full (seen: 378 documents of 20,000 invented names each, 400 MB, then every document
    with a new name failed). Real traffic repeats the names of a few forms, so names are counted,
    and documents beyond the budget are parsed in a thread that ends with its dictionary.
    """

    budget = 20_000  # start tags; with names as long as a form's, some megabytes
    longest = 4_096  # bytes of one start tag without its values

    def __init__(self) -> None:
        self.seen: set[bytes] = set()

    def admit(self, data: bytes) -> bool:
        tags = set(_START_TAG.findall(data))
        new = tags - self.seen
        if not new:
            return True
        bare = {_VALUE.sub(rb"\1", tag) for tag in new} - self.seen
        if len(self.seen) + len(bare) > self.budget or any(len(tag) > self.longest for tag in bare):
            return False
        self.seen |= bare
        return True


_names = _Names()


def _in_fresh_thread(data: bytes) -> Element:
    outcome: Future[Element] = Future()

    def run() -> None:
        try:
            outcome.set_result(_parse_here(data))
        except BaseException as error:
            outcome.set_exception(error)

    worker = threading.Thread(target=run, name="xml-guard")
    worker.start()
    worker.join()
    return outcome.result()
