"""Instances of the generator are what the published form would have made."""

from __future__ import annotations

from functools import cache
from uuid import UUID

import pytest

from sarn.demo import places
from sarn.demo.answers import Visit, at_house
from sarn.demo.instances import instance_id, instance_id_of, script, write
from sarn.demo.tambon import RoundPlan, rounds, village
from sarn.demo.visiting import visits
from sarnkit.openrosa import Conversion, convert_xlsform, extract, read_submission

FIRST, SECOND = rounds()


@cache
def form(plan: RoundPlan = FIRST) -> Conversion:
    return convert_xlsform((places.FORMS / plan.form).read_bytes(), plan.form)


def placed(number: int, plan: RoundPlan = FIRST) -> list[Visit]:
    return [at_house(visit, f"house-{visit.number}") for visit in visits(village(number), plan)]


@pytest.mark.parametrize("plan", rounds(), ids=lambda plan: plan.code)
def test_the_form_knows_every_answer_and_can_read_it(plan):
    schema = form(plan).schema
    for visit in placed(9, plan) + placed(13, plan):
        extracted = extract(schema, write(visit, schema.version))
        assert extracted.errors() == []
        assert [row.extra for row in extracted.rows] == [{}] * len(extracted.rows)
        assert len(extracted.rows) == 1 + visit.members


def test_what_the_form_requires_is_answered():
    always = [one for one in form().schema.fields if one.path.startswith(("/place/", "/visit/"))]
    required = {one.path for one in always if one.required and not one.relevant}
    assert len(required) == 4
    for visit in placed(9):
        root = extract(form().schema, write(visit, form().schema.version)).root
        assert all(root.values[path].status == "ok" for path in required)


def test_nothing_is_asked_without_consent():
    declined = [visit for visit in placed(11) if visit.answers.get("/data/consent/agreed") == "no"]
    assert declined
    for visit in declined:
        xml = write(visit, "1")
        assert b"<water>" not in xml
        assert b"<member>" not in xml


def test_bytes_and_ids_are_the_same_every_time():
    once, again = ([write(visit, "1") for visit in placed(9)] for _ in range(2))
    assert once == again
    ids = [instance_id(visit) for visit in placed(9)]
    assert not {instance_id(visit) for visit in placed(9, SECOND)} & set(ids)
    assert len(set(ids)) == len(ids)
    assert [instance_id_of(xml) for xml in once] == ids
    UUID(ids[0].removeprefix("uuid:"))


def test_the_head_names_form_version_and_instance():
    visit = placed(9)[0]
    head = read_submission(write(visit, form().schema.version))
    assert (head.form_id, head.version) == (form().schema.form_id, form().schema.version)
    assert head.instance_id == instance_id(visit)


def test_the_script_for_the_engine_leaves_out_what_the_form_computes():
    visit = next(visit for visit in placed(9) if visit.members > 1)
    given = script(visit)
    assert given["repeats"] == {"/data/member": visit.members}
    assert not [reference for reference in given["answers"] if reference.endswith(("/age", "survey_year"))]
    assert "/data/member[1]/birth_year" in given["answers"]
