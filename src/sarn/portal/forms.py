"""What people type: a meeting's day and attendance, a news report with photos, an event."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarn.areas.models import Area
from sarn.documents.pictures import MOST_ALT
from sarn.indicators.releases import MOST_PEOPLE
from sarn.portal import days, events, news
from sarn.portal.events import Span
from sarn.portal.models import CalendarEvent, NewsReport
from sarn.workflow.forms import MoveForm, ReasonForm
from sarnkit import thai
from sarnkit.clock import BANGKOK

__all__ = [
    "CancelForm",
    "CorrectForm",
    "EventForm",
    "MeetingForm",
    "NewsForm",
    "PhotoForm",
    "RescheduleForm",
    "RewordForm",
]


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
        return thai.thai_date(value, "short") if isinstance(value, date) else value


class ThaiTimeField(forms.CharField):
    """A time of the day as people write it, «9.00 น.», «09:00», «๑๓.๓๐» → time; None for nothing."""

    default_error_messages = {
        "not-a-time": _("This is no time. Write hours and minutes from 00:00 to 23:59, e.g. 09:00."),
    }

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        plain = thai.digits(text).replace("น.", "").replace("น", "").strip()
        match = re.fullmatch(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?", plain)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(self.error_messages["not-a-time"], code="not-a-time")
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


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


class AreaChoice(forms.ChoiceField):
    """One of the areas that the page offers, by its code → Area."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered: dict[str, Area] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> AreaChoice:
        copied: AreaChoice = super().__deepcopy__(memo)
        copied.offered = {}
        return copied

    def offer(self, areas: list[Area]) -> None:
        """Let these be chosen; one alone is chosen already."""
        self.offered = {one.code: one for one in areas}
        self.choices = [(one.code, one.display()) for one in areas]
        if len(areas) == 1:
            self.widget = forms.HiddenInput()
            self.initial = areas[0].code

    def clean(self, value: Any) -> Any:
        return self.offered.get(super().clean(value))


def _wide(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "wide-text"})


class NewsForm(forms.Form):
    """The words of a report."""

    area = AreaChoice(label=_("About which place"))
    title = forms.CharField(label=news.FIELDS["title"], max_length=160)
    place = forms.CharField(
        label=news.FIELDS["place"],
        help_text=_("For example: the pavilion of Ban Nong Nam Sai"),
        max_length=160,
    )
    happened_on = ThaiDateField(
        label=news.FIELDS["happened_on"],
        help_text=_("For example 8/12/2569 or 8 Dec 2569"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lead = forms.CharField(
        label=news.FIELDS["lead"],
        help_text=_("Who, what, where: one or two sentences that say it all"),
        max_length=400,
        widget=_wide(3),
    )
    body = forms.CharField(
        label=news.FIELDS["body"],
        help_text=_(
            "An empty line begins a new paragraph. **two stars** around words make them bold, a dash makes a list."
        ),
        max_length=news.MOST_LETTERS,
        widget=_wide(12),
    )
    author_name = forms.CharField(
        label=news.FIELDS["author_name"],
        help_text=_("As you want to be named in public. The name that you sign in with is not shown."),
        max_length=120,
    )
    author_role = forms.CharField(
        label=news.FIELDS["author_role"],
        help_text=_("For example: data volunteer. May stay empty."),
        max_length=120,
        required=False,
    )

    def texts(self) -> news.Texts:
        """What was written, once the form is valid."""
        return news.Texts(**{name: value for name, value in self.cleaned_data.items() if name != "area"})


class PhotoForm(forms.Form):
    """One photo, what it shows, and that the people on it agree. Empty as a whole is fine."""

    file = forms.FileField(
        label=_("Choose a photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(
        label=_("What the photo shows"),
        help_text=_("For those who cannot see it, e.g. villagers lay a water pipe beside the temple"),
        max_length=MOST_ALT,
        required=False,
    )
    consent = forms.BooleanField(
        label=_("Everybody who can be recognised on it agrees; for children a parent does"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("file"):
            if not given.get("alt"):
                self.add_error("alt", _("Write in a few words what the photo shows."))
            if not given.get("consent"):
                self.add_error(
                    "consent", _("Ask the people on the photo first. Without their yes it cannot be used.")
                )
        return given


class CorrectForm(MoveForm):
    """The right text of a published report, and what was wrong."""

    correction = forms.CharField(
        label=_("What was wrong"),
        help_text=_("Readers see it under the report, e.g. 86 people came, not 68"),
        max_length=400,
        required=False,  # the need of the move says it in a better sentence
    )
    title = forms.CharField(label=news.FIELDS["title"], max_length=160)
    place = forms.CharField(label=news.FIELDS["place"], max_length=160)
    happened_on = ThaiDateField(label=news.FIELDS["happened_on"], max_length=40)
    lead = forms.CharField(label=news.FIELDS["lead"], max_length=400, widget=_wide(3))
    body = forms.CharField(label=news.FIELDS["body"], max_length=news.MOST_LETTERS, widget=_wide(12))

    def __init__(self, *args: Any, found: NewsReport, **kwargs: Any) -> None:
        super().__init__(*args, found=found, **kwargs)
        for name in news.TEXTS:
            self.fields[name].initial = getattr(found, name)


class _TimeForm(forms.Form):
    """Day and time of an event."""

    first = ThaiDateField(
        label=_("Day"),
        help_text=_("For example 8/12/2569 or 8 Dec 2569"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    begins = ThaiTimeField(
        label=_("Begins at"),
        help_text=_("For example 09:00; leave it empty if it takes the whole day"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ends = ThaiTimeField(
        label=_("Ends at"),
        help_text=_("May stay empty: an hour later"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last = ThaiDateField(
        label=_("Last day"),
        help_text=_("Only if it takes several days"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def span(self) -> Span:
        """From when to when; raises Problem of `Span.at`."""
        given = self.cleaned_data
        return Span.at(given["first"], given["begins"], given["last"], given["ends"])

    def fill(self, found: CalendarEvent) -> None:
        """Let the boxes show the event as it stands."""
        last = days.last_day(found)
        shown: dict[str, Any] = {
            "first": days.first_day(found),
            "last": last if last != days.first_day(found) else None,
        }
        if not found.all_day:
            shown["begins"] = found.starts_at.astimezone(BANGKOK).time()
            shown["ends"] = found.ends_at.astimezone(BANGKOK).time()
        for name, value in shown.items():
            self.fields[name].initial = value


class EventForm(_TimeForm):
    """A whole event."""

    area = AreaChoice(label=_("About which place"))
    title = forms.CharField(label=events.FIELDS["title"], max_length=160)
    place = forms.CharField(
        label=events.FIELDS["place"],
        help_text=_("For example: the pavilion of Ban Nong Nam Sai"),
        max_length=160,
    )
    organiser = forms.CharField(
        label=events.FIELDS["organiser"],
        help_text=_("For example: the committee of Mu 4"),
        max_length=160,
    )
    description = forms.CharField(
        label=events.FIELDS["description"],
        help_text=_("What to bring, whom to ask. May stay empty."),
        max_length=events.MOST_LETTERS,
        required=False,
        widget=_wide(5),
    )
    field_order = ("area", "title", "first", "begins", "ends", "last", "place", "organiser", "description")

    def words(self) -> dict[str, Any]:
        """What `events.draft` takes beside area and time."""
        return {name: self.cleaned_data[name] for name in ("title", "place", "organiser", "description")}

    def fill(self, found: CalendarEvent) -> None:
        super().fill(found)
        for name in ("title", "place", "organiser", "description"):
            self.fields[name].initial = getattr(found, name)


class _AsSeen(MoveForm):
    """Remembers which version of the event the person had before her eyes."""

    from_sequence = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, found: CalendarEvent, **kwargs: Any) -> None:
        super().__init__(*args, found=found, **kwargs)
        self.fields["from_sequence"].initial = found.sequence


class RescheduleForm(_TimeForm, _AsSeen):
    """Another day, time or place."""

    place = forms.CharField(label=events.FIELDS["place"], max_length=160)
    field_order = ("first", "begins", "ends", "last", "place")

    def __init__(self, *args: Any, found: CalendarEvent, **kwargs: Any) -> None:
        super().__init__(*args, found=found, **kwargs)
        self.fill(found)
        self.fields["place"].initial = found.place

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**vars(self.span()), "place": given["place"], "from_sequence": given["from_sequence"]}


class RewordForm(_AsSeen):
    """Other words for the same event."""

    title = forms.CharField(label=events.FIELDS["title"], max_length=160)
    organiser = forms.CharField(label=events.FIELDS["organiser"], max_length=160)
    description = forms.CharField(
        label=events.FIELDS["description"],
        max_length=events.MOST_LETTERS,
        required=False,
        widget=_wide(5),
    )

    def __init__(self, *args: Any, found: CalendarEvent, **kwargs: Any) -> None:
        super().__init__(*args, found=found, **kwargs)
        for name in events.WORDS:
            self.fields[name].initial = getattr(found, name)


class CancelForm(ReasonForm):
    """Why an event will not take place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Everybody reads it in the calendar")
