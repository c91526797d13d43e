"""Money of projects: asked for, approved, committed, paid out, each never more than the one before.

    line = money.ask(project=project, source="local", fiscal_year=2028, satang=420_000_00, by=scope.actor)
    moving.move(line, "approve", by=…, satang=300_000_00)      # 300,000 of the 420,000 asked for
    moving.move(line, "commit", by=…, satang=298_000_00)
    moving.move(line, "disburse", by=…, satang=149_000_00)     # this instalment; the next ones are added

`satang` of commit and disburse is what is committed or paid this time. The engine locks the line first, so that
two people who pay at once are added up and held to the limit one after the other. What was typed wrong is
mended by `correct`, with a reason; every former amount stays in the log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.audit import log
from sarn.indicators import promises
from sarn.planning import amounts, plan_money
from sarn.planning.following import follow
from sarn.planning.models import BudgetLine, Component, ComponentYear, Project
from sarn.planning.sources import GIVEN, SOURCES, Source
from sarn.thread import links
from sarn.thread.refs import Ref
from sarn.workflow.needs import LEAST_LETTERS
from sarn.workflow.tables import Follow, Given, Need
from sarnkit.problems import Problem

__all__ = ["SOURCES", "Source", "ask", "correct", "missing", "missing_of", "source_of", "wanted"]

AMOUNTS: Final = ("approved", "committed", "disbursed")
_YEARS: Final = range(2000, 2200)  # fiscal years, CE


def ask(
    *, project: Project, source: str, fiscal_year: int, satang: int, by: str, document: str = ""
) -> BudgetLine:
    """Ask a source for money for one fiscal year (CE, the year it ends in).

    Raises Problem `money.no-such-source`, `money.no-amount`, `money.no-such-year`, `money.project-ended`; Denied.
    """
    if source not in SOURCES:
        raise Problem("money.no-such-source", given=source)
    _require_amount(satang)
    if fiscal_year not in _YEARS:
        raise Problem("money.no-such-year", given=fiscal_year)
    if project.state_now.ended:
        raise Problem("money.project-ended", title=project.title, state=project.state_now.label)
    with transaction.atomic():
        line = BudgetLine.objects.create(
            project=project,
            area_path=project.area_path,
            source=source,
            fiscal_year=fiscal_year,
            asked=satang,
            document=document,
            made_by=by,
        )
        log.record(
            "budget-line.ask",
            by=by,
            object_type="budget-line",
            object_uid=line.uid,
            area_path=line.area_path,
            project=str(project.uid),
            source=source,
            fiscal_year=fiscal_year,
            satang=satang,
        )
        links.join(
            source=Ref("project", project.uid),
            target=Ref("budget-line", line.uid),
            relation="funded-by",
            by=by,
        )
    return line


def correct(
    line: BudgetLine,
    *,
    reason: str,
    by: str,
    approved: int | None = None,
    committed: int | None = None,
    disbursed: int | None = None,
) -> BudgetLine:
    """Mend amounts that were typed wrong, as whole sums; what is None stays. The former ones stay in the log.

    What follows an approval and a payment follows here too: the draft of the local plan, the fixing of promises.

    Raises Problem `workflow.no-reason`, `money.closed`, `money.nothing-changed`, `money.not-your-office`,
    `money.not-in-order` where they would not be each at most the one before; Denied.
    """
    if len(reason.strip()) < LEAST_LETTERS:
        raise Problem("workflow.no-reason", least=LEAST_LETTERS)
    given = {"approved": approved, "committed": committed, "disbursed": disbursed}
    with transaction.atomic():
        row = BudgetLine.objects.select_for_update().get(pk=line.pk)
        refusal = not_its_keeper(row, {})
        if refusal is not None:
            raise refusal
        if row.state not in ("approved", "committed", "disbursed"):
            raise Problem("money.closed", state=row.state_now.label)
        old: dict[str, int] = {name: getattr(row, name) for name in AMOUNTS}
        new = {**old, **{name: satang for name, satang in given.items() if satang is not None}}
        if new == old:
            raise Problem("money.nothing-changed")
        if not row.asked >= new["approved"] >= new["committed"] >= new["disbursed"] >= 0:
            sums = {name: _written(satang) for name, satang in new.items()}
            raise Problem("money.not-in-order", asked=_written(row.asked), **sums)
        for name in AMOUNTS:
            setattr(row, name, new[name])
        row.save(update_fields=list(AMOUNTS))
        if row.disbursed:
            _fix_promises(row, by)
        if row.approved != old["approved"]:
            _show_in_plan(row, by)
        changed = [name for name in AMOUNTS if new[name] != old[name]]
        log.record(
            "budget-line.correct",
            by=by,
            object_type="budget-line",
            object_uid=row.uid,
            area_path=row.area_path,
            reason=reason.strip(),
            old={name: old[name] for name in changed},
            new={name: new[name] for name in changed},
        )
    return row


def source_of(line: BudgetLine) -> Source:
    """Where the line's money comes from."""
    return SOURCES[line.source]


def source_words(line: BudgetLine) -> str:
    """The source in the reader's language."""
    return source_of(line).words(get_language() or "th")


LABELS: Final = {"approved": _("Approved"), "committed": _("Committed"), "disbursed": _("Paid out")}


def told(detail: Mapping[str, Any]) -> list[tuple[Any, str, str]]:
    """What an event did to the sums: label, former sum, sum after it, in baht."""
    if "amount" in detail:
        old, new = {detail["amount"]: detail["old"]}, {detail["amount"]: detail["new"]}
    elif isinstance(detail.get("old"), dict):
        old, new = detail["old"], detail["new"]
    else:
        return []
    return [(LABELS[name], _written(old[name]), _written(new[name])) for name in LABELS if name in old]


# What is still missing.


def needed(project: Project) -> int:
    """Money that others have to give, in satang: of the components done together or by an office.

    A project without components needs what its lines ask for.
    """
    return _needed([project.pk]).get(project.pk, 0)


def approved(project: Project) -> int:
    """Money approved over all years and sources, in satang; what is given in kind is not in it."""
    return _approved([project.pk]).get(project.pk, 0)


def missing(project: Project) -> int:
    """Satang still needed after what has been approved, never below 0."""
    return missing_of([project])[project.pk]


def missing_of(projects: Iterable[Project]) -> dict[int, int]:
    """Key of each project → satang still needed; three queries for any number."""
    keys = [one.pk for one in projects]
    wants, has = _needed(keys), _approved(keys)
    return {key: max(wants.get(key, 0) - has.get(key, 0), 0) for key in keys}


@dataclass(frozen=True)
class Wanted:
    """A project that got part of its money: «ได้ 300,000 ยังขาด 120,000»."""

    project: Project
    approved: int
    missing: int


def wanted(area: Area) -> list[Wanted]:
    """Projects of the area and below that were answered with less than they need, the largest gap first."""
    answered = BudgetLine.objects.filter(area_path__within=area.path).exclude(state="asked")
    keys = set(answered.values_list("project_id", flat=True))
    known = Project.objects.filter(pk__in=keys).select_related("area").order_by("pk")
    rows = [one for one in known if not one.state_now.ended]
    gaps, has = missing_of(rows), _approved([one.pk for one in rows])
    found = [Wanted(one, has.get(one.pk, 0), gaps[one.pk]) for one in rows if gaps[one.pk]]
    return sorted(found, key=lambda one: -one.missing)


def _needed(keys: Collection[int]) -> dict[int, int]:
    others = ComponentYear.objects.filter(
        component__proposal__project__in=keys, component__mode__in=(Component.ASK, Component.JOINT)
    )
    found = _sums(others, "component__proposal__project", "satang")
    without = [key for key in keys if key not in found]
    if without:
        with_parts = set(
            Component.objects.filter(proposal__project__in=without).values_list(
                "proposal__project", flat=True
            )
        )
        rest = [key for key in without if key not in with_parts]
        found |= _sums(_in_money(rest), "project", "asked")
    return found


def _approved(keys: Collection[int]) -> dict[int, int]:
    return _sums(_in_money(keys), "project", "approved")


def _in_money(keys: Collection[int]) -> Any:
    given = [code for code, one in SOURCES.items() if one.kind == GIVEN]
    return BudgetLine.objects.filter(project__in=keys).exclude(source__in=given)


def _sums(rows: Any, by: str, amount: str) -> dict[int, int]:
    return {row[by]: row["whole"] for row in rows.order_by().values(by).annotate(whole=Sum(amount))}


# What the moves of a line need and bring about.


def not_its_keeper(line: BudgetLine, given: Given) -> Problem | None:
    """The refusal of somebody who does not keep the books of this source."""
    scope, source = current(), source_of(line)
    if scope.kind == "system":
        return None
    if any(one.role in source.keepers and line.area_path.startswith(one.area_path) for one in scope.grants):
        return None
    return Problem("money.not-your-office", source=source_words(line))


def _no_amount(line: BudgetLine, given: Given) -> Problem | None:
    satang = given.get("satang")
    if not isinstance(satang, int) or isinstance(satang, bool) or satang <= 0:
        return Problem("money.no-amount")
    return None


def _over_asked(line: BudgetLine, given: Given) -> Problem | None:
    if given["satang"] > line.asked:
        return Problem("money.over-asked", asked=_written(line.asked), given=_written(given["satang"]))
    return None


def _over_approved(line: BudgetLine, given: Given) -> Problem | None:
    left = line.approved - line.committed
    if given["satang"] > left:
        return Problem(
            "money.commit-over",
            approved=_written(line.approved),
            committed=_written(line.committed),
            given=_written(given["satang"]),
            left=_written(left),
        )
    return None


def _over_committed(line: BudgetLine, given: Given) -> Problem | None:
    left = line.committed - line.disbursed
    if given["satang"] > left:
        return Problem(
            "money.disburse-over",
            approved=_written(line.approved),
            committed=_written(line.committed),
            disbursed=_written(line.disbursed),
            given=_written(given["satang"]),
            left=_written(left),
        )
    return None


def _all_committed(line: BudgetLine, given: Given) -> Problem | None:
    if line.state in ("approved", "committed", "disbursed") and line.committed >= line.approved:
        return Problem("money.all-committed", approved=_written(line.approved))
    return None


def _all_paid(line: BudgetLine, given: Given) -> Problem | None:
    if line.state in ("committed", "disbursed") and line.disbursed >= line.committed:
        return Problem("money.all-paid", committed=_written(line.committed))
    return None


KEEPER = Need(_("by whoever keeps the books of this source"), not_its_keeper)
AMOUNT = Need(_("an amount in baht"), _no_amount, of_given=True)
LEFT_TO_COMMIT = Need(_("something approved that is not committed yet"), _all_committed)
LEFT_TO_PAY = Need(_("something committed that is not paid yet"), _all_paid)
WITHIN_ASKED = Need(_("not more than was asked for"), _over_asked, of_given=True)
WITHIN_APPROVED = Need(_("not more than is approved and not committed yet"), _over_approved, of_given=True)
WITHIN_COMMITTED = Need(_("not more than is committed and not paid yet"), _over_committed, of_given=True)


def _approve(line: BudgetLine, given: Given, by: str) -> dict[str, Any]:
    told = _set(line, given, "approved", given["satang"])
    # Locked and read anew: another line of the project may just have been approved.
    project = Project.objects.select_for_update().get(pk=line.project_id)
    follow(project, "fund", by=by)
    _show_in_plan(line, by)
    return told


def _commit(line: BudgetLine, given: Given, by: str) -> dict[str, Any]:
    return _set(line, given, "committed", line.committed + given["satang"])


def _disburse(line: BudgetLine, given: Given, by: str) -> dict[str, Any]:
    told = _set(line, given, "disbursed", line.disbursed + given["satang"])
    _fix_promises(line, by)
    return told


def _fix_promises(line: BudgetLine, by: str) -> None:
    """Money was paid: what is promised and compared with stays; what is fixed already is left as it is."""
    promises.freeze(Ref("project", line.project.uid), by=by)


def _show_in_plan(line: BudgetLine, by: str) -> None:
    if source_of(line).kind != GIVEN:
        plan_money.show(line, by=by)


def _set(line: BudgetLine, given: Given, name: str, satang: int) -> dict[str, Any]:
    """Put the new sum into the line; what it was and is goes into the event of the move."""
    old = getattr(line, name)
    setattr(line, name, satang)
    if given.get("document"):
        line.document = str(given["document"])[:200]
    line.save(update_fields=[name, "document"])
    return {"amount": name, "old": old, "new": satang}


APPROVED = Follow(_("the project has money, and the draft of the local plan shows it"), _approve)
COMMITTED = Follow(_("the amount is added to what is committed"), _commit)
PAID = Follow(
    _("the amount is added to what is paid out; from the first on, comparison villages stay fixed"), _disburse
)


def _require_amount(satang: int) -> None:
    if not isinstance(satang, int) or not 0 < satang <= amounts.MOST:
        raise Problem("money.no-amount")


def _written(satang: int) -> str:
    return amounts.written(satang)
