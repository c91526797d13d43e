"""What may be parsed at all: each hostile document is refused with its code, quickly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sarnkit.openrosa import FORM, SUBMISSION, guard
from sarnkit.openrosa.guard import _Names, _names
from sarnkit.openrosa.tests import samples
from sarnkit.problems import Problem

LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
HOSTILE = {
    "billion laughs": (LAUGHS + "]><a>&j;</a>").encode(),
    "quadratic blow-up": f'<!DOCTYPE a [<!ENTITY x "{"x" * 50_000}">]><a>{"&x;" * 10_000}</a>'.encode(),
    "external entity, file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "external entity, http": b'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><a>&x;</a>',
    "parameter entity": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><a/>',
    "external DTD": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
    "bare DOCTYPE": b"<!DOCTYPE a><a/>",
    "DOCTYPE after BOM, comment and instruction": b"\xef\xbb\xbf<?xml version='1.0'?> <!--x--><?p?>\n<!DOCTYPE a><a/>",
}


def code_of(data: bytes) -> str:
    started = time.monotonic()
    with pytest.raises(Problem) as refused:
        guard(data)
    assert time.monotonic() - started < 5  # a loop without end, not a speed: two cores are shared
    return refused.value.code


@pytest.mark.parametrize("name", HOSTILE)
def test_doctype_in_any_form_is_refused(name: str) -> None:
    assert code_of(HOSTILE[name]) == "openrosa.doctype"


def test_control_a_plain_document_passes() -> None:
    root = guard("<a>ตำบลห้วยสาธิต<b x='1'/></a>".encode())
    assert (root.tag, root.text, root[0].get("x")) == ("a", "ตำบลห้วยสาธิต", "1")


def test_control_lxml_alone_would_take_a_doctype() -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    assert etree.fromstring(b"<!DOCTYPE a><a/>", parser).tag == "a"


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16-le"),
        '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16-be"),
        b'<?xml version="1.0" encoding="utf-16"?><a/>',
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
        '<?xml version="1.0" encoding="tis-620"?><a>ก</a>'.encode("tis-620"),
        b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
        b"\xef\xbb\xbf<?xml version='1.0' encoding='windows-874'?><a/>",
    ],
)
def test_any_other_encoding_is_refused(data: bytes) -> None:
    assert code_of(data) == "openrosa.encoding"


@pytest.mark.parametrize(
    "data",
    [
        b"<a>\xed\xa0\x80</a>",  # lone surrogate
        b"<a>\xc0\xaf</a>",  # overlong slash
        b"<a>\xa1\xd2</a>",  # TIS-620 without saying so
        '<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037"),
    ],
)
def test_bytes_that_are_not_utf8_are_refused(data: bytes) -> None:
    assert code_of(data) == "openrosa.not-utf8"


@pytest.mark.parametrize("data", [b"<a>\x00</a>", b"<a>\x08</a>", b"<a b='\x1f'/>"])
def test_nul_and_control_characters_are_refused(data: bytes) -> None:
    assert code_of(data) == "openrosa.control-character"


@pytest.mark.parametrize(
    "data", [b"<a>&#0;</a>", b"<a>&#8;</a>", b"<a>&undefined;</a>", b"<a>", b"{}", b"<a/><b/>"]
)
def test_what_is_not_wellformed_is_refused(data: bytes) -> None:
    assert code_of(data) == "openrosa.not-xml"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n"])
def test_nothing_at_all_is_refused(data: bytes) -> None:
    assert code_of(data) == "openrosa.empty"


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><html></html>", b"\r\n<HTML><body>login</body></HTML>"])
def test_a_captive_portal_page_is_named_as_such(page: bytes) -> None:
    assert code_of(page) == "openrosa.html-page"


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


@pytest.mark.parametrize("depth", [33, 2_000, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    assert code_of(nested(depth)) in ("openrosa.too-deep", "openrosa.too-many-nodes")


def test_the_depth_limit_is_exact() -> None:
    assert guard(nested(SUBMISSION.depth)) is not None
    assert code_of(nested(SUBMISSION.depth + 1)) == "openrosa.too-deep"


def test_the_node_limit_is_exact() -> None:
    assert len(guard(b"<r>" + b"<a/>" * (SUBMISSION.nodes - 1) + b"</r>")) == SUBMISSION.nodes - 1
    assert code_of(b"<r>" + b"<a/>" * SUBMISSION.nodes + b"</r>") == "openrosa.too-many-nodes"


@pytest.mark.parametrize("count", [100_000, 2_000_000])
def test_sibling_bombs_are_refused_by_count_or_size(count: int) -> None:
    data = b"<r>" + b"<a/>" * count + b"</r>"
    assert code_of(data) in ("openrosa.too-many-nodes", "openrosa.xml-too-large")


def test_attribute_bombs_are_refused() -> None:
    def with_attributes(count: int) -> bytes:
        return b"<r " + b" ".join(b'a%d=""' % n for n in range(count)) + b"/>"

    assert len(guard(with_attributes(64)).attrib) == 64
    assert code_of(with_attributes(65)) == "openrosa.too-many-attributes"
    assert code_of(with_attributes(80_000)) == "openrosa.too-many-attributes"
    assert code_of(with_attributes(300_000)) == "openrosa.xml-too-large"


def test_namespace_bombs_are_refused() -> None:
    bomb = b"<r " + b" ".join(b'xmlns:n%d="u:%d"' % (n, n) for n in range(20_000)) + b"/>"
    assert code_of(bomb) in ("openrosa.too-many-namespaces", "openrosa.not-xml")
    spread = b"<r>" + b"".join(b'<a xmlns:n="u:%d"/>' % n for n in range(40)) + b"</r>"
    assert code_of(spread) == "openrosa.too-many-namespaces"


def test_size_is_refused_before_parsing() -> None:
    assert code_of(b"<" + b"a" * SUBMISSION.size) == "openrosa.xml-too-large"
    assert guard(b"<a>" + b"x" * (2 << 20) + b"</a>", FORM).tag == "a"


def test_invented_names_do_not_fill_the_dictionary_of_the_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the budget of names a document is parsed apart, with the same outcome."""
    monkeypatch.setattr(_Names, "budget", 10)
    monkeypatch.setattr(_names, "seen", set())
    first, second = (
        b"<r>" + b"".join(b"<%c%d/>" % (letter, n) for n in range(9)) + b"</r>" for letter in (97, 98)
    )
    assert len(guard(first)) == 9
    known = set(_names.seen)
    assert len(known) == 10
    assert len(guard(second)) == 9
    assert _names.seen == known
    with pytest.raises(Problem, match="cannot be read"):
        guard(b"<x1><x2></x1>")


def test_a_value_is_no_name() -> None:
    names = _Names()
    for number in range(50):
        assert names.admit(b'<entity id="%d" xmlns="u:x"/>' % number)
    assert len(names.seen) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"<a " + b"xmlns" * 190_000 + b"/>",
        b"<a " + b"xmlns='" * 140_000 + b"/>",
        b"<a " + b'"' * 900_000,
        b"<!----> " * 120_000 + b"<a/>",
        b" " * 900_000 + b"<a/>",
        b"<" * 39_000,
        b"<a b='" + b">" * 900_000,
    ],
    ids=range(7),
)
def test_our_own_patterns_take_no_time_on_odd_input(data: bytes) -> None:
    """A pattern that looks over the rest of the document at every place would need minutes here."""
    started = time.process_time()
    try:
        guard(data)
    except Problem as problem:
        assert problem.code in ("openrosa.not-xml", "openrosa.too-many-nodes")  # noqa: PT017
    assert time.process_time() - started < 5


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_root_or_a_problem(data: bytes) -> None:
    status = 200
    try:
        guard(data)
    except Problem as problem:
        status = problem.status
    assert status in (200, 400, 413)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_document_with_any_bytes_changed_gives_a_root_or_a_problem(data: st.DataObject) -> None:
    document = bytearray(samples.submission("<home><village>99010104</village></home>"))
    for _ in range(data.draw(st.integers(1, 4))):
        document[data.draw(st.integers(0, len(document) - 1))] = data.draw(st.integers(0, 255))
    status = 200
    try:
        guard(bytes(document))
    except Problem as problem:
        status = problem.status
    assert status in (200, 400, 413)
