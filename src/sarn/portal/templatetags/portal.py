"""How places are called in templates."""

from __future__ import annotations

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sarn.areas.models import Area
from sarn.portal import addresses
from sarn.portal.reading import in_language

register = template.Library()


@register.filter
def place(area: Area) -> str:
    """«บ้านหนองน้ำใส ม.4», «ตำบลห้วยสาธิต», in the reader's language."""
    return area.display("th" if (get_language() or "th").startswith("th") else "en")


@register.filter
def bare_place(area: Area) -> str:
    """The same without the number of the village."""
    called = place(area)
    if area.number is None:
        return called
    return called.removesuffix(f" ม.{area.number}").removesuffix(f" Mu {area.number}")


@register.filter
def nb_whole(text: str) -> SafeString:
    """The text kept on one line where there is room: a person's name."""
    return format_html('<span class="nb">{}</span>', text)


@register.filter
def local(texts: dict[str, str]) -> str:
    """A text of a pack in the reader's language."""
    return in_language(texts)


@register.filter
def lines(texts: dict[str, str]) -> list[str]:
    """The lines of a text of a pack in the reader's language."""
    return in_language(texts).splitlines()


@register.simple_tag(takes_context=True)
def whole_address(context: Context, name: str, code: str) -> str:
    """The address of a page about an area, with the name of this node before it."""
    return addresses.whole(context["request"], reverse(name, kwargs={"code": code}))
