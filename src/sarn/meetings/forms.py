"""What a person types about a meeting, and the choice of one that was held."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sarn.areas.models import Area
from sarn.meetings import quorum
from sarn.meetings.models import Meeting
from sarn.ui.forms import ThaiDateField
from sarn.workflow.forms import MoveForm
from sarnkit import clock, thai


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A recorded meeting of one area, the newest first; `of(area_path)` fills it in the reader's scope."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Meeting in which it was agreed"))
        kwargs.setdefault("empty_label", _("Choose a meeting"))
        super().__init__(queryset=None, to_field_name="uid", **kwargs)

    def of(self, area: Area) -> None:
        """Offer the recorded meetings of this area; the only one is chosen, and where there is none, how to
        record one is said."""
        self.queryset = Meeting.objects.filter(area_path=area.path, state="recorded").order_by(
            "-held_on", "-pk"
        )
        first, *more = self.queryset[:2] or [None]
        if first is None:
            self.help_text = format_html(
                '<a href="{}">{}</a>',
                reverse("meetings:record", args=[area.code]),
                _("Record the meeting first"),
            )
        elif not more:
            self.initial = first

    def label_from_instance(self, obj: Any) -> str:
        """«10 ก.พ. 2570 เวทีประชาคม · ครบ»."""
        enough = gettext("quorum met") if obj.quorate else gettext("quorum not met")
        return f"{thai.thai_date(obj.held_on, 'short')} {obj.title} · {enough}"


class ForumForm(MoveForm):
    """A move that is agreed in a meeting of the object's area."""

    meeting = MeetingChoice(required=False)  # the need of the move says it in a better sentence

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].of(self.found.area)  # type: ignore[attr-defined]


def _count(label: Any, *, required: bool = False, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )


class _Figures(forms.Form):
    """Who came, what was agreed. `given()` is what `records` takes."""

    held_on = ThaiDateField(
        label=_("Day of the meeting"),
        help_text=_("For example 8/12/2569 or 8 Dec 2569"),
        max_length=40,
        initial=clock.today,
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    women = _count(_("Women who came"), required=True)
    men = _count(_("Men who came"), required=True)
    elders = _count(_("Of them elders (60 and older)"))
    youth = _count(_("Of them youth (under 25)"))
    households = _count(_("Households invited"), required=True)
    represented = _count(
        _("Households that came"),
        help_text=_(
            "Only where some sent more than one person. Empty: each who came stands for one household."
        ),
    )
    rule = forms.ChoiceField(label=_("When enough have come"))
    resolutions = forms.CharField(
        label=_("What was agreed"),
        help_text=_("One resolution a line; they are numbered by themselves. No names of people."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        required=False,
    )
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )

    kind = Meeting.FORUM

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "th"
        rule: Any = self.fields["rule"]
        offered = quorum.rules_for(self.kind)
        rule.choices = [(one.code, one.words(language)) for one in offered]
        rule.help_text = " ".join(f"{one.words(language)}: {one.source}." for one in offered)
        if self.kind == Meeting.COMMITTEE:
            self.fields["households"].label = _("Members in all")
            del self.fields["represented"]

    def figures(self) -> dict[str, Any]:
        """Names and values for `records`."""
        said = self.cleaned_data
        return {
            "held_on": said["held_on"],
            "place": said["place"],
            "households": said["households"],
            "represented": said.get("represented"),
            "attended": {
                group: said[group] for group in ("women", "men", "elders", "youth") if said[group] is not None
            },
            "rule": said["rule"],
            "resolutions": [{"text": line} for line in said["resolutions"].splitlines() if line.strip()],
            "note": said["note"],
        }


class RecordForm(_Figures):
    """A meeting that was held and was not planned here."""

    title = forms.CharField(label=_("Name of the meeting"), max_length=200)
    field_order = ("title", "held_on", "place")


class PlanForm(forms.Form):
    """A meeting that is to come."""

    title = forms.CharField(label=_("Name of the meeting"), max_length=200)
    held_on = ThaiDateField(
        label=_("Day of the meeting"), help_text=_("For example 8/12/2569 or 8 Dec 2569"), max_length=40
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)


class RecordMoveForm(MoveForm, _Figures):
    """The record of a meeting that was planned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        found = kwargs["found"]
        self.kind = found.kind
        kwargs["initial"] = {
            "held_on": found.held_on,
            "place": found.place,
            "rule": found.quorum_rule,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)

    def given(self) -> dict[str, Any]:
        """Names and values for `moving.move`."""
        return self.figures()


class CorrectForm(_Figures):
    """What is wrong in a record, and why."""

    title = forms.CharField(label=_("Name of the meeting"), max_length=200)
    reason = forms.CharField(
        label=_("Why it is corrected"),
        help_text=_("Everybody can read the former values and this reason on the page of the meeting."),
        max_length=500,
    )
    field_order = ("title", "held_on", "place")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)
