"""Cells and measured effects as the evidence thread shows them: never more than the reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarn.access import scope
from sarn.access.models import Denied
from sarn.indicators import effects
from sarn.indicators.models import Cell, Definition, EffectResult, PublicCell
from sarn.indicators.telling import language, language_text
from sarn.thread.nodes import Node, NodeType, Relation, register
from sarnkit import effects as words

_UNITS = {"household": _("households"), "person": _("people"), "village": _("villages")}


def register_all() -> None:
    """Called when the app is ready."""
    register(NodeType(kind="cell", step=1, label=_("figure"), resolve=cells, hub=True))
    register(
        NodeType(
            kind="effect",
            step=7,
            label=_("measured effect"),
            resolve=effect_results,
            relations=(
                Relation("cell", "measures", "effect", _("measures")),
                Relation("project", "measured-by", "effect", _("measured by")),
            ),
        )
    )


def cells(uids: Collection[UUID]) -> Mapping[UUID, Node]:
    """Exact figures for those who may read them, else what is public of the same figure; the rest is grey."""
    try:
        exact = list(Cell.objects.filter(uid__in=uids))
    except Denied:  # reads no exact figure anywhere
        exact = []
    rest = set(uids) - {one.uid for one in exact}
    shown: list[tuple[UUID, Cell | PublicCell]] = [(one.uid, one) for one in exact]
    shown += _twins(rest)
    described = _definitions(one for _uid, one in shown)
    places = _places(one for _uid, one in shown)
    return {uid: _cell(uid, one, described, places) for uid, one in shown}


def effect_results(uids: Collection[UUID]) -> Mapping[UUID, Node]:
    """Results that the reader may see; a figure that is not for this reader leaves the word out."""
    found = {}
    for result in EffectResult.objects.filter(uid__in=uids).prefetch_related("promise"):
        told = effects.read(result)
        definition = _of(result)
        facts = (
            [told.counted, told.points] if told else [gettext("Not shown, as it might tell whose home it is")]
        )
        if result.superseded_by and result.superseded_why == effects.CORRECTED:
            facts.append(gettext("The figures were corrected later"))
        found[result.uid] = Node(
            uid=result.uid,
            kind="effect",
            title=language_text(definition.title) if definition else "",
            url=result.get_absolute_url(),
            state=told.word_text if told and told.word_text else str(result.state_now.label),
            facts=tuple(fact for fact in facts if fact),
            superseded=result.superseded_by is not None,
            on=(result.decided_at or result.proposed_at).date(),
        )
    return found


def cell_url(area_code: str, round_code: str, pack_id: str, code: str) -> str:
    """The village page at the indicator and round."""
    page = reverse("portal:area", kwargs={"code": area_code})
    return f"{page}?round={round_code}#{pack_id}-{code}"


def count_text(cell: Any, definition: Definition | None) -> str:
    """«51 จาก 124 ครัวเรือน (41.1 %)»."""
    if not cell.den:
        return gettext("No answer to count")
    unit = _UNITS.get(definition.unit, "") if definition else ""
    return gettext("%(num)s of %(den)s %(unit)s (%(percent)s)") % {
        "num": f"{cell.num:,}",
        "den": f"{cell.den:,}",
        "unit": unit,
        "percent": f"{words.plain(words.Count(cell.num, cell.den * cell.scale).share * 100)} %",
    }


def _twins(uids: Collection[UUID]) -> list[tuple[UUID, PublicCell]]:
    """Public figures of the same identity and value as these exact ones, which the reader may not see."""
    if not uids:
        return []
    with scope.system("effects"):
        hidden = list(Cell.objects.filter(uid__in=uids))
        public = PublicCell.objects.filter(
            area__in=[one.area_id for one in hidden],
            round_code__in={one.round_code for one in hidden},
            code__in={one.code for one in hidden},
            shown=True,
        )
        # Of two that say the same, the one that stands now comes last and is kept.
        known = {
            _said(one): one for one in sorted(public, key=lambda one: (one.superseded_by is None, one.pk))
        }
    return [(one.uid, known[_said(one)]) for one in hidden if _said(one) in known]


def _said(cell: Any) -> tuple[Any, ...]:
    identity = (
        cell.area_id,
        cell.round_code,
        cell.pack_id,
        cell.pack_version,
        cell.code,
        cell.part,
        cell.group,
    )
    return (*identity, cell.num, cell.den, cell.scale)


def _cell(
    uid: UUID,
    cell: Cell | PublicCell,
    described: Mapping[tuple[str, str, str], Definition],
    places: Mapping[int, str],
) -> Node:
    definition = described.get((cell.pack_id, cell.pack_version, cell.code))
    return Node(
        uid=uid,
        kind="cell",
        title=language_text(definition.title) if definition else cell.code,
        url=cell_url(cell.area_code, cell.round_code, cell.pack_id, cell.code),
        facts=(
            count_text(cell, definition),
            gettext("%(place)s, round %(round)s") % {"place": places[cell.area_id], "round": cell.round_code},
        ),
        superseded=cell.superseded_by is not None,
        on=cell.made_at.date(),
    )


def _definitions(found: Iterable[Cell | PublicCell]) -> dict[tuple[str, str, str], Definition]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for cell in found:
        wanted[cell.pack_id].add(cell.code)
    rows = Definition.objects.filter(
        pack__pack_id__in=wanted, code__in={code for codes in wanted.values() for code in codes}
    ).select_related("pack")
    return {(one.pack.pack_id, one.pack.version, one.code): one for one in rows}


def _places(found: Iterable[Cell | PublicCell]) -> dict[int, str]:
    from sarn.areas.models import Area

    areas = Area.objects.filter(pk__in={cell.area_id for cell in found})
    return {area.pk: area.display(language()) for area in areas}


def _of(result: EffectResult) -> Definition | None:
    promise = result.promise
    rows = Definition.objects.filter(pack__pack_id=promise.pack_id, code=promise.code)
    return rows.order_by("pack__pk").last()
