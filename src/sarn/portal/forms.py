"""What a village head types about a meeting: the day, as people write it, and how many came."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarn.indicators.releases import MOST_PEOPLE
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


class MeetingForm(forms.Form):
    """One meeting of the village."""

    on = ThaiDateField(
        label=_("Day of the meeting"),
        help_text=_("For example 8/12/2569 or 8 Dec 2569"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    attendance = forms.IntegerField(
        label=_("How many people came"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
    )
