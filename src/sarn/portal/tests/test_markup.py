"""Hostile texts: what a report may not carry into a page, a feed or the calendar."""

from __future__ import annotations

import re

import feedparser
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from sarn.portal import markup, slugs
from sarn.portal.tests.news_scenes import make_newsroom, standing_clock, structured_data  # noqa: F401

HOSTILE = [
    "<script>alert(1)</script>",
    "<script src=https://evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    "<a href='javascript:alert(1)'>กด</a>",
    "[กด](javascript:alert(1))",
    "[กด](java\tscript:alert(1))",
    "[กด](JaVaScRiPt&colon;alert(1))",
    "[กด](vbscript:alert(1))",
    "[กด](data:text/html;base64,PHNjcmlwdD4=)",
    "![รูป](https://evil.example/track.png)",
    "![รูป](data:image/svg+xml;base64,PHN2Zz4=)",
    '<p hx-get="/news/desk/" hx-trigger="load">ข้อความ</p>',
    '<div data-hx-post="/accounts/logout/">ข้อความ</div>',
    '<p style="position:fixed;inset:0">ทับ</p>',
    "<style>body{display:none}</style>",
    "<iframe src=https://evil.example></iframe>",
    "<form action=/accounts/login/><input name=password></form>",
    "<a href='https://example.org' target=_blank onclick=alert(1) class=btn id=m>กด</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<!--<img src=--><img src=x onerror=alert(1)>-->",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
]
TAGS = {"p", "br", "hr", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "a"}


def check(made: str) -> None:
    """Only the tags of a report, only links, only to where a link may lead."""
    tree = html.fragment_fromstring(made, create_parent="div")
    for element in tree.iterdescendants():
        assert isinstance(element.tag, str), made
        assert element.tag in TAGS, made
        assert set(element.attrib) <= ({"href", "rel"} if element.tag == "a" else set()), made
        address = element.get("href", "https:").strip()
        assert ":" not in address.split("/")[0] or re.match(r"(https?|mailto|tel):", address, re.I), made


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_runs_comes_through(text):
    check(markup.as_html(text))
    check(markup.as_html(f"- รายการ {text}\n\n> {text}"))


def test_control_markdown_alone_would_let_it_through():
    from markdown_it import MarkdownIt

    with pytest.raises(AssertionError):
        check(MarkdownIt("commonmark", {"html": True}).render("<img src=x onerror=alert(1)>"))


@given(st.text(alphabet=st.sampled_from("<>/=\"'`()[]!&;: \nabhrefscriptonxj-*#กำ้\u2028"), max_size=120))
def test_whatever_is_typed_stays_within_the_tags(text):
    check(markup.as_html(text))


def test_what_people_write_is_kept():
    made = markup.as_html(
        "# หัวข้อ\n\nน้ำใช้ **ไม่พอ**\nบรรทัดสอง\n\n1. หนึ่ง\n2. สอง\n\n[ดู](https://example.org/ก?a=1&b=2)"
    )
    assert "<h3>หัวข้อ</h3>" in made
    assert "<strong>ไม่พอ</strong>" in made
    assert "<br" in made
    assert "<ol>" in made
    assert 'href="https://example.org/%E0%B8%81?a=1&amp;b=2"' in made
    assert 'rel="nofollow noopener noreferrer"' in made


def test_control_letters_and_turned_writing_are_taken_out():
    assert markup.plain("ก\x00ข\x0bค\u202eง\ud800จ\ufffe") == "กขคงจ"
    assert markup.plain("หนึ่ง\r\nสอง\x07 \n", lines=True) == "หนึ่ง\nสอง"
    assert markup.plain("  ก \n ข\t") == "ก ข"
    assert markup.plain("ก\u200bข") == "ก\u200bข"  # breaks between Thai words are wanted


@pytest.mark.django_db
@pytest.mark.usefixtures("standing_clock")
def test_a_hostile_report_leaves_page_feed_and_data_whole():
    room = make_newsroom()
    bad = "</script><script>alert(1)</script>"
    report = room.published(
        title=f"หัวข่าว {bad} ]]>",
        lead=f"นำ {bad} <b onmouseover=x> \u2028 \x0b",
        body="\n\n".join(HOSTILE),
        place='"><img src=x>',
    )
    response = Client().get(report.get_absolute_url())
    source = response.content.decode()
    assert source.count("<script") == 1  # the structured data, and it says what was typed
    data = structured_data(response)
    assert data["headline"] == f"หัวข่าว {bad} ]]>"
    tree = html.fromstring(source)
    assert not tree.xpath("//*[@onerror or @onload or @onclick or @style or @onmouseover]")
    assert not [name for one in tree.iter() for name in one.attrib if "hx-" in name]
    assert not tree.xpath("//main//iframe | //main//form | //main//img | //main//svg[@onload] | //base")
    assert not [one for one in tree.xpath("//main//@href") if re.match(r"\s*(javascript|data|vbscript)", one)]
    for address in ("/news/rss.xml", "/news/atom.xml"):
        parsed = feedparser.parse(Client().get(address).content)
        assert not parsed.bozo
        assert parsed.entries[0].title.startswith("หัวข่าว")
        raw = Client().get(address).content.decode()
        assert "<script" not in raw
        assert not re.search(r"href=.{0,8}(javascript|data:|vbscript)", raw)


@pytest.mark.django_db
@pytest.mark.usefixtures("standing_clock")
def test_the_policy_of_the_page_lets_data_be_and_runs_nothing():
    room = make_newsroom()
    policy = Client().get(room.published().get_absolute_url())["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


# Addresses.


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("เวทีน้ำ ม.4 เลือกขุดร่อง", "เวทีน้ำ-ม-4-เลือกขุดร่อง"),
        ("ประชุม ครั้งที่ ๑/๒๕๗๐", "ประชุม-ครั้งที่-๑-๒๕๗๐"),
        ("Water & Us!", "water-us"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("🙂🙂", "news"),
        ("", "news"),
    ],
)
def test_a_title_as_an_address(title, slug):
    assert slugs.slug_of(title) == slug


def test_a_long_word_is_not_cut_before_its_marks():
    for shift in range(12):
        slug = slugs.slug_of("ก" * shift + "น้ำ" * 60)
        assert len(slug) <= slugs.MOST_LETTERS
        rest = ("ก" * shift + "น้ำ" * 60)[len(slug) :]
        assert rest[0] not in "้ำ"


@given(st.text(max_size=200))
def test_any_title_makes_an_address(title):
    slug = slugs.slug_of(title)
    assert slug
    assert len(slug) <= slugs.MOST_LETTERS
    assert not set(slug) & set("/?#%<>\"' ")
