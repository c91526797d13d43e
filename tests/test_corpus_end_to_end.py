"""Every form of the public corpus is published, filled by ODK's engine over HTTP, and seen as typed rows,
or refused with a sentence that says where and what to do.

The folder is named by SARN_CORPUS, by default the shared one beside the project. Each file gets a
programme of its own, since some files are the same form in two formats.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sarn.collection.records import is_recorded
from sarnkit.openrosa import FormSchema, convert_xlsform
from sarnkit.problems import Problem
from tests.conftest import ROOT, Node, free_port, node_environment, wait_until_it_answers

CORPUS = Path(os.environ.get("SARN_CORPUS", ROOT.parent / "shared")) / "forms"
FILES = sorted(path for path in CORPUS.glob("*.*") if path.suffix in {".xlsx", ".xls", ".xml"})

# Files that are no form, with the code of their refusal.
REFUSED = {"own-thai_household-submission-webforms.xml": "form.not-xform"}

# Files that forms of the corpus name and that are not in it.
ATTACHMENTS = {
    "provinces.csv": "name,label\n99,สาธิต\n",
    "amphoe.csv": "name,label,prov\n9901,เมืองสาธิต,99\n",
    "tambon.csv": "name,label,amphoe\n990101,ห้วยสาธิต,9901\n",
    "villages.csv": "name,label,tambon\n99010104,บ้านหนองน้ำใส,990101\n",
    "fruits.csv": "name_key,name\nmango,Mango\nfig,Fig\n",
    "cities.geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": "satit",
                    "properties": {"title": "Satit"},
                    "geometry": {"type": "Point", "coordinates": [99.0, 18.0]},
                }
            ],
        }
    ),
    "mydata.xml": "<root><item><name>a</name><label>A</label><value>a</value></item></root>",
}

AREAS = """code,name_th,name_en,level,parent,has_boundary,source
99,สาธิต,Satit,province,C18,0,test
9901,เมืองสาธิต,Mueang Satit,amphoe,99,0,test
990101,ห้วยสาธิต,Huai Satit,tambon,9901,0,test
99010104,หนองน้ำใส,Nong Nam Sai,village,990101,0,test
"""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.odk,
    pytest.mark.skipif(not FILES, reason=f"no corpus of forms in {CORPUS} (set SARN_CORPUS)"),
]


@dataclass
class Journey:
    """What became of one file: how publishing ended, and what the client filled and heard."""

    published: subprocess.CompletedProcess[str]
    filled: dict[str, str] = field(default_factory=dict)
    result: dict = field(default_factory=dict)
    client_errors: str = ""


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    """An empty node with a tambon, served."""
    home = tmp_path_factory.mktemp("corpus") / "var"
    environment = node_environment(home)
    port = free_port()
    node = Node(home, f"http://127.0.0.1:{port}", environment)
    node.sarn("prepare")
    (home / "areas.csv").write_text(AREAS, encoding="utf-8")
    node.sarn("areas", "import", str(home / "areas.csv"), "--valid-from", "2025-01-01")
    command = [sys.executable, "-m", "sarn.config", "serve", "--no-prepare", "--port", str(port)]
    with (home / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_until_it_answers(node.url)
        yield node
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


@pytest.fixture(scope="module")
def journeys(node):
    """Every file's journey, made when its test first asks for it."""
    made: dict[str, Journey] = {}

    def journey(path: Path) -> Journey:
        if path.name not in made:
            made[path.name] = _travel(node, path, 1 + FILES.index(path))
        return made[path.name]

    return journey


def _travel(node: Node, path: Path, programme: int) -> Journey:
    number = str(programme)
    node.sarn("forms", "programme", number, "--name", path.name, "--area", "990101")
    attached = _attachments(node, path)
    published = node.sarn("forms", "publish", str(path), "--programme", number, *attached, check=False)
    journey = Journey(published)
    if published.returncode:
        return journey
    said = node.sarn(
        "collect", "token", "--area", "990101", "--programme", number, "--server", node.url
    ).stdout
    server = re.search(r"http://\S+", said)[0]
    client = subprocess.run(
        [shutil.which("node"), "tools/odk/client.mjs", "--server", server, "--form", _schema(node, programme).form_id, "--auto", "7"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )  # fmt: skip
    journey.client_errors = client.stderr
    if client.returncode == 0:
        journey.result = json.loads(client.stdout)
        journey.filled = journey.result["filled"]
    return journey


def _attachments(node: Node, path: Path) -> list[str]:
    """`--attach` for each file that the form names and that we can offer."""
    try:
        needed = convert_xlsform(path.read_bytes(), path.name).schema.attachments
    except Problem:
        return []
    options = []
    for name in {need.filename for need in needed} & ATTACHMENTS.keys():
        file = node.home / name
        file.write_text(ATTACHMENTS[name], encoding="utf-8")
        options += ["--attach", str(file)]
    return options


def _rows(node: Node, sql: str, *values) -> list[tuple]:
    with sqlite3.connect(f"file:{node.home}/sarn.sqlite3?mode=ro", uri=True) as connection:
        return connection.execute(sql, values).fetchall()


def _schema(node: Node, programme: int) -> FormSchema:
    [(stored,)] = _rows(
        node,
        "select v.schema from collection_formversion v join collection_formdef f on f.id = v.form_id"
        " where f.programme_id = ?",
        programme,
    )
    return FormSchema.from_json(json.loads(stored))


def _records(node: Node, instance_id: str) -> list[dict]:
    """Records of a submission once the worker has read it, each with its place such as /a[2]/b[1]."""
    deadline = time.monotonic() + 60
    while not _rows(
        node, "select 1 from collection_submission where instance_id = ? and extracted > 0", instance_id
    ):
        assert time.monotonic() < deadline, "the worker has not read the submission within a minute"
        time.sleep(0.2)
    rows = _rows(
        node,
        "select r.id, r.parent_id, r.table_path, r.ordinal, r.data, r.typed, r.faults from collection_record r"
        " join collection_submissionversion v on v.id = r.version_id where v.instance_id = ? order by r.id",
        instance_id,
    )
    places = {None: ""}
    tables = {None: ""}
    found = []
    for key, parent, table, ordinal, data, typed, faults in rows:
        if table == "/":
            places[key], tables[key] = "", ""
        else:
            places[key] = f"{places[parent]}{table.removeprefix(tables[parent])}[{ordinal}]"
            tables[key] = table
        found.append(
            {
                "place": places[key],
                "table": table,
                "data": json.loads(data),
                "typed": json.loads(typed),
                "faults": json.loads(faults),
            }
        )
    return found


def _parted(reference: str, schema: FormSchema) -> tuple[str, str]:
    """/data/a[2]/b/c → (place of its row /a[2], path /a/b/c), without the root element."""
    inner = "/" + reference.lstrip("/").partition("/")[2]
    path = re.sub(r"\[\d+\]", "", inner)
    last = inner.rfind("]")
    return inner[: last + 1], path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_form_of_the_corpus_travels_from_the_file_to_typed_rows(path, node, journeys):
    journey = journeys(path)
    if path.name in REFUSED:
        said = journey.published.stderr
        assert journey.published.returncode == 1
        assert f"[{REFUSED[path.name]}]" in said
        assert re.search(r"[ก-๙]{5}", said), "the refusal speaks Thai too"
        assert "Use a file converted from an XLSForm" in said, "the refusal says what to do"
        return
    assert journey.published.returncode == 0, journey.published.stderr
    result = journey.result
    assert result, journey.client_errors
    assert result["violations"] == [], "the client could not satisfy the form"
    assert result["status"] == 201, result["message"]

    schema = _schema(node, 1 + FILES.index(path))
    records = _records(node, result["instanceID"])
    assert all(not record["faults"] for record in records)
    by_place = {record["place"]: record for record in records}
    wanted = {(place, path_) for place, path_ in (_parted(one, schema) for one in journey.filled)}
    rows = Counter(re.sub(r"\[\d+\]", "", place) for place in {place for place, _ in wanted} if place)
    seen = Counter(record["table"] for record in records if record["place"])
    assert {table: seen[table] for table in rows} == dict(rows), "as many rows as instances were filled"

    compared = 0
    for reference, text in journey.filled.items():
        place, at = _parted(reference, schema)
        known = schema.field(at)
        assert known is not None, f"{at} was filled and the schema does not know it"
        if not is_recorded(known):
            assert at not in by_place[place]["data"], "a personal answer stands in a record"
            continue
        if known.preload == "end":
            continue  # stamped when the form was finished, after the client had listed its answers
        assert by_place[place]["data"][at] == text, at
        if text and known.type == "int":
            assert by_place[place]["typed"][at] == int(text)
        if text and known.type == "select_multiple":
            assert by_place[place]["typed"][at] == text.split()
        compared += 1
    assert compared, "nothing was compared"


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix in {".xlsx", ".xls"}], ids=lambda path: path.name
)
def test_a_workbook_cut_in_half_is_refused_with_a_remedy(path, node, tmp_path):
    """The refusal names the file, since there is no sheet to point at; nothing is published."""
    cut = tmp_path / path.name
    cut.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(Problem) as refused:
        convert_xlsform(cut.read_bytes(), cut.name)
    sentences = [refused.value.sentence(language) for language in ("th", "en")]
    assert all(path.name in sentence for sentence in sentences)
