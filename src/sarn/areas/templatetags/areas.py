"""How areas are called in templates of every app above."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from sarn.areas.models import Area

register = template.Library()


@register.filter
def area_name(area: Area) -> str:
    """«บ้านหนองน้ำใส ม.4», «ตำบลห้วยสาธิต», in the reader's language."""
    return area.display("th" if (get_language() or "th").startswith("th") else "en")
