"""The child process of `paper`: typesets one document in a folder of its own and ends.

    python -I typesetting.py '{"main": …, "format": "pdf", …}'

It is run as a file and imports nothing of Sarn or Django, so that it starts in a tenth of a second and
holds nothing but the document. It reads and writes in the current folder only; what it has to say about
the template goes to standard output as JSON: `{"fault": null or text, "pages": number}`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def main() -> None:
    """Typeset what the argument describes."""
    task = json.loads(sys.argv[1])
    _limit(task["seconds"], task["megabytes"])
    print(json.dumps(_typeset(task)))  # noqa: T201 — the answer to the parent


def _limit(seconds: int, megabytes: int) -> None:
    """Bound processor time and the memory that is written to (not the address space that is only reserved).

    The parent watches the wall clock; this ends a child whose parent was killed. Two threads share the time.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _typeset(task: dict[str, Any]) -> dict[str, Any]:
    import typst

    try:
        made, warnings = typst.compile_with_warnings(
            task["main"],
            root=".",
            font_paths=[task["fonts"]],
            ignore_system_fonts=True,
            format=task["format"],
            ppi=task["ppi"],
            timestamp=datetime.fromtimestamp(task["created"], UTC),
            package_path="packages",  # neither is there: a document fetches nothing from anywhere
            package_cache_path="packages",
        )
    except MemoryError:
        os.abort()  # as Typst itself does; the parent knows what it means
    except typst.TypstError as error:
        return {"fault": error.diagnostic or str(error), "pages": 0}
    if warnings:
        # An unknown font or a letter without a shape is only a warning, and a wrong document all the same.
        return {"fault": "\n".join(warning.diagnostic for warning in warnings), "pages": 0}
    pages: list[bytes] = made if isinstance(made, list) else [made]
    for number, page in enumerate(pages):
        Path(f"out-{number}").write_bytes(page)
    return {"fault": None, "pages": len(pages)}


if __name__ == "__main__":
    main()
