"""Money and years as sentences of planning say them."""

from __future__ import annotations

from django.utils.translation import get_language, gettext

from sarn.planning import amounts
from sarn.planning.sources import SOURCES
from sarnkit import thai


def language() -> str:
    """«th», or «en» for every other language."""
    return "th" if (get_language() or "th").startswith("th") else "en"


def money(satang: int) -> str:
    """«420,000 บาท»."""
    return gettext("%(amount)s baht") % {"amount": amounts.written(satang)}


def year(fiscal_year: int) -> str:
    """A fiscal year (CE) as the reader counts years."""
    return str(thai.be(fiscal_year) if language() == "th" else fiscal_year)


def source(code: str) -> str:
    """«อบต./เทศบาล»: where money comes from."""
    return SOURCES[code].words(language()) if code in SOURCES else code
