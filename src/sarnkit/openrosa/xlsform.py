"""From an XLSForm workbook (or a ready XForm) to form bytes, schema and warnings, or a clear refusal."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sarnkit
from sarnkit.openrosa._convert import OUT_OF_MEMORY, OUTPUT_TOO_LARGE
from sarnkit.openrosa.expressions import broken_expressions
from sarnkit.openrosa.form import SARN, read_form
from sarnkit.openrosa.guard import FORM, guard
from sarnkit.openrosa.pyxform_errors import refusal
from sarnkit.openrosa.schema import FormSchema
from sarnkit.openrosa.sendable import refuse_unsendable
from sarnkit.openrosa.workbook import check_zip, sniff
from sarnkit.problems import Problem

# Ceilings of the child. A form of 3,000 questions takes 1 s and 65 MB.
MEMORY: Final = 512 << 20
CPU_SECONDS: Final = 10
OUTPUT: Final = 20 << 20
WALL_SECONDS: Final = 30


@dataclass(frozen=True)
class Conversion:
    """A form ready to be published.

    `xform` are the bytes to keep and serve for ever (an XForm given as such is not touched), `itemsets`
    the bytes of itemsets.csv where the form has external choices, `source` is xlsx, xls or xml.
    """

    xform: bytes
    schema: FormSchema
    warnings: list[str]
    itemsets: bytes | None
    source: str


def convert_xlsform(data: bytes, filename: str) -> Conversion:
    """Convert a form file by its content; raises a Problem `form.*` that names sheet, row and remedy.

    pyxform runs in a child process with ceilings for memory, processor time, output and wall clock.
    """
    source = sniff(data, filename)
    if source == "xml":
        return _finish(data, filename, source, {})
    if source == "xlsx":
        check_zip(data, filename)
    outcome = _run(data, filename, source)
    if "error" in outcome:
        raise refusal(outcome, filename)
    if outcome["foreign"] and SARN not in outcome["xform"]:
        remedy = f'sarn="{SARN}"'
        raise Problem("form.namespace-missing", column=outcome["foreign"][0], remedy=remedy)
    return _finish(outcome["xform"].encode("utf-8"), filename, source, outcome)


def _finish(xform: bytes, filename: str, source: str, outcome: dict[str, Any]) -> Conversion:
    document = guard(xform, FORM)
    schema = read_form(xform)
    if not any(field.visible or field.calculated for field in schema.fields if "/meta/" not in field.path):
        raise Problem("form.no-questions", form=schema.form_id)
    for broken in broken_expressions(document):
        raise Problem(
            "form.broken-expression",
            question=broken.question,
            column=broken.column,
            expression=broken.expression,
        )
    refuse_unsendable(schema)
    itemsets = outcome.get("itemsets")
    return Conversion(
        xform=xform,
        schema=schema,
        warnings=list(outcome.get("warnings", ())),
        itemsets=itemsets.encode("utf-8") if itemsets else None,
        source=source,
    )


def _run(data: bytes, filename: str, kind: str) -> dict[str, Any]:
    """What the child wrote; a Problem when it was stopped by one of its ceilings."""
    home = str(Path(sarnkit.__file__).parents[1])
    command = [sys.executable, "-m", "sarnkit.openrosa._convert", kind, _fallback_id(filename)]
    command += [str(MEMORY), str(CPU_SECONDS), str(OUTPUT)]
    # pyxform writes a file of its own, which a killed child leaves behind: give it a place that goes.
    # What the child says goes to a file too, so that the ceiling for files holds.
    with tempfile.TemporaryDirectory(prefix="form-") as place, tempfile.TemporaryFile() as written:
        environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": home, "TMPDIR": place}
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=written, stderr=subprocess.DEVNULL, env=environment
        )
        try:
            child.communicate(data, timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            raise Problem("form.file-too-large", filename=filename, reason=f"> {WALL_SECONDS} s") from None
        written.seek(0)
        answer = written.read(OUTPUT + 1)
    if child.returncode == 0:
        outcome: dict[str, Any] = json.loads(answer)
        return outcome
    killed = -child.returncode
    if child.returncode == OUT_OF_MEMORY:
        reason = "memory"
    elif killed in (signal.SIGKILL, signal.SIGXCPU):
        reason = "time"
    elif child.returncode == OUTPUT_TOO_LARGE:
        reason = "output"
    else:
        raise Problem("form.damaged-file", filename=filename, reason="the converter stopped")
    raise Problem("form.file-too-large", filename=filename, reason=reason)


def _fallback_id(filename: str) -> str:
    """The form id where the workbook names none: the file's name, as pyxform itself has it."""
    stem = re.split(r"[/\\]", filename)[-1].rpartition(".")[0] or filename
    return re.sub(r"[\x00-\x1f]", "", stem).strip()[:100] or "form"
