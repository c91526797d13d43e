"""A cell is never overwritten: the same value adds nothing, another one gets a successor."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from sarn.access.tests.scopes import everything
from sarn.indicators import cells
from sarn.indicators.models import Cell
from sarn.indicators.tests.factories import make_figure, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture
def scene():
    return make_scene([4])


def test_the_same_value_adds_no_row(scene):
    make_figure(scene, 4, 51, 124)
    make_figure(scene, 4, 51, 124)
    with everything():
        assert Cell.objects.count() == 1


def test_another_value_takes_its_place_and_the_old_one_stays(scene):
    make_figure(scene, 4, 51, 124)
    make_figure(scene, 4, 50, 124)
    with everything():
        new = Cell.objects.get(superseded_by=None)
        old = Cell.objects.get(superseded_by=new.uid)
        assert (old.num, new.num) == (51, 50)


def test_the_hash_holds_identity_and_value_and_no_provenance(scene):
    cell = make_figure(scene, 4, 51, 124)
    first = cells.hash_of(cell)
    cell.run_id = 99
    assert cells.hash_of(cell) == first
    for name, value in {"num": 52, "base": 1, "target": 131, "form_versions": ["4"], "code": "w2"}.items():
        before = getattr(cell, name)
        setattr(cell, name, value)
        assert cells.hash_of(cell) != first, name
        setattr(cell, name, before)


def test_neither_the_model_nor_the_database_lets_a_value_be_changed(scene):
    cell = make_figure(scene, 4, 51, 124)
    with everything():
        cell.num = 0
        with pytest.raises(TypeError):
            cell.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            Cell.objects.update(num=0)
        assert Cell.objects.get().num == 51
