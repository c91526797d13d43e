"""`sarn forms`: publish form files, list what is published."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from sarn.access import scope
from sarn.areas.models import Area
from sarn.collection import publishing
from sarn.collection.models import FormVersion, Programme
from sarnkit.problems import Problem


class Command(BaseCommand):
    help = "Publish an XLSForm or XForm, list forms, set up a programme, close a version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        publish = acts.add_parser("publish", help="publish a form file (.xlsx, .xls or XForm)")
        publish.add_argument("file", type=Path)
        publish.add_argument("--programme", type=int, default=1)
        publish.add_argument("--personal", default="", help="names of personal questions, parted by commas")
        publish.add_argument("--attach", type=Path, action="append", default=[], help="a file the form names")
        publish.add_argument("--allow-type-change", action="store_true")
        acts.add_parser("list", help="what is published")
        state = acts.add_parser("state", help="open, closing (not listed, still accepted) or closed")
        state.add_argument("form")
        state.add_argument("version")
        state.add_argument("state", choices=["open", "closing", "closed"])
        state.add_argument("--programme", type=int, default=1)
        programme = acts.add_parser("programme", help="make or rename a collecting body")
        programme.add_argument("number", type=int)
        programme.add_argument("--name", required=True)
        programme.add_argument("--area", required=True, help="its area's code")

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.system("publishing"):
            getattr(self, f"do_{options['act']}")(options)

    def do_publish(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        version = publishing.publish(
            _bytes(path),
            path.name,
            programme=find_programme(options["programme"]),
            by="system:command",
            attachments={one.name: _bytes(one) for one in options["attach"]},
            personal=options["personal"].split(","),
            allow_type_change=options["allow_type_change"],
        )
        self.stdout.write(
            f"{version.form.xml_form_id} {version.version} · {version.title} · md5 {version.md5}"
        )
        for warning in version.warnings:
            self.stdout.write(f"  ! {warning}")
        self.stdout.write("Kept in the registry only (personal):")
        for question in publishing.personal_questions(version) or ["–"]:
            self.stdout.write(f"  {question}")
        for slot in version.attachments.order_by("name"):
            given = slot.kind if slot.kind != slot.FILE else "here" if slot.blob else "MISSING: --attach it"
            self.stdout.write(f"File {slot.name}: {given}")

    def do_list(self, options: dict[str, Any]) -> None:
        for one in FormVersion.objects.select_related("form").order_by("form_id", "pk"):
            self.stdout.write(
                f"{one.form.programme_id} {one.form.xml_form_id} {one.version} {one.state} "
                f"{one.published_at:%Y-%m-%d} {one.title}"
            )

    def do_state(self, options: dict[str, Any]) -> None:
        form, number = options["form"], options["version"]
        found = FormVersion.objects.filter(
            form__programme_id=options["programme"], form__xml_form_id=form, version=number
        ).first()
        if found is None:
            raise Problem("collection.unknown-version", form=form, version=number)
        publishing.set_state(found, options["state"], by="system:command")

    def do_programme(self, options: dict[str, Any]) -> None:
        made = publishing.set_up_programme(
            number=options["number"],
            name=options["name"],
            area=find_area(options["area"]),
            by="system:command",
        )
        self.stdout.write(str(made))


def find_programme(number: int) -> Programme:
    """The programme; Problem `collection.no-programme`."""
    found = Programme.objects.filter(id=number).first()
    if found is None:
        raise Problem("collection.no-programme", programme=number)
    return found


def find_area(code: str) -> Area:
    """The area that bears the code today; Problem `collection.unknown-area`."""
    found = Area.objects.current().filter(code=code).first()
    if found is None:
        raise Problem("collection.unknown-area", code=code)
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Problem("collection.no-file", name=path) from fault
