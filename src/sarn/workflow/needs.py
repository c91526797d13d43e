"""Needs that many tables share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sarn.workflow.tables import Given, Need
from sarnkit.problems import Problem

LEAST_LETTERS = 5


def _no_reason(found: Any, given: Given) -> Problem | None:
    if len(str(given.get("reason") or "").strip()) < LEAST_LETTERS:
        return Problem("workflow.no-reason", least=LEAST_LETTERS)
    return None


REASON = Need(_("a reason in words"), _no_reason, of_given=True)
