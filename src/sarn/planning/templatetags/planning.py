"""Places, money, doers and the bar of doers, on the pages of planning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sarn.areas.models import Area
from sarn.planning import words
from sarn.planning.components import MODE_NAMES, Sum

register = template.Library()


@register.filter
def place(area: Area) -> str:
    """«บ้านหนองน้ำใส ม.4», in the reader's language."""
    return area.display(words.language())


@register.filter
def in_words(texts: dict[str, str]) -> str:
    """A text of a pack in the reader's language, or in the one that there is."""
    return texts.get(words.language()) or next(iter(texts.values()), "")


@register.filter
def money(satang: int | None) -> str:
    """Satang as «420,000 บาท»; empty for None."""
    return "" if satang is None else words.money(satang)


@register.filter
def source(code: str) -> str:
    """«อบต./เทศบาล»: where money comes from."""
    return words.source(code)


@register.filter
def mode_name(mode: str) -> Any:
    """«ทำเอง», «ทำร่วม», «ให้หน่วยงานทำ»; of nobody's doing yet «ยังไม่ได้บอก»."""
    return MODE_NAMES.get(mode) or gettext("Nobody has said yet")


@register.simple_tag
def doers_bar(sums: Iterable[Sum]) -> SafeString:
    """Money and labour by doer in one bar; the list beside it says the same in words. Empty without money."""
    found = list(sums)
    whole = sum(one.total for one in found)
    if not whole:
        return SafeString("")
    pieces, x = [], 0.0
    for one in found:
        width = one.total * 100 / whole
        pieces.append((one.mode or "none", f"{x:.2f}", f"{width:.2f}"))
        x += width
    return format_html(
        '<svg class="doers" width="100%" height="28" role="img" aria-label="{}">{}</svg>',
        ", ".join(f"{one.name} {words.money(one.total)}" for one in found),
        format_html_join("", '<rect class="by-{}" x="{}%" width="{}%" height="28"/>', pieces),
    )
