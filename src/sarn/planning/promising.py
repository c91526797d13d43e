"""What a proposal means to make better: promised before the money, or the reason why nothing can be promised.

The promises themselves belong to `indicators`; they are made for a proposal and go over to its project.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sarn.audit import log
from sarn.indicators import promises
from sarn.indicators.models import Promise
from sarn.planning.models import Project, Proposal
from sarn.planning.promised import in_words as sentences
from sarn.thread.refs import Ref
from sarn.workflow.needs import LEAST_LETTERS
from sarn.workflow.tables import Given, Need
from sarnkit.problems import Problem


def of(proposal: Proposal) -> list[Promise]:
    """The proposal's promises; once it is a project, the project's."""
    found = promises.of(Ref("proposal", proposal.uid))
    if not found and proposal.project is not None:
        return of_project(proposal.project)
    return list(found)


def of_project(project: Project) -> list[Promise]:
    """The project's promises."""
    return list(promises.of(Ref("project", project.uid)))


def refuse(proposal: Proposal, *, reason: str, by: str) -> Proposal:
    """Say why nothing can be promised; an empty reason takes it back.

    Raises Problem `planning.past-promising`, `workflow.no-reason`.
    """
    words = reason.strip()
    with transaction.atomic():
        found = require_open(proposal)
        if words and len(words) < LEAST_LETTERS:
            raise Problem("workflow.no-reason", least=LEAST_LETTERS)
        found.effect_refused = words
        found.save(update_fields=["effect_refused"])
        log.record(
            "proposal.refuse-promise",
            by=by,
            object_type="proposal",
            object_uid=found.uid,
            area_path=found.area_path,
            reason=words,
        )
    return found


def require_open(proposal: Proposal) -> Proposal:
    """The proposal, locked; raises Problem `planning.past-promising` once it stands in the plan or has ended."""
    found: Proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if found.state_now.ended:
        raise Problem("planning.past-promising", title=found.title)
    return found


def take_over(proposal: Proposal, project: Project, *, by: str) -> None:
    """The proposal's promises become the project's."""
    promises.hand_over(
        source=Ref("proposal", proposal.uid), target=Ref("project", project.uid), by=by
    )


def in_words(found: Iterable[Promise]) -> str:
    """The promises as sentences, for the column «indicator» of the plan's forms."""
    return "\n".join(sentences(found).values())


def _no_promise(found: Any, given: Given) -> Problem | None:
    if len(found.effect_refused.strip()) >= LEAST_LETTERS or of(found):
        return None
    return Problem("planning.no-promise")


PROMISE_OR_REASON = Need(
    _("what is to get better, or the reason why that cannot be told"), _no_promise
)
