"""Forms of the pages of plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarn.planning.models import PlanEntry, PlanEntryYear
from sarn.ui.forms import BahtField
from sarnkit import thai


class GroupForm(forms.Form):
    """Under which strategy and programme of work projects stand."""

    strategy = forms.CharField(label=_("Strategy"), max_length=200, required=False)
    programme = forms.CharField(label=_("Programme of work"), max_length=200, required=False)

    def __init__(self, *args: Any, known: bool = True, **kwargs: Any) -> None:
        """`known`: the page carries lists of the names in use, which the fields offer."""
        super().__init__(*args, **kwargs)
        if known:
            self.fields["strategy"].widget.attrs["list"] = "strategies"
            self.fields["programme"].widget.attrs["list"] = "programmes"


class EntryForm(GroupForm):
    """Strategy, programme and the money of each fiscal year of one entry; `years()` after it is valid."""

    def __init__(self, *args: Any, entry: PlanEntry, **kwargs: Any) -> None:
        self.plan_years = entry.version.plan.years
        held = {one.fiscal_year: one.satang for one in PlanEntryYear.objects.filter(entry=entry)}
        initial: dict[str, Any] = {"strategy": entry.strategy, "programme": entry.programme}
        initial |= {f"year-{year}": held.get(year) for year in self.plan_years}
        super().__init__(*args, initial=initial, **kwargs)
        for year in self.plan_years:
            label = _("Baht in fiscal year %(year)s") % {"year": thai.be(year)}
            self.fields[f"year-{year}"] = BahtField(label=label, required=False)

    def years(self) -> dict[int, int]:
        """Fiscal year (CE) → satang, of the years that have money."""
        found = {year: self.cleaned_data[f"year-{year}"] for year in self.plan_years}
        return {year: satang for year, satang in found.items() if satang}


class ReasonForm(forms.Form):
    """Why a project is taken out."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
