"""The story of ม.4 in two rounds: 51 of 124, six villages to compare with, a promise, 32 of 121."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from fractions import Fraction

from sarn.access.scope import within
from sarn.access.tests.scopes import everything, person_scope
from sarn.collection.models import Round, VillageRound
from sarn.indicators import promises
from sarn.indicators.models import Promise
from sarn.indicators.tests.factories import Scene, make_figure, make_scene, release_village
from sarn.thread.refs import Ref
from sarnkit.uid import uuid7

# Village → (num, den, target households) in both rounds (planning note, §B5).
FIRST = {
    1: (38, 96, 102), 2: (44, 110, 117), 3: (29, 80, 85), 4: (51, 124, 131), 5: (17, 99, 104),
    6: (60, 141, 149), 7: (21, 115, 122), 8: (22, 60, 66), 9: (9, 22, 24), 10: (12, 90, 95),
    11: (47, 118, 125), 12: (31, 126, 133), 13: (8, 106, 112), 14: (40, 128, 137),
}  # fmt: skip
SECOND = {
    1: (36, 98, 102), 2: (41, 108, 117), 3: (30, 82, 85), 4: (32, 121, 131), 6: (55, 139, 149),
    8: (21, 63, 66), 9: (5, 21, 24), 11: (46, 117, 125),
}  # fmt: skip
SIX = (1, 2, 3, 6, 8, 11)
HEAD = "person:head4"


@dataclasses.dataclass
class Story:
    """Both rounds; the first is counted everywhere and released but in ม.14, the second not counted yet."""

    first: Scene
    second: Scene
    project: Ref = dataclasses.field(default_factory=lambda: Ref("project", uuid7()))

    def head(self, number: int = 4):
        return within(person_scope("village_head", self.first.villages[number]))

    def evaluator(self):
        return within(person_scope("evaluator", self.first.tambon))

    def officer(self):
        return within(person_scope("tambon_officer", self.first.tambon))

    def promise(self, number: int = 4, **changes) -> Promise:
        said = {
            "subject": self.project,
            "area": self.first.villages[number],
            "pack_id": "demo-water",
            "code": "w1",
            "target": Fraction(1, 4),
            "due_round": "2570",
            "preset": "points-16",
            "by": HEAD,
            **changes,
        }
        with self.head(number):
            return promises.make(**said)

    def compared(self, numbers: Iterable[int] = SIX, **changes) -> Promise:
        promise = self.promise(**changes)
        with self.head(promise.area.number):
            areas = [self.first.villages[number] for number in numbers]
            return promises.compare_with(promise, areas=areas, by=HEAD)

    def count_second(self, *numbers: int, **figures: tuple[int, int, int]) -> None:
        for number in numbers:
            num, den, target = SECOND[number]
            make_figure(self.second, number, num, den, answered=den, target=target)
            release_village(self.second.villages[number], "2570")

    def whole(self) -> Promise:
        """Promised, compared, and measured a round later."""
        promise = self.compared()
        self.count_second(*SIX, 4)
        return promise


def make_story() -> Story:
    first = make_scene()
    with everything():
        opened = first.round
        second = Round.objects.create(
            code="2570",
            title="รอบ 2570",
            programme=opened.programme,
            form_def=opened.form_def,
            reference_year=2026,
            opens_on=datetime.date(2026, 10, 2),
            closes_on=datetime.date(2026, 12, 31),
        )
        for village in first.villages.values():
            VillageRound.objects.create(round=second, area=village, area_path=village.path, state="checked")
    for number, (num, den, target) in FIRST.items():
        make_figure(first, number, num, den, answered=den, target=target)
        if number != 14:
            release_village(first.villages[number])
    return Story(first, dataclasses.replace(first, round=second))
