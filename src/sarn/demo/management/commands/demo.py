"""`sarn demo`: build the invented tambon on this node, then serve it.

Running it again changes nothing. One that was stopped, even by kill -9, goes on where it was.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from sarn.access import scope
from sarn.demo import building, collecting, forums, people
from sarn.demo.sending import DemoError

_T = TypeVar("_T")

_CLOSING = """
ตำบลห้วยสาธิตพร้อมแล้ว · Huai Satit is ready ({seconds:.0f} s)

  {address}

ชื่อเข้าใช้ · sign-in names   (รหัสผ่านเดียวกันหมด · one password for all: {password})
  head4   ผู้ใหญ่บ้าน ม.4 · village head            head9   ผู้ใหญ่บ้าน ม.9 (หมู่บ้านเล็ก · a small village)
  aso4    อาสาเก็บข้อมูล ม.4 · volunteer            plan1   นักแผน อบต. · tambon officer
  cd1     พัฒนากร · district officer              pao1    อบจ. · provincial organisation
  eval1   ผู้ประเมิน · evaluator                   sec1    เลขาฯ · secretary
  admin1  ผู้ดูแลระบบ · administrator              head1 … head14  ผู้ใหญ่บ้านทุกหมู่ · all heads

ลองดูสามอย่าง · three things to try
  1. เปิดหน้าบ้านหนองน้ำใส ม.4 โดยไม่ต้องเข้าใช้ · Open the page of Ban Nong Nam Sai without signing in:
     {address}areas/99010104/
     น้ำใช้ไม่พอ 51 จาก 124 ครัวเรือน · water ran short in 51 of 124 households
  2. เข้าเป็น head9 แล้วขอดูครัวเรือนของ ม.4 จะไม่พบ และมีบันทึกไว้ · Sign in as head9 and ask for the
     households of ม.4: not found, and the audit log says that you asked: {address}areas/99010104/households/
  3. เข้าเป็น head14: หมู่บ้านนี้เวทียังไม่ได้รับรอง คนนอกจึงยังไม่เห็นผล · Sign in as head14: the forum of this
     village has not certified yet, so that nobody else sees its figures: {address}areas/99010114/
"""


class Command(BaseCommand):
    help = "Build the invented tambon (areas, people, 1,500 households, results) and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="stop when it is built")
        parser.add_argument("--port", type=int, default=8642)
        parser.add_argument("--bind", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            self._build()
        except DemoError as fault:
            raise CommandError(str(fault)) from fault
        address = f"http://{options['bind']}:{options['port']}/"
        seconds = time.monotonic() - started
        self.stdout.write(_CLOSING.format(seconds=seconds, address=address, password=people.PASSWORD))
        if options["no_serve"]:
            return
        self.stdout.flush()
        serve = ["serve", "--bind", options["bind"], "--port", str(options["port"])]
        # The supervisor takes this process over, so that Ctrl-C reaches it and nothing stays behind.
        os.execv(sys.executable, [sys.executable, "-m", "sarn.config", *serve])  # noqa: S606

    def _build(self) -> None:
        self._step("ฐานข้อมูล · database")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        with scope.system("demo"):
            building.require_own_node()
            self._step("พื้นที่ · areas", building.make_areas())
            self._step("ผู้ใช้ · people", people.sign_up())
            building.enrol_houses(self._bar)
            version = building.publish_form()
            self._step(f"แบบ · form {version.form.xml_form_id} {version.version}")
            self._step(f"รอบ · round {building.open_round(version).code}")
            secrets = building.issue_tokens()
            done = collecting.collect(version, secrets, self._bar, self._count)
        sent = (
            f"{done.sent} ส่งใหม่ · sent, {done.known} มีอยู่แล้ว · known, {done.by_engine} กรอกด้วย · filled by ODK"
        )
        self._step(f"แบบสอบถาม · submissions: {sent}")
        self._step("อ่านคำตอบ · read", collecting.read_all(self._count))
        forums.finish_round()
        self._step("นับผล · villages counted", forums.count_figures())
        self._step("เวที · forums held", forums.hold_forums(self._bar))

    def _step(self, text: str, number: int | None = None) -> None:
        self.stdout.write(f"✓ {text}" + ("" if number is None else f": {number}"))
        self.stdout.flush()

    def _bar(self, items: Iterable[_T], title: str) -> Iterable[_T]:
        return tqdm(list(items), desc=title, leave=False, disable=None, ncols=90)  # type: ignore[no-any-return]

    def _count(self, total: int, title: str) -> Callable[[], object]:
        bar = tqdm(total=total, desc=title, leave=False, disable=None, ncols=90)
        return lambda: bar.update(1)
