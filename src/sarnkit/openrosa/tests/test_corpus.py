"""Forms that were not written for this project: each converts, or is refused with a sentence."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from lxml import etree

from sarnkit.openrosa import FormSchema, convert_xlsform, extract, read_submission
from sarnkit.problems import Problem

ROOT = Path(__file__).parents[4]
FOLDER = Path(os.environ.get("SARN_CORPUS") or ROOT.parent / "shared") / "forms"
FILES = sorted(path for path in FOLDER.glob("*") if path.suffix in (".xml", ".xls", ".xlsx"))
# A submission stands among the forms: it must be told from a form.
REFUSED = {"own-thai_household-submission-webforms.xml": "form.not-xform"}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not FILES, reason="no folder of public forms (SARN_CORPUS, or shared/ beside the project)"
    ),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_everything_converts_or_is_refused_with_a_sentence(path: Path) -> None:
    if code := REFUSED.get(path.name):
        with pytest.raises(Problem) as refused:
            convert_xlsform(path.read_bytes(), path.name)
        assert refused.value.code == code
        assert re.search("[ก-๙]{10}", refused.value.sentence("th"))
        return
    converted = convert_xlsform(path.read_bytes(), path.name)
    schema = converted.schema
    assert schema.fields
    assert FormSchema.from_json(json.loads(json.dumps(schema.to_json()))) == schema
    _empty_instance_gives_rows(converted.xform, schema)


def _empty_instance_gives_rows(xform: bytes, schema: FormSchema) -> None:
    """The form's own instance, sent as it is: every leaf must be known, nothing may be `extra`."""
    instance = next(etree.fromstring(xform).iter("{http://www.w3.org/2002/xforms}instance"))[0]
    data = etree.tostring(instance)
    assert read_submission(data).form_id == schema.form_id
    extracted = extract(schema, data)
    unknown = [path for row in extracted.rows for path in row.extra if "/@" not in path]
    assert unknown == []
    known = {path for row in extracted.rows for path in row.values}
    assert {field.path for field in schema.fields if field.repeat == "/"} <= known


def test_a_real_submission_becomes_typed_rows() -> None:
    form, data = (
        FOLDER / name for name in ("own-thai_household.xml", "own-thai_household-submission-webforms.xml")
    )
    if not (form.exists() and data.exists()):
        pytest.skip("the Thai household form is not in the folder")
    extracted = extract(convert_xlsform(form.read_bytes(), form.name).schema, data.read_bytes())
    assert [row.table_path for row in extracted.rows] == ["/", "/member", "/member"]
    assert extracted.root.values["/econ/income"].typed == "12000.5"
    assert [row.values["/member/m_byear_be"].typed for row in extracted.rows[1:]] == [2500, 2565]
    assert extracted.rows[2].values["/member/m_occ"].status == "missing"
    assert extracted.errors() == []
