"""Our household form: it converts, speaks two languages, and marks what is personal."""

from __future__ import annotations

from functools import cache

import pytest

from sarn.demo import places
from sarn.demo.tambon import rounds
from sarnkit.openrosa import Conversion, convert_xlsform
from sarnkit.openrosa.schema import language_code


@cache
def converted(name: str) -> Conversion:
    return convert_xlsform((places.FORMS / name).read_bytes(), name)


@pytest.fixture(params=[plan.form for plan in rounds()])
def form(request) -> Conversion:
    return converted(request.param)


def test_it_converts_without_a_warning(form):
    assert form.warnings == []
    assert form.schema.form_id == "household"


def test_the_roles_that_extraction_needs_are_there(form):
    roles = {one.role: one.path for one in form.schema.fields if one.role}
    assert roles == {
        "village": "/place/village",
        "house": "/place/house",
        "house.number": "/place/house_number",
        "household.number": "/place/household_number",
        "visit.outcome": "/visit/outcome",
        "consent": "/consent/agreed",
        "person.sex": "/member/sex",
        "person.birth_year": "/member/birth_year",
        "person.residence": "/member/residence",
        "person.months": "/member/months",
    }


@pytest.mark.parametrize(
    "path",
    [
        "/place/house",
        "/place/house_number",
        "/member/name",
        "/member/citizen_id",
        "/member/no_id_reason",
        "/meta/instanceName",
    ],
)
def test_what_names_a_person_or_a_house_is_personal(form, path):
    assert form.schema.fields_by_path[path].personal


def test_what_is_counted_is_not_personal(form):
    plain = {one.path for one in form.schema.fields if not one.personal}
    assert {"/water/water_use", "/saving/saves", "/member/age", "/member/works"} <= plain


def test_every_question_speaks_thai_and_english(form):
    for one in form.schema.fields:
        if not one.visible or one.calculated or "/meta/" in one.path or one.preload:
            continue
        languages = {language_code(name) for name, text in (one.labels or {}).items() if text}
        assert languages == {"th", "en"}, one.path
        for labels in (one.choices or {}).values():
            assert all(labels.values()), one.path


def test_every_rule_explains_itself_in_both_languages(form):
    """As many messages as rules, in each language."""
    text = form.xform.decode()
    rules = text.count(' constraint="')
    assert rules >= 6
    assert text.count(':jr:constraintMsg">') == 2 * rules
    required = text.count(' required="true()"')
    assert text.count(':jr:requiredMsg">') == 2 * required


def test_both_lists_are_cut_to_the_phone_s_area(form):
    assert {need.filename for need in form.schema.attachments} == {"sarn_villages.csv", "sarn_houses.csv"}


def test_between_the_rounds_only_the_year_changed():
    first, second = (converted(plan.form).xform.decode() for plan in rounds())
    assert first != second
    assert first.replace("2569", "2570") == second
