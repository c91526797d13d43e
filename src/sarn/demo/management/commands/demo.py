"""`sarn demo`: build the invented tambon on this node, then serve it.

Running it again changes nothing. One that was stopped, even by kill -9, goes on where it was.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from sarn.collection import phones
from sarn.demo import chapters, people, practising
from sarn.demo.chapters import Teller
from sarn.demo.sending import DemoError

_T = TypeVar("_T")

_CLOSING = """
ตำบลห้วยสาธิตพร้อมแล้ว · Huai Satit is ready ({seconds:.0f} s)   วันนี้ในเรื่องคือ · today in the story: 15 ก.พ. 2571 · 2028-02-15

  {address}

ชื่อเข้าใช้ · sign-in names   (รหัสผ่านเดียวกันหมด · one password for all: {password})
  head4   ผู้ใหญ่บ้าน ม.4 · village head            head9   ผู้ใหญ่บ้าน ม.9 (หมู่บ้านเล็ก · a small village)
  aso4    อาสาเก็บข้อมูล ม.4 · volunteer            plan1   นักแผน อบต. · tambon officer
  cd1     พัฒนากร · district officer              pao1    อบจ. · provincial organisation
  eval1   ผู้ประเมิน · evaluator                   sec1    เลขาฯ · secretary
  edit1   บรรณาธิการข่าว · editor                  admin1  ผู้ดูแลระบบ · administrator
  try1    บ้านลองทำ · the practice village         head1 … head14  ผู้ใหญ่บ้านทุกหมู่ · all heads

ลองดู · things to try
  1. เข้าเป็น head9 แล้วขอดูครัวเรือนของ ม.4 จะไม่พบ และมีบันทึกไว้ · Sign in as head9 and ask for the
     households of ม.4: not found, and the audit log says that you asked: {address}areas/99010104/households/
  2. เข้าเป็น head14: หมู่บ้านนี้เวทียังไม่ได้รับรอง คนนอกจึงยังไม่เห็นผล · Sign in as head14: the forum of this
     village has not certified yet, so that nobody else sees its figures: {address}areas/99010114/
  3. ม.9 เล็กเกินกว่าจะบอกคนนอก เข้าเป็น head9 จะอ่านได้ว่า «ยังบอกไม่ได้» · ม.9 is too small to tell others; head9 reads
     «cannot tell yet»: {address}areas/99010109/rounds/compare/
  4. เข้าเป็น plan1 ดูโครงการที่ยังบอกที่มาไม่ได้ · Sign in as plan1: projects without a figure behind them:
     {address}thread/broken/
  5. เข้าเป็น try1 เปิดหน้านี้ แล้วสั่งในอีกหน้าต่าง ตัวเลขจะขยับในไม่กี่วินาที · Sign in as try1, open this page and, in
     another window, send one more household of the practice village; the number moves within seconds:
     {address}areas/99010202/submissions/
     {send_one}
     หรือใช้โทรศัพท์ที่ลง ODK Collect · or with a phone that has ODK Collect (`--qr FILE` draws the code):
     {phone}

ทั้งเส้น ไม่ต้องเข้าใช้ · the whole thread, without signing in:
  น้ำใช้ไม่พอ 51 จาก 124 ครัวเรือนใน ม.4 → โครงการ → งบ → งานที่ทำ → 32 จาก 121 ปีถัดมา เดินได้ทั้งสองทาง
  from 51 of 124 households short of water to a project, its money and work, and 32 of 121 a year later:
  {thread}
"""


def _program() -> str:
    """How `sarn` is called from here."""
    own = Path(sys.executable).with_name("sarn")
    return os.path.relpath(own) if own.is_relative_to(Path.cwd()) else "sarn"


class Command(BaseCommand):
    help = "Build the invented tambon (areas, people, 1,500 households, two rounds, results) and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="stop when it is built")
        parser.add_argument(
            "--send-one", action="store_true", help="send a practice household to the served demo"
        )
        parser.add_argument(
            "--qr", type=Path, help="write the QR code of the practice village (.png, .svg), then end"
        )
        parser.add_argument("--port", type=int, default=8642)
        parser.add_argument("--bind", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        address = f"http://{options['bind']}:{options['port']}"
        try:
            if options["send_one"]:
                self.stdout.write(f"✓ {practising.send_one(address)}")
            elif options["qr"]:
                self._draw(address, options["qr"])
            else:
                self._build(address, options)
        except DemoError as fault:
            raise CommandError(str(fault)) from fault

    def _build(self, address: str, options: dict[str, Any]) -> None:
        started = time.monotonic()
        self._step("ฐานข้อมูล · database")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        thread = chapters.build(Teller(self._step, self._bar, self._count))
        port = "" if options["port"] == 8642 else f" --port {options['port']}"
        said = {
            "seconds": time.monotonic() - started,
            "address": f"{address}/",
            "password": people.PASSWORD,
            "send_one": f"{_program()} demo --send-one{port}",
            "phone": practising.phone(address),
            "thread": f"{address}{thread}",
        }
        self.stdout.write(_CLOSING.format(**said))
        if options["no_serve"]:
            return
        self.stdout.flush()
        serve = ["serve", "--bind", options["bind"], "--port", str(options["port"])]
        # The supervisor takes this process over, so that Ctrl-C reaches it and nothing stays behind.
        os.execv(sys.executable, [sys.executable, "-m", "sarn.config", *serve])  # noqa: S606

    def _draw(self, address: str, file: Path) -> None:
        server = practising.phone(settings.SARN_ORIGIN or address)
        phones.save(phones.picture(server, name="บ้านลองทำ"), file)
        self.stdout.write(f"✓ {file}: {server}")

    def _step(self, text: str, number: int | None = None) -> None:
        self.stdout.write(f"✓ {text}" + ("" if number is None else f": {number}"))
        self.stdout.flush()

    def _bar(self, items: Iterable[_T], title: str) -> Iterable[_T]:
        return tqdm(list(items), desc=title, leave=False, disable=None, ncols=90)  # type: ignore[no-any-return]

    def _count(self, total: int, title: str) -> Callable[[], object]:
        bar = tqdm(total=total, desc=title, leave=False, disable=None, ncols=90)
        return lambda: bar.update(1)
