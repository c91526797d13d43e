"""What people type about issues, proposals and projects, and with their moves."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sarn.areas.models import Area
from sarn.documents.pictures import MOST_ALT
from sarn.indicators.models import Cell
from sarn.indicators.presetting import Preset
from sarn.meetings.forms import ForumForm, MeetingChoice
from sarn.planning import components, issues, plans, projects, words
from sarn.planning.models import Component, Issue, Plan, PlanVersion, Project
from sarn.planning.proposals import Part
from sarn.ui.forms import BahtField
from sarn.workflow.forms import MoveForm
from sarnkit import thai

# «25», «12.5»: hundredths of a per cent are finer than any village can tell.
_SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")


def _text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    more.setdefault("required", False)
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class IssueForm(forms.Form):
    """An issue that villagers say there is."""

    title = forms.CharField(
        label=_("What has to be mended"),
        help_text=_("In a few words, e.g. «the lane before the temple is dark»"),
        max_length=200,
        required=False,
    )
    story = _text(_("What happened, who is hurt by it"), help_text=_("Do not write names of people."))
    picture = forms.FileField(
        label=_("A photo, if there is one"),
        help_text=_("Of the place, not of faces"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    alt = forms.CharField(label=_("What the photo shows"), max_length=MOST_ALT, required=False)


class RewordForm(forms.Form):
    """Title and story of an issue before the forum has taken it up."""

    title = forms.CharField(label=_("What has to be mended"), max_length=200, required=False)
    story = _text(_("What happened, who is hurt by it"))


class ProjectWordsForm(forms.Form):
    """The words of a project that plans print, and why they are changed."""

    title = forms.CharField(label=_("Name of the project"), max_length=200, required=False)
    objective = _text(_("What for"), rows=2)
    target = _text(_("How much of what, where"), rows=2)
    indicator = _text(_("Indicator (KPI)"), rows=2)
    expected = _text(_("What people will have of it"), rows=2)
    office = forms.CharField(
        label=_("Office in charge"), help_text=_("Not the name of a person"), max_length=200, required=False
    )
    reason = _text(_("Why the words are changed"), rows=2)


class RankForm(forms.Form):
    """All issues of an area with a rank each, as the forum gave them. `order()` after it is valid."""

    meeting = MeetingChoice()

    def __init__(self, *args: Any, area: Area, found: list[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issues = found
        self.fields["meeting"].of(area)  # type: ignore[attr-defined]
        for issue in found:
            self.fields[f"rank-{issue.pk}"] = forms.IntegerField(
                label=issue.title,
                required=False,
                min_value=1,
                max_value=999,
                initial=issue.rank,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 3}),
            )

    @property
    def rows(self) -> list[tuple[Issue, Any]]:
        """Each issue with its field."""
        return [(issue, self[f"rank-{issue.pk}"]) for issue in self.issues]

    def order(self) -> list[Issue]:
        """The issues that got a rank, the first one first."""
        given = {issue: self.cleaned_data.get(f"rank-{issue.pk}") for issue in self.issues}
        return sorted((one for one, rank in given.items() if rank), key=lambda one: given[one] or 0)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        ranks = [said[name] for name in said if name.startswith("rank-") and said[name]]
        twice = next((rank for rank in ranks if ranks.count(rank) > 1), None)
        if twice is not None:
            raise forms.ValidationError(
                _("Two issues were given rank %(rank)s. Let each have a rank of its own."),
                params={"rank": twice},
                code="twice",
            )
        return said


class RankMoveForm(ForumForm):
    """One issue and its rank."""

    rank = forms.IntegerField(
        label=_("Rank"),
        help_text=_("1 is what the forum holds to be the most important"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class ResolveForm(ForumForm):
    """An issue is closed: with the next round's figure, or a reason."""

    cell = forms.ChoiceField(label=_("Figure of the next round"), required=False)
    reason = _text(_("Or why it is held to be mended"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cells: dict[str, Cell] = {str(one.uid): one for one in issues.later_cells(self.found)}  # type: ignore[arg-type]
        if not self._cells:
            del self.fields["cell"]
            return
        self.fields["cell"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a figure")),
            *((uid, f"{one.round_code}: {one.num:,} / {one.den:,}") for uid, one in self._cells.items()),
        ]

    def given(self) -> dict[str, Any]:
        said = super().given()
        said["cell"] = self._cells.get(said.get("cell") or "")
        return said


class RejectForm(ForumForm):
    """The forum does not pass it, and says why."""

    reason = _text(_("Reason"))


class EnterForm(MoveForm):
    """Into which plan, and perhaps into which project."""

    version = forms.ChoiceField(label=_("Draft of the village plan"), required=False)
    project = forms.ChoiceField(label=_("Into a project of its own, or joining one"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposal: Any = self.found
        drafts = PlanVersion.objects.filter(
            plan__area=proposal.area_id, plan__kind=Plan.VILLAGE, state__in=plans.EDITABLE
        ).order_by("-pk")
        self._versions = {str(one.uid): one for one in drafts}
        joinable = Project.objects.filter(area=proposal.area_id, state__in=projects.JOINABLE).order_by(
            "title"
        )
        self._projects = {str(one.uid): one for one in joinable}
        self.fields["version"].choices = [  # type: ignore[attr-defined]
            (uid, plans.name_of(one)) for uid, one in self._versions.items()
        ]
        self.fields["project"].choices = [  # type: ignore[attr-defined]
            ("", _("A project of its own")),
            *((uid, one.title) for uid, one in self._projects.items()),
        ]
        if not self._projects:
            del self.fields["project"]

    def given(self) -> dict[str, Any]:
        said = super().given()
        return {
            "version": self._versions.get(said.get("version") or ""),
            "project": self._projects.get(said.get("project") or ""),
        }


class ProposalForm(forms.Form):
    """The one screen of a proposal, without its parts."""

    title = forms.CharField(
        label=_("What is to be done"),
        help_text=_("In a few words; this becomes the name of the project"),
        max_length=200,
        required=False,
    )
    issues = forms.MultipleChoiceField(
        label=_("Which issues it answers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    no_issue_reason = _text(
        _("Or why it has to be done without an issue"),
        rows=2,
        help_text=_("For example an order in an emergency"),
    )
    objective = _text(_("What for"), rows=2)
    target = _text(_("How much of what, where"), rows=2, help_text=_("For example: pipes of 2 km, one well"))
    expected = _text(_("What people will have of it"), rows=2)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, open_issues: list[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._issues = {str(one.uid): one for one in open_issues}
        self.fields["issues"].choices = [(uid, one.title) for uid, one in self._issues.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Issue]:
        """The issues that were ticked."""
        return [self._issues[uid] for uid in self.cleaned_data["issues"]]


class PartForm(forms.Form):
    """One part of the work in a row: its money by fiscal year, labour that is given."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Part of the work"), max_length=200, required=False)
    doer = forms.CharField(label=_("Office or group, if known"), max_length=200, required=False)
    labour_days = forms.IntegerField(
        label=_("Person-days"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    labour_rate = BahtField(label=_("Baht a person-day"), required=False)

    def __init__(self, *args: Any, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        for year in years:
            self.fields[f"year-{year}"] = BahtField(label=words.year(year), required=False)

    @property
    def money(self) -> list[Any]:
        """The fields of the years."""
        return [self[f"year-{year}"] for year in self.years]

    @property
    def said(self) -> bool:
        """Whether anything stands in the row; one that was emptied goes."""
        return any(value for name, value in self.cleaned_data.items() if name not in ("pk", "labour_rate"))

    def part(self) -> Part:
        """The row as the subject takes it."""
        data = self.cleaned_data
        return Part(
            title=data["title"],
            years={year: data[f"year-{year}"] or 0 for year in self.years},
            labour_days=data["labour_days"] or 0,
            labour_rate=data["labour_rate"] or 0,
            doer=data["doer"],
            pk=data["pk"],
        )


PartFormSet = forms.formset_factory(PartForm, extra=0, max_num=40, absolute_max=60)
BLANK_ROWS = 3


def part_rows(parts: list[Component]) -> list[dict[str, Any]]:
    """What stands in the rows beforehand: the parts there are, and some blank ones."""
    rows: list[dict[str, Any]] = [
        {
            "pk": one.pk,
            "title": one.title,
            "doer": one.doer,
            "labour_days": one.labour_days or None,
            "labour_rate": one.labour_rate or None,
            **{f"year-{year.fiscal_year}": year.satang for year in one.years.all()},
        }
        for one in parts
    ]
    return [*rows, *({} for _blank in range(BLANK_ROWS if not rows else 1))]


class WhoForm(forms.Form):
    """Six questions about one part; then who does it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in components.QUESTIONS:
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                choices=(("yes", _("Yes")), ("no", _("No"))),
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["mode"] = forms.ChoiceField(
            label=_("What the forum says"),
            choices=list(components.MODE_NAMES.items()),
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields["reason"] = _text(_("Why"), rows=2)
        self.fields["doer"] = forms.CharField(
            label=_("Which office or group"),
            help_text=_("Not the name of a person"),
            max_length=200,
            required=False,
        )

    @property
    def questions(self) -> list[Any]:
        """The fields of the six questions."""
        return [self[one.code] for one in components.QUESTIONS]


class PromiseForm(forms.Form):
    """How much better, and by which round: one of the presets, or a share of one's own."""

    preset = forms.ChoiceField(label=_("How much better"), widget=forms.RadioSelect, required=False)
    percent = forms.CharField(
        label=_("Or a share of your own, in per cent"),
        max_length=6,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    due_round = forms.ChoiceField(label=_("By which round of data"))

    def __init__(self, *args: Any, presets: list[Preset], rounds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._presets = {one.code: one for one in presets}
        language = words.language()
        self.fields["preset"].choices = [  # type: ignore[attr-defined]
            (one.code, f"{one.sentence[language]} · {one.title[language]}") for one in presets
        ]
        self.fields["due_round"].choices = [(code, code) for code in rounds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        typed = thai.digits(said.get("percent") or "").replace("%", "").strip()
        if typed:
            if _SHARE.fullmatch(typed):
                said["target"] = Fraction(typed) / 100
            else:
                self.add_error("percent", _("This is no share. Write a number from 0 to 100, e.g. 25."))
            said["preset"] = ""
        elif said.get("preset"):
            said["target"] = self._presets[said["preset"]].target
        else:
            self.add_error("preset", _("Choose how much better it is to get."))
        return said


class CompareForm(forms.Form):
    """Villages to compare with, or why there are none."""

    villages = forms.MultipleChoiceField(required=False)
    reason_none = _text(_("Or why none can be compared with"), rows=2)

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {one.code: one for one in areas}
        self.fields["villages"].choices = [(one.code, one.display()) for one in areas]  # type: ignore[attr-defined]

    def chosen(self) -> list[Area]:
        """The villages that were ticked."""
        return [self._areas[code] for code in self.cleaned_data["villages"]]


class NothingPromisedForm(forms.Form):
    """Why nothing can be promised."""

    reason = _text(_("Why it cannot be told what will get better"), rows=2)


def uid_of(text: str) -> UUID | None:
    """A uid from an address, None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
