"""Promises of effect as a plan prints them: one Thai sentence each, with figures that are open only."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from sarn.indicators.models import Definition, Promise
from sarn.planning.quoted_figures import UNITS, newest_definitions


def in_words(promises: Iterable[Promise]) -> dict[int, str]:
    """«ครัวเรือนที่…: จาก 51 จาก 124 ครัวเรือน ตั้งใจให้เหลือไม่เกิน 25.0 % ภายในรอบ 2571», by the promise's key."""
    rows = list(promises)
    known = newest_definitions((one.pack_id, one.code) for one in rows)
    return {one.pk: _sentence(one, known.get((one.pack_id, one.code))) for one in rows}


def _sentence(promise: Promise, known: Definition | None) -> str:
    title = known.title.get("th", promise.code) if known else promise.code
    unit = UNITS.get(known.unit if known else "", "")
    percent = (Decimal(promise.target_num) * 100 / promise.target_den).quantize(Decimal("0.1"), ROUND_HALF_UP)
    wanted = "ให้เหลือไม่เกิน" if promise.direction == "lower is better" else "ให้ได้อย่างน้อย"
    start = ""
    if promise.baseline_num is not None and promise.baseline_den:
        start = f"จาก {promise.baseline_num:,} ใน {promise.baseline_den:,} {unit}".rstrip() + " "
    return f"{title}: {start}ตั้งใจ{wanted} {percent} % ภายในรอบ {promise.due_round}"
