"""The local development plans of the tambon: the round that ends in 2570, with its addition, and the next."""

from __future__ import annotations

from sarn.demo.story import neighbours, ways, well
from sarn.demo.story.telling import Chapter, move, tambon
from sarn.demo.story.ways import BAHT
from sarn.planning import entries, plans
from sarn.planning.models import Plan, PlanVersion

CHAPTER = Chapter("local-plan")
step = CHAPTER.step

OLD, NEW = 2023, 2028  # first fiscal years: 2566–2570, 2571–2575
_WATER = ("ยุทธศาสตร์ที่ 1 โครงสร้างพื้นฐานและแหล่งน้ำ", "แผนงานอุตสาหกรรมและการโยธา")
_SOCIAL = ("ยุทธศาสตร์ที่ 3 คุณภาพชีวิตและสังคม", "แผนงานสร้างความเข้มแข็งของชุมชน")


def _draft(by: str, first_year: int) -> PlanVersion:
    return plans.draft_version_for(area=tambon(), kind=Plan.LOCAL, first_year=first_year, by=by)


def _enter(
    by: str, version: PlanVersion, number: int, title: str, year: int, baht: int, under: tuple[str, str]
) -> None:
    project = ways.project_of(number, title)
    strategy, programme = under
    entries.enter(
        version=version,
        project=project,
        years={year: baht * BAHT},
        strategy=strategy,
        programme=programme,
        by=by,
    )


def _let_out(by: str, version: PlanVersion) -> None:
    """Agreed by the committee, and announced."""
    move(move(version, "agree", by), "announce", by)


@step("2026-10-12 10:00", "plan1")
def first(by: str) -> None:
    """The plan of 2566–2570 as it begins in the system."""
    version = _draft(by, OLD)
    _enter(by, version, 7, neighbours.POND, 2027, 180_000, _WATER)
    _let_out(by, version)


@step("2027-04-05 10:00", "plan1")
def addition(by: str) -> None:
    """Addition 1/2570: the well of ม.4 comes in with what was asked for."""
    _enter(by, _draft(by, OLD), 4, well.WELL, 2027, 420_000, _WATER)


@step("2027-04-30 10:00", "plan1")
def addition_announced(by: str) -> None:
    """With the 300,000 that were approved a week before."""
    _let_out(by, _draft(by, OLD))


@step("2027-06-14 10:00", "plan1")
def next_round(by: str) -> None:
    """The plan of 2571–2575."""
    version = _draft(by, NEW)
    _enter(by, version, 4, well.LAMPS, NEW, 45_000, _WATER)
    _enter(by, version, 6, neighbours.ROOFS, NEW, 90_000, _SOCIAL)
    _enter(by, version, 8, neighbours.SAVING, NEW, 12_000, _SOCIAL)


@step("2027-06-28 10:00", "plan1")
def next_round_announced(by: str) -> None:
    _let_out(by, _draft(by, NEW))


@step("2028-02-03 10:00", "plan1")
def next_addition(by: str) -> None:
    """Addition 1/2571: the well of ม.2."""
    _enter(by, _draft(by, NEW), 2, neighbours.SECOND_WELL, NEW, 420_000, _WATER)


@step("2028-02-14 10:00", "plan1")
def next_addition_announced(by: str) -> None:
    """With the 300,000 that were approved three days before."""
    _let_out(by, _draft(by, NEW))
