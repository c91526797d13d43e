"""Node types of a play village, for tests: titles by uid, some of them closed to the asker."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from sarn.thread import links, nodes
from sarn.thread.nodes import Node, NodeType, Relation
from sarn.thread.refs import Ref
from sarnkit.uid import uuid7

RELATIONS = (
    ("cell", "points-at", "issue"),
    ("issue", "addressed-by", "proposal"),
    ("proposal", "becomes", "project"),
    ("project", "appears-in", "plan-entry"),
    ("project", "funded-by", "budget-line"),
    ("project", "carried-out-by", "activity"),
    ("activity", "yields", "output"),
    ("project", "confirmed-by", "acceptance"),
    ("project", "measured-by", "effect"),
    ("cell", "measures", "effect"),
    ("step", "leads-to", "step"),
)
STEP_OF = {
    "cell": 1,
    "issue": 2,
    "proposal": 3,
    "project": 4,
    "plan-entry": 4,
    "budget-line": 5,
    "activity": 6,
    "output": 6,
    "acceptance": 6,
    "effect": 7,
    "step": 4,
    "meeting": None,
}


class Toys:
    """What exists, and what is closed."""

    def __init__(self) -> None:
        self.made: dict[UUID, Node] = {}
        self.closed: set[UUID] = set()
        self.asked: list[str] = []

    def make(self, kind: str, title: str = "", **more: object) -> Ref:
        uid = uuid7()
        title = title or f"{kind} {len(self.made)}"
        self.made[uid] = Node(uid=uid, kind=kind, title=title, url=f"/toys/{uid}/", **more)
        return Ref(kind, uid)

    def close(self, *refs: Ref) -> None:
        self.closed |= {ref.uid for ref in refs}

    def resolver(self, kind: str):
        def resolve(uids):
            self.asked.append(kind)
            open_ones = set(uids) - self.closed
            return {uid: node for uid, node in self.made.items() if uid in open_ones and node.kind == kind}

        return resolve


@contextmanager
def registered() -> Iterator[Toys]:
    """Toy types in place of whatever the apps above have registered."""
    toys, before = Toys(), dict(nodes._types)
    nodes._types.clear()
    try:
        for kind, step in STEP_OF.items():
            relations = tuple(
                Relation(source, name, target, name.replace("-", " "))
                for source, name, target in RELATIONS
                if source == kind
            )
            nodes.register(
                NodeType(
                    kind, step, kind.replace("-", " "), toys.resolver(kind), relations, hub=kind == "cell"
                )
            )
        yield toys
    finally:
        nodes._types.clear()
        nodes._types.update(before)


def join(source: Ref, target: Ref, relation: str = "", **more):
    """Draw one link in a transaction of its own; the relation is the one between these kinds."""
    name = relation or next(n for s, n, t in RELATIONS if (s, t) == (source.kind, target.kind))
    with transaction.atomic():
        return links.join(source=source, target=target, relation=name, by="person:test", **more)


class Story:
    """ม.4: from 51 of 124 households to the ground-water project and its measured change."""

    def __init__(self, toys: Toys) -> None:
        day = datetime.date
        self.cell = toys.make("cell", "น้ำใช้ไม่พอ 51 จาก 124 หลัง", facts=("รอบ 2569",), on=day(2026, 12, 8))
        self.meeting = toys.make("meeting", "เวทีหมู่บ้าน ม.4", on=day(2027, 2, 10))
        self.issue = toys.make("issue", "น้ำใช้ไม่พอหน้าแล้ง", state="เวทียืนยันแล้ว", on=day(2027, 2, 10))
        self.proposal = toys.make("proposal", "ขุดร่องเอง ขอ อบต. เจาะบ่อ", facts=("รวม 440,700 บาท",))
        self.project = toys.make("project", "ประปาบาดาล ม.4", facts=("ตั้งใจลดจาก 41 เหลือ 25 %",))
        self.entry = toys.make("plan-entry", "แผนพัฒนาท้องถิ่น ผ.02 ลำดับ 17")
        self.budget = toys.make("budget-line", "งบ อบต. ปี 2570", facts=("ได้ 300,000 ยังขาด 120,000 บาท",))
        self.activity = toys.make("activity", "เจาะบ่อ วางท่อ", picture_urls=("/toys/well.jpg",))
        self.output = toys.make("output", "บ่อบาดาล 1 บ่อ")
        self.acceptance = toys.make("acceptance", "ชาวบ้านยืนยันว่าใช้ได้จริง")
        self.effect = toys.make("effect", "เหลือ 32 จาก 121 หลัง", state="ดีขึ้นชัดเจน")
        self.later = toys.make("cell", "น้ำใช้ไม่พอ 32 จาก 121 หลัง", facts=("รอบ 2570",))
        join(self.cell, self.issue, meeting=self.meeting.uid, reason="ตกเกณฑ์สองปีติดกัน")
        for source, target in (
            (self.issue, self.proposal),
            (self.proposal, self.project),
            (self.project, self.entry),
            (self.project, self.budget),
            (self.project, self.activity),
            (self.activity, self.output),
            (self.project, self.acceptance),
            (self.project, self.effect),
            (self.cell, self.effect),
            (self.later, self.effect),
        ):
            join(source, target)

    @property
    def refs(self) -> set[Ref]:
        """Every node of the story (a meeting stands beside it)."""
        return {ref for name, ref in vars(self).items() if name != "meeting"}
