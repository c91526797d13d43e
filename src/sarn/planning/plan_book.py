"""The book of a village plan: why, what, who, how much, and the forum that agreed; A4, in Thai.

Everything in it comes from the version's document, so that the book of an announced version is always the same.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any, Final

import segno
from django.conf import settings

from sarn.areas.models import Area
from sarn.documents import paper
from sarn.planning import contents, freezing
from sarn.planning.contents import Contents, Row, Share
from sarn.planning.models import Component, PlanVersion
from sarn.planning.quoted_figures import share_words
from sarn.planning.sources import GIVEN, SOURCES
from sarnkit import stats, thai

# The words of the paper.
DOING_WORDS: Final = {
    Component.SELF: "เราทำเอง",
    Component.JOINT: "ทำร่วมกัน",
    Component.ASK: "ให้หน่วยงานทำ",
    "": "ยังไม่ได้ตกลงว่าใครทำ",
}
_GROUP_WORDS: Final = {"women": "หญิง", "men": "ชาย", "elders": "ผู้สูงอายุ", "youth": "เยาวชน"}
# From so many projects on a list of chapters helps.
_LEAST_FOR_LIST: Final = 12


def pdf(version: PlanVersion, *, now: datetime | None = None) -> bytes:
    """The book as PDF, as the current scope may read the version."""
    data, attachments = book(version)
    return paper.pdf("planning/village_plan.typ", data, attachments=attachments, now=now)


def png(version: PlanVersion, *, ppi: float = 72, now: datetime | None = None) -> list[bytes]:
    """The book as one picture a page."""
    data, attachments = book(version)
    return paper.png("planning/village_plan.typ", data, ppi=ppi, attachments=attachments, now=now)


def book(version: PlanVersion) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template prints, and the files that it places."""
    held = contents.of(version)
    around = held.around or {}
    address = address_of(version)
    data = {
        "title": held.plan["title"],
        "place": held.plan["area"],
        "above": _above(version.plan.area),
        "invented": held.plan["area_code"].startswith("99"),
        "years": f"พ.ศ. {thai.be(held.plan['first_year'])}–{thai.be(held.plan['last_year'])}",
        "label": held.version["label"],
        "draft": version.snapshot is None,
        "announced": _day(held.version["announced_on"]),
        "sha256": version.sha256,
        "intact": contents_match(version),
        "forum": _forum(held.version["forum"]),
        "village": _village(around.get("village")),
        "issues": around.get("issues", []),
        "doings": [_doing(share) for share in held.shares],
        "chapters": [_chapter(doing, rows) for doing, rows in held.chapters],
        "projects": len(held.rows),
        "satang": held.satang,
        "with_list": len(held.rows) >= _LEAST_FOR_LIST,
        "money": _money(held),
        "address": address,
    }
    return data, {"qr.svg": _qr(address)} if address else {}


def contents_match(version: PlanVersion) -> bool:
    """Whether the book is printed from what was announced; True of a draft too."""
    return freezing.is_as_announced(version) is not False


def address_of(version: PlanVersion) -> str:
    """The public address of the version's page, "" where the node has none."""
    origin: str = settings.SARN_ORIGIN
    return f"{origin}/plan-versions/{version.uid}/" if origin else ""


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue()


def _above(area: Area) -> str:
    """«ตำบลห้วยสาธิต อำเภอเมืองสาธิต จังหวัดสาธิต»."""
    levels = ("tambon", "amphoe", "province")
    return " ".join(one.display() for one in reversed(area.ancestors()) if one.level in levels)


def _day(iso: str | None) -> str:
    return thai.thai_date(date.fromisoformat(iso)) if iso else ""


def _forum(said: dict[str, Any] | None) -> dict[str, Any] | None:
    if said is None:
        return None
    groups = [f"{_GROUP_WORDS[name]} {count:,} คน" for name, count in said["groups"].items()]
    share = said["quorum_bp"]
    came = said.get("represented")
    quorum = f"อย่างน้อย {_bp(share)} ของ {said['households']:,} ครัวเรือน"
    if came is not None:
        quorum += f" วันนั้นมา {came:,} ครัวเรือน ครบองค์ประชุม"
    return {
        "title": said["title"],
        "on": _day(said["held_on"]),
        "place": said["place"],
        "attended": said["attended"],
        "groups": " ".join(groups),
        "quorum": quorum,
    }


def _bp(basis_points: int) -> str:
    return f"ร้อยละ {basis_points // 100}" + (f".{basis_points % 100:02}" if basis_points % 100 else "")


def _village(said: dict[str, Any] | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {
        **said,
        "certified": _day(said["certified_on"]),
        "figures": [_figure(one) for one in said["figures"]],
    }


def _figure(one: dict[str, Any]) -> dict[str, Any]:
    around = stats.wilson(one["num"], one["den"])
    word = "ไม่เกิน" if one["good"] == "low" else "อย่างน้อย"
    return {
        "title": one["title"],
        "words": share_words(one["num"], one["den"], one["unit"]),
        "value": one["num"] * 100 / one["den"],
        "low": around.low * 100,
        "high": around.high * 100,
        "threshold": float(one["threshold"]) if one["threshold"] is not None else None,
        "threshold_label": f"เกณฑ์ {word} {one['threshold']} %" if one["threshold"] is not None else "",
        "good": one["good"],
    }


def _doing(share: Share) -> dict[str, Any]:
    return {
        "name": DOING_WORDS[share.doing],
        "count": len(share.rows),
        "satang": share.satang,
        "labour": share.labour,
        "percent": share.percent,
    }


def _chapter(doing: str, rows: tuple[Row, ...]) -> dict[str, Any]:
    return {"name": DOING_WORDS[doing], "rows": [_project(row) for row in rows]}


def _project(row: Row) -> dict[str, Any]:
    return {
        "title": row.title,
        "objective": row.objective,
        "target": row.target,
        "expected": row.expected,
        "indicator": row.indicator,
        "office": row.office,
        "promises": row.promises,
        "no_promise": row.no_promise,
        "issues": [{"title": one.title, "figure": one.figure} for one in row.issues],
        "components": [
            {
                "title": part.title,
                "mode": DOING_WORDS[part.mode],
                "doer": part.doer,
                "satang": part.satang,
                "labour": part.labour_days,
            }
            for part in row.components
        ],
        "years": [(str(thai.be(year)), satang) for year, satang in sorted(row.years.items())],
        "satang": row.satang,
    }


def _money(held: Contents) -> dict[str, Any]:
    """The plan's money by year and where it comes from. What is given in kind stands apart: it fills no gap."""
    years = held.years
    sources: dict[str, dict[str, int]] = (held.around or {}).get("sources", {})
    found: dict[bool, list[list[Any]]] = {True: [], False: []}
    for code, amounts in sources.items():
        values = [amounts.get(str(year), 0) for year in years]
        known = SOURCES.get(code)
        row = [known.th if known else code, *values, sum(values)]
        if sum(values):
            found[known is not None and known.kind == GIVEN].append(row)
    planned = [satang for _, satang in held.by_year]
    lacking = [
        max(0, want - sum(row[place + 1] for row in found[False])) for place, want in enumerate(planned)
    ]
    return {
        "years": [str(thai.be(year)) for year in years],
        "planned": [*planned, sum(planned)],
        "sources": found[False],
        "lacking": [*lacking, sum(lacking)],
        "given": found[True],
    }


def name_of_file(version: PlanVersion) -> str:
    """«แผนพัฒนาหมู่บ้าน-99010104-2570-v1.pdf» without blanks, for downloads."""
    plan = version.plan
    return f"{plan.kind}-plan-{plan.area.code}-{thai.be(plan.first_year)}-v{version.number}"
