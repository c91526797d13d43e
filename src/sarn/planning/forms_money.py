"""What people type about money, work done and the villagers' word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sarn.documents.pictures import MOST_ALT
from sarn.planning.activities import CONSENT, MOST_PEOPLE, Yield
from sarn.planning.sources import SOURCES
from sarn.ui.forms import BahtField, PhotosField, ThaiDateField
from sarn.workflow.forms import MoveForm
from sarnkit import clock, thai

BLANK_OUTPUTS = 3


def _count(label: Any, **more: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=more.pop("most", MOST_PEOPLE),
        widget=widget,
        **more,
    )


def _day(label: Any, **more: Any) -> ThaiDateField:
    return ThaiDateField(
        label=label, help_text=_("For example 8/12/2569 or 8 Dec 2569"), max_length=40, **more
    )


def _photo_words() -> forms.CharField:
    return forms.CharField(label=_("What the photos show"), max_length=MOST_ALT, required=False)


class AskForm(forms.Form):
    """Money asked of one source for one fiscal year."""

    source = forms.ChoiceField(label=_("Where the money is asked"))
    fiscal_year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int)
    satang = BahtField(label=_("How much (baht)"), help_text=_("For example 420,000"))
    document = forms.CharField(label=_("The paper it stands in"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "th"
        this = thai.fiscal_year(clock.today())
        self.fields["source"].choices = [(one.code, one.words(language)) for one in SOURCES.values()]  # type: ignore[attr-defined]
        self.fields["fiscal_year"].choices = [  # type: ignore[attr-defined]
            (year, str(thai.be(year) if language.startswith("th") else year))
            for year in range(this - 1, this + 6)
        ]


class AmountForm(MoveForm):
    """The amount of this time, in baht."""

    satang = BahtField(label=_("How much this time (baht)"), required=False)
    document = forms.CharField(label=_("The paper it stands in"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line: Any = self.found
        left = {
            "asked": (_("Asked for: %s baht"), line.asked),
            "approved": (_("Approved and not committed yet: %s baht"), line.approved - line.committed),
        }
        words, satang = left.get(
            line.state, (_("Committed and not paid yet: %s baht"), line.committed - line.disbursed)
        )
        self.fields["satang"].help_text = words % thai.baht(satang).removesuffix(".00")


class CorrectMoneyForm(forms.Form):
    """The sums as they should be, and why."""

    approved = BahtField(label=_("Approved (baht)"))
    committed = BahtField(label=_("Committed (baht)"))
    disbursed = BahtField(label=_("Paid out (baht)"))
    reason = forms.CharField(
        label=_("Why it is corrected"), help_text=_("The former sums stay in the history."), max_length=500
    )


class _Outputs(forms.Form):
    """Rows of outputs: a name, a unit, a number."""

    number_label: Any = _("How many are meant")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, BLANK_OUTPUTS + 1):
            self.fields[f"output_{row}"] = forms.CharField(
                label=_("What comes of it (%s)") % row,
                help_text=_("For example pipe laid") if row == 1 else "",
                max_length=200,
                required=False,
            )
            self.fields[f"unit_{row}"] = forms.CharField(
                label=_("Unit (%s)") % row,
                help_text=_("For example metres") if row == 1 else "",
                max_length=60,
                required=False,
            )
            self.fields[f"number_{row}"] = _count(f"{self.number_label} ({row})", most=10**9)
        self.order_fields(self.field_order)

    def outputs(self, *, done: bool) -> list[Yield]:
        """The rows in which anything was typed."""
        found = []
        for row in range(1, BLANK_OUTPUTS + 1):
            title, unit, number = (
                self.cleaned_data[f"{name}_{row}"] for name in ("output", "unit", "number")
            )
            if title or unit or number:
                planned, actual = (0, number or 0) if done else (number or 0, 0)
                found.append(Yield(title, unit, planned, actual))
        return found


class PlanActivityForm(_Outputs):
    """Work that is to be done."""

    title = forms.CharField(label=_("What is done"), max_length=200)
    on = _day(_("Day"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    people = _count(_("How many people are expected"))
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    field_order = ("title", "on", "place", "people")


class _Done(forms.Form):
    """What was done."""

    on = _day(_("Day"), initial=clock.today)
    people = _count(_("How many people came"))
    person_days = _count(
        _("Person-days given"), help_text=_("People × days, for example 30 people for 2 days: 60")
    )
    pictures = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Several at once. The place that the phone writes into a photo is removed."),
    )
    picture_says = _photo_words()
    consent = forms.BooleanField(label=CONSENT, required=False)
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )

    def done(self) -> dict[str, Any]:
        """What `activities` takes."""
        said = self.cleaned_data
        return {
            "on": said["on"],
            "people": said["people"] or 0,
            "person_days": said["person_days"] or 0,
            "pictures": said["pictures"],
            "picture_says": said["picture_says"],
            "consent": said["consent"],
            "note": said["note"],
        }


class RecordActivityForm(_Done, _Outputs):
    """Work that is done already."""

    number_label = _("How many there are now")
    title = forms.CharField(label=_("What is done"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    field_order = (
        "title", "on", "place", "people", "person_days",
        *(f"{name}_{row}" for row in range(1, BLANK_OUTPUTS + 1) for name in ("output", "unit", "number")),
        "pictures", "picture_says", "consent", "note",
    )  # fmt: skip


class DoForm(MoveForm, _Done):
    """Planned work was done: what came of each output that was meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        activity: Any = kwargs["found"]
        kwargs["initial"] = {
            "on": activity.on,
            "people": activity.people or None,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self._outputs = list(activity.outputs.order_by("pk"))
        for output in self._outputs:
            self.fields[f"actual_{output.pk}"] = _count(
                _("%(title)s: how many %(unit)s now") % {"title": output.title, "unit": output.unit},
                help_text=_("%s were meant") % f"{output.planned:,}",
                most=10**9,
            )
        names = (f"actual_{one.pk}" for one in self._outputs)
        self.order_fields(("on", "people", "person_days", *names))

    def given(self) -> dict[str, Any]:
        """Names and values for `moving.move`."""
        numbers = {one.uid: self.cleaned_data[f"actual_{one.pk}"] for one in self._outputs}
        return {**self.done(), "outputs": {uid: n for uid, n in numbers.items() if n is not None}}


class ConfirmForm(MoveForm):
    """Villagers confirm that the work can be used. Names of witnesses are sealed and shown to nobody here."""

    on = _day(_("Day on which they looked at it"), required=False, initial=clock.today)
    witness_1 = forms.CharField(
        label=_("First witness, name and surname"),
        help_text=_("A villager who looked at the work and did not do it. The name is kept sealed."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    witness_2 = forms.CharField(
        label=_("Second witness, name and surname"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("What they found"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False,
        help_text=_("No names of people."),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("A photo of the work"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    picture_says = _photo_words()

    def given(self) -> dict[str, Any]:
        """Names and values for `moving.move`."""
        said = self.cleaned_data
        return {
            "on": said["on"],
            "witnesses": [said["witness_1"], said["witness_2"]],
            "note": said["note"],
            "picture": said["picture"],
            "picture_says": said["picture_says"],
        }
