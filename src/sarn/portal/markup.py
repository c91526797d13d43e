"""What people type, made safe: Markdown to a few tags of HTML, plain text without what no page can hold.

Markdown is read by markdown-it, then nh3 keeps only the tags and attributes named here, whatever came before:
no script, no address but those of `_SCHEMES`, no attribute but `href`; so neither hx-* nor style nor an image from
elsewhere. Photos have a place of their own, where consent is asked.
"""

from __future__ import annotations

import unicodedata
from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS: Final = {"p", "br", "hr", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "a"}
_SCHEMES: Final = {"http", "https", "mailto", "tel"}
# The page has h1 and h2 of its own.
_HEADINGS: Final = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


def as_html(text: str) -> SafeString:
    """The Markdown as HTML that may stand in a page, in a feed and in a mail."""
    parser = MarkdownIt("commonmark", {"html": True, "breaks": True}).disable(["image", "code"])
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _HEADINGS[token.tag]
    made = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener noreferrer",
        strip_comments=True,
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def plain(text: str, *, lines: bool = False) -> str:
    """The text without control characters, which neither XML nor PostgreSQL takes; in one line unless `lines`.

    What turns the direction of writing goes too: it can make a text read otherwise than it is stored.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in text if one in "\n\t" or _harmless(one))
    if lines:
        return "\n".join(line.rstrip() for line in kept.split("\n")).strip()
    return " ".join(kept.split())


def _harmless(letter: str) -> bool:
    if "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069" or letter in "\ufffe\uffff":
        return False
    return unicodedata.category(letter) not in {"Cc", "Cs"}
