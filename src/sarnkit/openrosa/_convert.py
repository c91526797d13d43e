"""The child process that runs pyxform: workbook on standard input, JSON on standard output.

Started by `sarnkit.openrosa.xlsform` only. It takes its limits before it reads anything, so that neither a workbook that
unpacks without end nor a form that pyxform cannot finish can hurt the caller.
"""

from __future__ import annotations

import errno
import json
import os
import re
import resource
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from io import BytesIO
from typing import Any

OUT_OF_MEMORY, OUTPUT_TOO_LARGE = 9, 10  # exit statuses


def limit(memory: int, seconds: int, written: int) -> None:
    """Ceilings for memory (bytes of address space), processor time and what may be written."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Convert, and write `{"xform", "warnings", "itemsets", …}` or `{"error", …}`.

    Arguments: the kind (`xlsx` or `xls`), the form id to take where the workbook names none, and
    the three ceilings.
    """
    kind, fallback_id, *ceilings = sys.argv[1:]
    import pyxform.xls2xform  # noqa: F401  # our own code is loaded before the ceilings close

    # xlrd prints its warnings on standard output, even after it has raised: what goes there from now
    # on is no part of the answer.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit(*(int(ceiling) for ceiling in ceilings))
    try:
        outcome = convert(sys.stdin.buffer.read(), kind, fallback_id)
        answer.write(json.dumps(outcome).encode("utf-8"))
        answer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as error:
        if error.errno != errno.EFBIG:  # Python ignores SIGXFSZ: the ceiling shows as a failed write
            raise
        os._exit(OUTPUT_TOO_LARGE)  # without a second attempt to flush
    return 0


def convert(data: bytes, kind: str, fallback_id: str) -> dict[str, Any]:
    """Run pyxform on the bytes of a workbook; the type is given, for pyxform would trust a name."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform
    from pyxform.xls2xform import convert as run

    try:
        book = {**asdict(get_xlsform(BytesIO(data), file_type=f".{kind}")), "fallback_form_name": fallback_id}
    except PyXFormError as error:
        return {"error": str(error), "damaged": True}
    except MemoryError:
        raise
    except zlib.error as error:
        if "Error -4" in str(error):  # Z_MEM_ERROR
            raise MemoryError from None
        return {"error": str(error), "damaged": True}
    except Exception as error:  # the readers of .xls and .xlsx raise anything on damaged files
        return {"error": f"{type(error).__name__}: {error}", "damaged": True}
    rows = {sheet: _plain(book.get(sheet)) for sheet in ("survey", "choices", "settings", "entities")}
    names = {"names": {row["name"]: at for at, row in enumerate(rows["survey"], start=2) if row.get("name")}}
    try:
        result = run(book, validate=False, warnings=[])
    except PyXFormError as error:
        return {"error": str(error), **names, **locate(str(error), rows)}
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, RecursionError) as error:
        # A fault of pyxform's on odd input; to the person it is a form that cannot be read.
        return {"error": f"{type(error).__name__}: {error}", **names}
    foreign = [column for column in rows["survey"][0] if "sarn:" in column] if rows["survey"] else []
    return {
        "xform": result.xform,
        "warnings": result.warnings,
        "itemsets": result.itemsets,
        "foreign": foreign,
        **names,
    }


def _plain(sheet: Sequence[Mapping[str, Any]] | None) -> list[dict[str, str]]:
    return [{_key(column): str(text).strip() for column, text in row.items()} for row in sheet or ()]


def _key(column: object) -> str:
    return str(column).strip().lower().replace(" ", "_")


def locate(message: str, rows: Mapping[str, list[dict[str, str]]]) -> dict[str, Any]:
    """What pyxform's message leaves out: the row of an unknown type, a missing list, a missing label."""
    survey = rows["survey"]
    named = re.search(r"\[row : (\d+)\]", message)
    if named:
        sheet = re.search(r"'(choices|entities|settings)' sheet", message)
        of = rows[sheet[1] if sheet else "survey"]
        at = int(named[1]) - 2
        return {"cells": of[at] if 0 <= at < len(of) else {}}
    lists = {row.get("list_name", "") for row in rows["choices"]}
    unlabelled = re.search(r"survey element named '(.*?)' has no label", message)
    for at, row in enumerate(survey, start=2):
        given = row.get("type", "")
        words = given.split()
        if given and f"Unknown question type '{given}'" in message:
            return {"row": at, "type": given}
        if unlabelled and row.get("name") == unlabelled[1]:
            return {"row": at, "unlabelled": unlabelled[1]}
        wants = len(words) > 1 and words[0] in ("select_one", "select_multiple", "rank")
        if wants and "choices sheet" in message and words[1] not in lists:
            return {"row": at, "list": words[1]}
    return {}


if __name__ == "__main__":
    raise SystemExit(main())
