"""Fields of forms that people fill as they write: a day of either era."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarnkit import thai


class ThaiDateField(forms.CharField):
    """A day in any of the ways that people write one, Buddhist or common era → date."""

    default_error_messages = {
        "not-a-date": _("This is no date. Write day/month/year, e.g. 8/12/2569."),
        "no-such-day": _("There is no such day in that month. Look at the calendar and write it again."),
        "year-unclear": _("The year is not clear. Write all four digits, e.g. 2569."),
    }

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            found: date = thai.parse_thai_date(text)
        except thai.DateError as error:
            raise forms.ValidationError(self.error_messages[error.reason], code=error.reason) from error
        return found

    def prepare_value(self, value: Any) -> Any:
        """A day that is filled in beforehand, as people write it: 10/2/2570."""
        return f"{value.day}/{value.month}/{thai.be(value.year)}" if isinstance(value, date) else value
