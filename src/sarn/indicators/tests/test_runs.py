"""From counted answers to exact cells: once, again without change, and again with one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sarn.audit.models import Event
from sarn.collection.models import Extraction, TargetHousehold
from sarn.collection.tests.conftest import answer, phone_for
from sarn.indicators import packs, runs
from sarn.indicators.models import Cell, Computed, Pack, Run
from sarn.registry import houses
from sarnkit.problems import Problem

pytestmark = pytest.mark.storage
PACK = Path(__file__).parent / "packs"


@pytest.fixture(autouse=True)
def pack_folder(settings, tmp_path):
    settings.SARN_PACKS = tmp_path / "packs"
    shutil.copytree(PACK, settings.SARN_PACKS)
    runs._looked.mark = None
    return settings.SARN_PACKS


@pytest.fixture
def answers(phone, village_round, houses_here):
    """ม.4: 3 households, two answered, one of them short of water; ages 60 and 10 in the first."""
    old_and_young = [{"age": "60"}, {"age": "10"}]
    answer(phone, 1, houses_here[0], water_months="11", members=old_and_young)
    answer(phone, 2, houses_here[1], water_months="12", members=[{"age": "30"}])
    answer(phone, 3, houses_here[2], outcome="closed_house")
    return phone


def figures():
    return {
        (cell.code, cell.part): (cell.num, cell.den, cell.answered, cell.target)
        for cell in Cell.objects.filter(superseded_by=None)
    }


def test_counts_the_answers_of_the_village(answers):
    assert runs.due() == [("2569", "99010104")]
    outcome = runs.compute("2569")
    assert (outcome.villages, outcome.refused) == (1, {})
    assert figures() == {
        ("short", "share"): (1, 2, 2, 3),
        ("young", "share"): (1, 2, 2, 3),
        ("young", "members"): (2, 3, 2, 3),
    }
    cell = Cell.objects.get(code="short")
    assert (cell.area_code, cell.level, cell.form_versions) == ("99010104", "village", ["1"])
    assert cell.run.reference_year == 2025
    assert Event.objects.filter(action="indicators.compute", actor="system:computing").count() == 1


def test_nothing_is_due_afterwards_and_counting_again_changes_nothing(answers):
    runs.compute("2569")
    before = (Cell.objects.count(), Run.objects.count())
    assert runs.due() == []
    outcome = runs.compute("2569", ["99010104"])
    assert (outcome.changes.added, outcome.changes.superseded, outcome.changes.unchanged) == (0, 0, 3)
    assert (Cell.objects.count(), Run.objects.count()) == before


def test_another_answer_supersedes_what_it_changes_and_no_more(answers, houses_here):
    runs.compute("2569")
    answer(answers, 4, houses_here[1], water_months="3", members=[{"age": "30"}])
    assert runs.due() == [("2569", "99010104")]
    outcome = runs.compute("2569")
    assert (outcome.changes.superseded, outcome.changes.unchanged) == (1, 2)
    assert figures()["short", "share"][:2] == (2, 2)
    old = Cell.objects.exclude(superseded_by=None).get()
    assert (old.num, old.den) == (1, 2)


def test_another_visit_outcome_alone_is_due_for_the_coverage(answers):
    runs.compute("2569")
    assert runs.due() == []
    runs._looked.mark = None
    TargetHousehold.objects.filter(outcome="closed_house").update(outcome="abandoned")
    assert runs.due() == [("2569", "99010104")]
    runs.compute("2569")
    assert figures()["short", "share"] == (1, 2, 2, 2)


def test_a_village_that_lost_its_answers_goes_to_zero(answers):
    runs.compute("2569")
    for extraction in Extraction.objects.all():
        extraction.version.records.update(counted=False)
    runs._looked.mark = None
    assert runs.due() == [("2569", "99010104")]
    runs.compute("2569")
    assert figures()["short", "share"][:2] == (0, 0)
    runs._looked.mark = None
    assert runs.due() == []


def test_one_village_with_an_impossible_answer_does_not_stop_the_others(answers, tambon):
    other = tambon.villages[1]
    house = houses.enrol(village=other, number="9", by="person:test")[0]
    answer(phone_for(other), 9, house, water_months="99")
    outcome = runs.compute("2569")
    assert {code: problem.code for code, problem in outcome.refused.items()} == {
        "99010109": "engine.bad-cells"
    }
    assert set(Cell.objects.values_list("area_code", flat=True)) == {"99010104"}
    runs._looked.mark = None
    assert runs.due() == []  # known; it is due again when its answers change
    assert Computed.objects.get(village_code="99010109").problem


def test_verify_agrees_and_control_finds_a_cell_that_was_tampered_with(answers):
    runs.compute("2569")
    assert runs.verify("2569") == []
    Cell.objects.filter(code="short").update(missing=7)  # not a column that the database guards
    gone = Cell.objects.filter(code="young", part="share")
    gone.update(superseded_by="00000000-0000-7000-8000-000000000000")
    names = [name.rpartition(" ")[2] for name in runs.verify("2569")]
    assert names == ["water:short#share", "water:young#share"]


def test_a_version_of_a_pack_never_changes_its_content(answers, pack_folder):
    packs.sync()
    file = pack_folder / "water" / "indicators" / "short.toml"
    file.write_text(file.read_text().replace("water_months < 12", "water_months < 11"))
    with pytest.raises(Problem) as refusal:
        runs.compute("2569")
    assert refusal.value.code == "results.pack-changed"
    assert not Cell.objects.exists()


def test_a_new_version_makes_every_village_due(answers, pack_folder):
    runs.compute("2569")
    file = pack_folder / "water" / "pack.toml"
    file.write_text(file.read_text().replace('"1.0.0"', '"1.0.1"'))
    packs.sync()
    runs._looked.mark = None
    assert runs.due() == [("2569", "99010104")]
    assert list(Pack.objects.filter(active=True).values_list("version", flat=True)) == ["1.0.1"]


def test_unknown_round_and_unknown_village(answers):
    for arguments, code in ((("2600",), "rounds.unknown"), (("2569", ["99999999"]), "results.no-village")):
        with pytest.raises(Problem) as refusal:
            runs.compute(*arguments)
        assert refusal.value.code == code


def test_no_packs_is_said(answers, settings, tmp_path):
    settings.SARN_PACKS = tmp_path / "nothing"
    with pytest.raises(Problem) as refusal:
        packs.sync()
    assert refusal.value.code == "results.no-packs"
