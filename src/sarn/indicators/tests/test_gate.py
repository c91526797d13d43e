"""Nothing that is published, alone or by subtraction, gives the count of a hidden village."""

from __future__ import annotations

from itertools import combinations

import pytest

from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything
from sarn.indicators import gate
from sarn.indicators.models import Cell, Definition, PublicCell
from sarn.indicators.tests.factories import make_figure, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

# Shown counts are multiples of ten: a difference that is none tells of somebody hidden.
SHOWN = {1: (40, 100), 2: (30, 90), 3: (20, 60), 4: (50, 120), 5: (10, 40), 6: (60, 140)}
HIDDEN = {9: (9, 22), 10: (3, 104), 14: (96, 99)}


@pytest.fixture
def scene():
    made = make_scene(sorted({*SHOWN, *HIDDEN}))
    for number, (num, den) in {**SHOWN, **HIDDEN}.items():
        make_figure(made, number, num, den)
    made.release(*SHOWN, *HIDDEN)
    return made


@pytest.mark.parametrize(
    ("num", "den", "shown"),
    [
        (51, 124, True), (5, 30, True), (25, 30, True), (4, 30, False), (26, 30, False),
        (9, 22, False), (14, 29, False), (0, 200, False), (200, 200, False), (5, 29, False),
    ],
)  # fmt: skip
def test_thirty_units_and_five_on_each_side(num, den, shown):
    cell = Cell(part="share", num=num, den=den, base=den)
    assert gate.may_show(cell, Definition(headline="share", disclosure="ordinary")) is shown


@pytest.mark.parametrize(
    ("part", "group", "disclosure", "base"),
    [
        ("item:1", "", "ordinary", 124), ("share", "sex=female", "ordinary", 124),
        ("share", "", "sensitive", 124), ("share", "", "internal", 124),
        ("share", "", "ordinary", 12),  # people counted, but of twelve households
    ],
)  # fmt: skip
def test_only_headlines_of_ordinary_indicators(part, group, disclosure, base):
    cell = Cell(part=part, group=group, num=51, den=124, base=base)
    assert not gate.may_show(cell, Definition(headline="share", disclosure=disclosure))


def test_a_hidden_figure_is_empty_in_the_public_table(scene):
    with within(PUBLIC):
        hidden = PublicCell.objects.filter(area__number__in=HIDDEN)
        assert {(cell.shown, cell.num, cell.den) for cell in hidden} == {(False, None, None)}
        assert hidden.count() == len(HIDDEN)


def differences(total, parts):
    """The total less every choice of published parts: what a patient reader can work out."""
    return {total - sum(some) for size in range(len(parts) + 1) for some in combinations(parts, size)}


def test_no_subtraction_gives_a_hidden_count(scene):
    with within(PUBLIC):
        # A reader may have kept the totals of every day, so the superseded ones count too.
        totals = list(PublicCell.objects.filter(area=scene.tambon, shown=True).order_by("pk"))
        villages = list(PublicCell.objects.filter(level="village", shown=True))
    assert [(one.villages_in, one.villages_of) for one in totals] == [(n, 9) for n in range(1, 7)]
    parts = [cell.num for cell in villages]
    nums = set().union(*(differences(one.num, parts) for one in totals))
    dens = differences(totals[-1].den, [cell.den for cell in villages])
    hidden_sums = {sum(some) for size in (1, 2, 3) for some in combinations([9, 3, 96], size)}
    assert nums & hidden_sums == set()
    assert 0 in nums
    assert dens & {22, 104, 99} == set()


def test_control_a_total_of_all_released_villages_does_give_it_away(scene):
    with everything():
        naive = Cell.objects.get(area=scene.tambon, superseded_by=None)
        villages = list(PublicCell.objects.filter(level="village", shown=True))
    assert naive.villages_in == 9
    nums = differences(naive.num, [cell.num for cell in villages])
    assert 9 + 3 + 96 in nums


def test_the_difference_before_and_after_a_hidden_village_opens_is_nothing():
    made = make_scene([1, 9])
    make_figure(made, 1, 40, 100)
    make_figure(made, 9, 9, 22)
    made.release(1)
    with within(PUBLIC):
        before = PublicCell.objects.get(area=made.tambon, superseded_by=None)
    made.release(9)
    with within(PUBLIC):
        after = PublicCell.objects.get(area=made.tambon, superseded_by=None)
    assert (before.num, before.den, before.uid) == (after.num, after.den, after.uid)


def test_a_tambon_with_nothing_to_show_shows_nothing():
    made = make_scene([9])
    make_figure(made, 9, 9, 22)
    made.release(9)
    with within(PUBLIC):
        assert not PublicCell.objects.filter(shown=True).exists()
        assert PublicCell.objects.get(area=made.tambon, superseded_by=None).villages_in == 0
