"""The `sarn` command.

Everything is a Django management command of the same name, except `sarn engine`, which never
starts Django so that a statistician needs neither a database nor settings, and `sarn serve`, whose
supervisor stays small because it starts others and does nothing itself.
"""

from __future__ import annotations

import os
import sys

from sarnkit.problems import Problem

_STOPPED = "หยุดแล้ว สั่งใหม่ได้ งานที่เสร็จแล้วไม่หาย · Stopped; run it again, nothing done is lost."


def main(argv: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 after one clear sentence on standard error."""
    argv = sys.argv[1:] if argv is None else argv
    # Whatever this process and its children write belongs to its user alone: answers of households.
    os.umask(0o077)
    if argv[:1] == ["engine"]:
        from sarnkit.engine import cli as engine

        return engine.main(argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sarn.config.settings")
    if argv[:1] == ["serve"]:
        from sarn.config import supervisor

        return supervisor.main(argv[1:])
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["sarn", *argv])
    except Problem as problem:
        sys.stderr.write(f"{problem.sentence('th')}\n{problem.sentence('en')} [{problem.code}]\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{_STOPPED}\n")
        return 130
    return 0
