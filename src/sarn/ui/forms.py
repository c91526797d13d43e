"""Fields of forms that people fill as they write: a day of either era, an amount in baht, photos."""

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


class BahtField(forms.CharField):
    """An amount in baht, «298,000» or «๒๙๘,๐๐๐.๕๐ บาท» → integer satang."""

    default_error_messages = {
        "not-money": _("This is no amount. Write baht in digits, e.g. 298,000."),
        "too-much": _("This amount is too large. Count the noughts again."),
    }
    MOST = 10**12  # satang: ten thousand million baht, more than a tambon ever plans

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            satang = thai.parse_baht(text)
        except ValueError as fault:
            raise forms.ValidationError(self.error_messages["not-money"], code="not-money") from fault
        if satang > self.MOST:
            raise forms.ValidationError(self.error_messages["too-much"], code="too-much")
        return satang

    def prepare_value(self, value: Any) -> Any:
        """Satang that are filled in beforehand, as baht."""
        return thai.baht(value).removesuffix(".00") if isinstance(value, int) else value


class PhotosInput(forms.FileInput):
    """A file box that takes several photos."""

    allow_multiple_selected = True

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"accept": "image/*", **(attrs or {})})


class PhotosField(forms.FileField):
    """Several photos of a form → a list of uploads, [] for none."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(PhotosField, self).clean(one, initial) for one in uploads]
