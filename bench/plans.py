"""ผ.02 of 1,200 projects as a workbook, and a plan on about 100 pages of PDF.

Aims: workbook ≤ 2 s, PDF ≤ 10 s and ≤ 250 MB. Each is also told as a multiple of something plain that was done in
the same run: writing the same numbers with openpyxl, and setting an empty page.
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable
from typing import Any

from bench import node

PROJECTS = 1_200
STRATEGIES, PROGRAMMES = 5, 12


def main() -> None:
    """Fill a plan of an invented tambon, then measure."""
    with node.home():
        import django

        django.setup()
        from sarn.access import scope

        with scope.system("demo"):
            version = _fill()
            _workbook(version)
            _paper(version)


def _fill() -> Any:
    """A local plan with 1,200 projects of 14 villages, straight into the tables."""
    import datetime

    from sarn.areas.models import Area
    from sarn.planning import plans
    from sarn.planning.models import PlanEntry, PlanEntryYear, Project
    from sarnkit import clock

    def area(code: str, level: str, parent: Area | None, name: str, number: int | None = None) -> Area:
        return Area.objects.create(
            code=code,
            level=level,
            kind=level,
            name_th=name,
            number=number,
            parent=parent,
            path=f"{parent.path if parent else ''}{code}.",
            valid_from=datetime.date(2020, 1, 1),
        )

    above: Area | None = None
    for code, level, name in (
        ("TH", "country", "ประเทศไทย"),
        ("99", "province", "สาธิต"),
        ("9901", "amphoe", "เมืองสาธิต"),
    ):
        above = area(code, level, above, name)
    tambon = area("990101", "tambon", above, "ห้วยสาธิต")
    villages = [area(f"990101{n:02}", "village", tambon, f"หมู่บ้านที่ {n}", n) for n in range(1, 15)]
    version = plans.draft_version_for(area=tambon, kind="local", by="system:bench")
    projects = Project.objects.bulk_create(
        Project(
            area=villages[n % 14],
            area_path=villages[n % 14].path,
            title=f"ขยายระบบประปาหมู่บ้าน ช่วงที่ {n}",
            objective="เพื่อแก้ปัญหาน้ำใช้ไม่เพียงพอในฤดูแล้ง",
            target="บ่อบาดาล 1 บ่อ ท่อ 1,200 เมตร",
            indicator="ครัวเรือนที่บางช่วงของปีน้ำใช้ไม่พอ ไม่เกิน 25.0 % ภายในรอบ 2571",
            expected="ทุกหลังมีน้ำใช้ตลอดปี",
            office="กองช่าง",
        )
        for n in range(PROJECTS)
    )
    rows = PlanEntry.objects.bulk_create(
        PlanEntry(
            version=version,
            project=project,
            order=n + 1,
            strategy=f"ยุทธศาสตร์ที่ {n % STRATEGIES + 1}",
            programme=f"แผนงานที่ {n % PROGRAMMES + 1}",
            entered_by="system:bench",
            entered_at=clock.now(),
        )
        for n, project in enumerate(projects)
    )
    PlanEntryYear.objects.bulk_create(
        PlanEntryYear(entry=row, fiscal_year=2028 + (n + step) % 5, satang=30_000_000 + n)
        for n, row in enumerate(rows)
        for step in (0, 2)
    )
    return version


def _workbook(version: Any) -> None:
    from sarn.planning import p02

    laid_out, grid = _timed(lambda: p02.grid(version))
    written, content = _timed(lambda: p02.workbook(grid))
    plain, _ = _timed(lambda: _plain_workbook(grid))
    whole = laid_out + written
    print(
        f"{whole:7.2f} s   ผ.02 of {grid.projects:,} projects as XLSX ({len(content) / 1000:.0f} kB): "
        f"read {laid_out:.2f} s, written {written:.2f} s (aim: 2 s)"
    )
    print(f"{_processor(lambda: p02.workbook(p02.grid(version))):7.2f} s   of it processor time")
    print(f"{whole / plain:7.2f} ×   a bare openpyxl table of the same values ({plain:.2f} s)")


def _plain_workbook(grid: Any) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for section in grid.sections:
        for line in section.lines:
            row = line.row
            money = [row.years.get(year, 0) / 100 for year in grid.years]
            book.active.append(
                [
                    line.number,
                    row.title,
                    row.objective,
                    row.target,
                    *money,
                    row.indicator,
                    row.expected,
                    row.office,
                ]
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _paper(version: Any) -> None:
    """The first pages of ผ.02 until there are about a hundred, in the child process that sets all paper."""
    from dataclasses import replace

    from sarn.documents import paper
    from sarn.planning import p02

    grid = p02.grid(version)
    sections = tuple(
        replace(one, lines=one.lines[: int(os.environ.get("BENCH_LINES", "9"))]) for one in grid.sections
    )
    hundred = replace(grid, sections=sections)
    took, content = _timed(lambda: p02.pdf(hundred), times=3)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    pages = _pages(content)
    empty, _ = _timed(
        lambda: paper.pdf("planning/p02.typ", p02.paper_data(replace(grid, sections=()))), times=3
    )
    print(
        f"{took:7.2f} s   a plan of {pages} pages as PDF, {hundred.projects} projects, "
        f"at most {memory:.0f} MB in a child process (aims: 100 pages in 10 s, 250 MB)"
    )
    print(f"{_processor(lambda: p02.pdf(hundred)):7.2f} s   of it processor time")
    print(f"{took / empty:7.2f} ×   the same form without a project ({empty:.2f} s)")


def _pages(pdf: bytes) -> str:
    """How many pages the file has, by poppler."""
    told = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:"))


def _timed(act: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Median seconds of some runs, and what the last one gave."""
    took, given = [], None
    for _ in range(times):
        start = time.perf_counter()
        given = act()
        took.append(time.perf_counter() - start)
    return statistics.median(took), given


def _processor(act: Callable[[], Any]) -> float:
    """Seconds of processor time, children included: what a machine with nothing else to do would take."""
    start = os.times()
    act()
    return sum(os.times()[:4]) - sum(start[:4])
