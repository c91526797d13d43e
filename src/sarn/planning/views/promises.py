"""The page on which a proposal says what is to get better, and compared with whom."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sarn.access.doors import door, find
from sarn.access.models import Denied, covers
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.collection.models import Round, VillageRound
from sarn.indicators import promises
from sarn.indicators.comparing import Candidate
from sarn.indicators.models import Definition, Promise
from sarn.planning import proposal_promises, words
from sarn.planning.forms import CompareForm, NothingPromisedForm, PromiseForm
from sarn.planning.models import Proposal
from sarnkit.problems import Problem

# How many rounds ahead a promise may be due, where the rounds are not opened yet.
_AHEAD = 3


@door("plan", "write", area=None)
@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Promise, compare, withdraw, or say why nothing can be promised: one act a button."""
    found = find(Proposal, request, uid=uid)
    if not covers("plan", "write", found.area_path) or not covers("result", "read", found.area_path):
        raise Denied(f"{current().actor} may not promise for {found.area_path}")
    page = _Page(request, found)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in _ACTS:
            raise BadRequest(f"no act {act[:20]!r}")
        try:
            said = _ACTS[act](page)
        except Problem as refusal:
            page.problem = refusal.sentence(words.language())
        else:
            if said:
                messages.success(request, said)
                return redirect("planning:promise", uid=found.uid)
    status = 400 if request.method == "POST" else 200
    return render(request, "planning/promise.html", page.context(), status=status)


class _Page:
    """The forms of the page; a posted one stays filled when it is refused."""

    def __init__(self, request: HttpRequest, proposal: Proposal) -> None:
        self.request, self.proposal, self.problem = request, proposal, ""
        self.by = current().actor
        self.indicators = proposal_promises.indicators_for(proposal)
        self.chosen = self._chosen()
        self.told = proposal_promises.told(proposal_promises.of(proposal))
        self.form: PromiseForm | None = self.promise_form(None)
        self.refusal = NothingPromisedForm(initial={"reason": proposal.effect_refused})
        self.compare: dict[int, CompareForm] = {}

    def _chosen(self) -> Definition | None:
        wanted = self.request.POST.get("indicator") or self.request.GET.get("indicator", "")
        by_name = {name_of(one): one for one in self.indicators}
        return by_name.get(wanted) or next(iter(self.indicators), None)

    def promise_form(self, posted: Any) -> PromiseForm | None:
        if self.chosen is None:
            return None
        pinned = proposal_promises.pinned(self.proposal, self.chosen)
        offered = promises.presets(self.proposal.area, self.chosen, cell_uid=pinned)
        rounds = self._rounds(pinned)
        if not rounds:
            return None
        return PromiseForm(posted, presets=offered, rounds=rounds, initial={"due_round": rounds[0]})

    def _rounds(self, pinned: uuid.UUID | None) -> list[str]:
        """Codes of rounds after the one that the promise starts from; [] where no forum has certified any."""
        if self.chosen is None:
            return []
        try:
            start = promises.baseline_of(self.proposal.area, self.chosen, cell_uid=pinned).round_code
        except Problem:
            return []
        held = VillageRound.objects.filter(area=self.proposal.area).values("round_id")
        codes = Round.objects.filter(pk__in=held).values_list("code", flat=True)
        known = [code for code in codes if code > start]
        ahead = [str(int(start) + n) for n in range(1, _AHEAD + 1)] if start.isdecimal() else []
        return sorted({*known, *ahead})

    def of(self, key: str) -> Promise:
        """The promise that a button speaks of; Problem-free BadRequest where it is none of the proposal's."""
        found = next((one.promise for one in self.told if str(one.promise.uid) == key), None)
        if found is None:
            raise BadRequest("no such promise")
        return found

    def candidates(self, found: Promise) -> list[Candidate]:
        return promises.propose_comparisons(found.area, found.pack_id, found.code, found.baseline_round)

    def context(self) -> dict[str, Any]:
        rows = []
        for one in self.told:
            offered = [] if one.promise.frozen else self.candidates(one.promise)
            chosen = {member.area_id for member in one.members}
            form = self.compare.get(one.promise.pk) or CompareForm(
                areas=[], initial={"reason_none": one.promise.reason_none}
            )
            ticked = [(other, other.area.pk in chosen or not one.compared) for other in offered]
            rows.append({"told": one, "candidates": ticked, "form": form})
        return {
            "proposal": self.proposal,
            "promises": rows,
            "indicators": [(name_of(one), one, one == self.chosen) for one in self.indicators],
            "chosen": self.chosen,
            "chosen_name": name_of(self.chosen) if self.chosen else "",
            "form": self.form,
            "refusal": self.refusal,
            "problem": self.problem,
            "settled": proposal_promises.settled(self.proposal),
        }


def name_of(definition: Definition) -> str:
    """«demo-water:w1»."""
    return f"{definition.pack.pack_id}:{definition.code}"


def _make(page: _Page) -> str:
    page.form = page.promise_form(page.request.POST)
    if page.chosen is None or page.form is None or not page.form.is_valid():
        return ""
    said = page.form.cleaned_data
    proposal_promises.make(
        page.proposal,
        definition=page.chosen,
        target=said["target"],
        due_round=said["due_round"],
        preset=said["preset"],
        by=page.by,
    )
    return _("What is to get better is kept. Now choose villages to compare with.")


def _compare(page: _Page) -> str:
    found = page.of(page.request.POST.get("promise", ""))
    areas: list[Area] = [one.area for one in page.candidates(found)]
    form = CompareForm(page.request.POST, areas=areas)
    page.compare[found.pk] = form
    if not form.is_valid():
        return ""
    promises.compare_with(
        found, areas=form.chosen(), reason_none=form.cleaned_data["reason_none"], by=page.by
    )
    return _("The villages to compare with are kept.")


def _withdraw(page: _Page) -> str:
    proposal_promises.withdraw(page.proposal, page.of(page.request.POST.get("promise", "")), by=page.by)
    return _("What was meant is taken back.")


def _refuse(page: _Page) -> str:
    page.refusal = NothingPromisedForm(page.request.POST)
    if not page.refusal.is_valid():
        return ""
    proposal_promises.refuse(page.proposal, reason=page.refusal.cleaned_data["reason"], by=page.by)
    return _("The reason is kept.")


_ACTS = {"make": _make, "compare": _compare, "withdraw": _withdraw, "refuse": _refuse}
