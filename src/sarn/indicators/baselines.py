"""The figure that a promise starts from: certified, pinned, and told only to those who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sarn.access import scope
from sarn.access.models import covers
from sarn.areas.models import Area
from sarn.indicators.models import Cell, Definition, PublicCell, Release
from sarnkit.problems import Problem


@dataclass(frozen=True)
class Baseline:
    """The figure that a promise starts from; without numbers for those who may not see them.

    `public` says that everybody may. `target` is the number of households that the round wanted to hear.
    """

    cell_uid: UUID
    round_code: str
    num: int | None
    den: int | None
    public: bool
    households: int
    forms: tuple[str, ...]
    definition_hash: str

    @property
    def share(self) -> Fraction | None:
        """Between 0 and 1; None where it may not be seen or nobody is known."""
        return Fraction(self.num, self.den) if self.num is not None and self.den else None


def definition_of(pack_id: str, code: str) -> Definition:
    """The indicator as the newest version of its pack defines it. Raises Problem `effects.unknown-indicator`."""
    found = Definition.objects.filter(pack__pack_id=pack_id, code=code).select_related("pack")
    newest = found.order_by("pack__active", "pack__pk").last()
    if newest is None:
        raise Problem("effects.unknown-indicator", indicator=f"{pack_id}:{code}")
    return newest


def baseline_of(
    area: Area, definition: Definition, *, cell_uid: UUID | None = None, round_code: str = ""
) -> Baseline:
    """The village's figure as its forum certified it last: of a pinned cell, of a round, or the newest.

    Raises Problem `effects.no-baseline` where no forum has certified any.
    """
    with scope.system("effects"):
        cell = _certified(area, definition, cell_uid, round_code)
        if cell is None or cell.den == 0:
            raise Problem("effects.no-baseline", village=area.display())
        public = public_twin(cell)
    seen = public is not None or covers("result", "read", area.path)
    return Baseline(
        cell_uid=cell.uid,
        round_code=cell.round_code,
        num=cell.num if seen else None,
        den=cell.den if seen else None,
        public=public is not None,
        households=cell.target,
        forms=tuple(cell.form_versions),
        definition_hash=cell.definition_hash,
    )


def public_twin(cell: Cell) -> PublicCell | None:
    """The shown public cell of the same identity and value, current or not; None where there is none."""
    return PublicCell.objects.filter(
        area_id=cell.area_id,
        round_code=cell.round_code,
        pack_id=cell.pack_id,
        pack_version=cell.pack_version,
        code=cell.code,
        part=cell.part,
        group=cell.group,
        num=cell.num,
        den=cell.den,
        shown=True,
    ).first()


def _certified(area: Area, definition: Definition, cell_uid: UUID | None, round_code: str) -> Cell | None:
    of_area = Cell.objects.filter(
        area=area, pack_id=definition.pack.pack_id, code=definition.code, part=definition.headline, group=""
    )
    if cell_uid is not None:
        return of_area.filter(uid=cell_uid).first()
    said = Release.objects.filter(area=area, certified_on__isnull=False).order_by("-round_code", "-edition")
    for release in said.filter(round_code=round_code) if round_code else said:
        cell = of_area.filter(uid__in=release.cells).order_by("-pk").first()
        if cell is not None:
            return cell
    return None
