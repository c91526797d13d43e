"""`sarn plans export AREA --kind local --form p02 --to FILE`: a plan's form or book, as offices file it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sarn.access import scope
from sarn.areas.models import Area
from sarn.planning import contents, p02, plan_book, plans
from sarn.planning.models import Plan, PlanVersion
from sarnkit import thai
from sarnkit.problems import Problem

_KIND_WORDS = {Plan.VILLAGE: "แผนพัฒนาหมู่บ้าน", Plan.LOCAL: "แผนพัฒนาท้องถิ่น"}


class Command(BaseCommand):
    help = "Write a plan's form (XLSX or PDF) or a village plan's book (PDF) into a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        export = acts.add_parser("export", help="the version that holds, or the newest one where none holds")
        export.add_argument("area", help="code of the village or tambon")
        export.add_argument("--kind", choices=Plan.KINDS, required=True)
        export.add_argument("--form", choices=("p02", "p02-1", "book"), help="p02; book for a village plan")
        export.add_argument("--to", type=Path, required=True, metavar="FILE", help="ends in .xlsx or .pdf")
        export.add_argument("--number", type=int, help="another version of the plan, by its number")
        export.add_argument("--first-year", type=int, metavar="BE", help="a plan that begins in this year")
        export.add_argument("--layout", default="", help="another layout of the same plan round")
        export.add_argument("--json", action="store_true", help="one JSON document instead of a sentence")

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.system("command"):
            version = _version(options)
            held = contents.of(version)
            options["to"].write_bytes(_made(version, options))
        told = {
            "file": str(options["to"]),
            "plan": held.plan["title"],
            "version": version.number,
            "label": version.label,
            "state": version.state,
            "sha256": version.sha256,
            "projects": len(held.rows),
            "satang": held.satang,
            "years": list(held.years),
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            money = thai.baht(held.satang)
            self.stdout.write(
                f"{options['to']}: {plans.name_of(version)} {len(held.rows)} โครงการ {money} บาท · "
                f"{len(held.rows)} projects, {money} baht"
            )


def _version(options: dict[str, Any]) -> PlanVersion:
    area = Area.objects.current().filter(code=options["area"]).first()
    if area is None:
        raise CommandError(f"ไม่มีพื้นที่รหัส {options['area']} · There is no area {options['area']}.")
    first = thai.ce(options["first_year"]) if options["first_year"] else None
    plan = plans.find(area, options["kind"], first)
    version = None
    if plan is not None and options["number"]:
        version = PlanVersion.objects.filter(plan=plan, number=options["number"]).first()
    elif plan is not None:
        version = plans.holding_version(plan) or plans.newest_version(plan)
    if version is None:
        raise Problem("plans.no-plan", area=area.display(), kind=_KIND_WORDS[options["kind"]])
    return version


def _made(version: PlanVersion, options: dict[str, Any]) -> bytes:
    ending = options["to"].suffix.lower()
    form = options["form"] or ("book" if options["kind"] == Plan.VILLAGE else "p02")
    if ending not in (".xlsx", ".pdf") or (form == "book" and ending != ".pdf"):
        raise CommandError(
            "ชื่อไฟล์ต้องลงท้ายด้วย .xlsx หรือ .pdf (เล่มแผนเป็น .pdf) · The file ends in .xlsx or .pdf; a book in .pdf."
        )
    if form == "book":
        return plan_book.pdf(version)
    grid = p02.grid(version, form=form, layout=options["layout"])
    return p02.workbook(grid) if ending == ".xlsx" else p02.pdf(grid)
