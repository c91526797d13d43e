"""`sarn rounds`: open a round, close and check a village, see the coverage."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from sarn.access import scope
from sarn.collection import rounds
from sarn.collection.management.commands.forms import find_area, find_programme
from sarn.collection.models import FormDef, Round, VillageRound
from sarnkit.problems import Problem


class Command(BaseCommand):
    help = "Open rounds, close, reopen and check villages, list coverage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        opening = acts.add_parser("open", help="open a round in every village of an area")
        opening.add_argument("round", help="its code, e.g. 2569")
        opening.add_argument("--title", default="")
        opening.add_argument("--programme", type=int, default=1)
        opening.add_argument("--form", required=True)
        opening.add_argument("--area", required=True)
        opening.add_argument("--reference-year", type=int, required=True, help="year asked about, CE")
        opening.add_argument("--opens", required=True, help="YYYY-MM-DD")
        opening.add_argument("--closes", required=True, help="YYYY-MM-DD")
        for act in ("close", "reopen", "check"):
            one = acts.add_parser(act, help=f"{act} a village")
            one.add_argument("round")
            one.add_argument("village", help="8-digit code")
        acts.add_parser("list", help="villages, states and coverage")

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.system("rounds"):
            act = options["act"]
            if act == "open":
                self.open(options)
            elif act == "list":
                self.list()
            else:
                move = getattr(rounds, f"{act}_village")
                move(options["round"], options["village"], by="system:command")

    def open(self, options: dict[str, Any]) -> None:
        programme = find_programme(options["programme"])
        form = FormDef.objects.filter(programme=programme, xml_form_id=options["form"]).first()
        if form is None:
            raise Problem("collection.unknown-form", form=options["form"])
        rounds.open_round(
            code=options["round"],
            title=options["title"] or options["round"],
            programme=programme,
            form=form,
            area=find_area(options["area"]),
            reference_year=options["reference_year"],
            opens_on=read_date(options["opens"]),
            closes_on=read_date(options["closes"]),
            by="system:command",
        )

    def list(self) -> None:
        for one in Round.objects.order_by("opened_at"):
            self.stdout.write(f"{one.code} {one.title} {one.reference_year} {one.opens_on}–{one.closes_on}")
            for village in (
                VillageRound.objects.filter(round=one).select_related("area").order_by("area__code")
            ):
                coverage = rounds.coverage(village)
                self.stdout.write(
                    f"  {village.area.code} {village.area.display()} {village.state} "
                    f"{coverage.answered}/{coverage.target}"
                )


def read_date(text: str) -> date:
    """The day; Problem `collection.wrong-date`."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Problem("collection.wrong-date", given=text) from fault
