"""The reference pages that are printed from the code: settings, commands, roles, refusals.

`sarn reference --write` writes them into docs/reference; `--check` (part of `make check`) and a test
fail when a page no longer says what the code does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from django.core.management import get_commands, load_command_class

from sarn.access import reference as access
from sarn.config.environment import SETTINGS
from sarnkit.problems import CATALOGUE

HEAD = "<!-- Written by `sarn reference --write`; edit the code, not this page. -->\n\n"


def settings_page() -> str:
    """Every environment variable with its default and meaning."""
    rows = [f"| `{s.name}` | {f'`{s.default}`' if s.default else 'empty'} | {s.meaning} |" for s in SETTINGS]
    return _page("Settings", "Read from the environment at start.", "| name | default | meaning |", rows)


def problems_page() -> str:
    """Every refusal with its code, HTTP status and both sentences."""
    rows = [f"| `{e.code}` | {e.status} | {e.th}<br>{e.en} |" for _, e in sorted(CATALOGUE.items())]
    lead = "Programs match on the code; `{…}` stands for what the refusal names."
    return _page("Refusals", lead, "| code | status | sentence |", rows)


def roles_page() -> str:
    """The policy table: who may do what with which data."""
    lead = "One table (`src/sarn/access/policy.py`) is asked by every door and printed here."
    return f"{HEAD}# Roles\n\n{lead}\n\n{access.markdown()}"


def commands_page() -> str:
    """The help of every `sarn` command."""
    parts = [f"## sarn {name}\n\n```\n{text}```\n" for name, text in _helps()]
    return HEAD + "# Commands\n\n" + "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "problems.md": problems_page,
    "roles.md": roles_page,
    "commands.md": commands_page,
}


def _helps() -> Iterator[tuple[str, str]]:
    os.environ["COLUMNS"] = "100"
    ours = {name for name, app in get_commands().items() if str(app).startswith("sarn.")}
    for name in sorted(ours):
        command = load_command_class(get_commands()[name], name)
        yield name, command.create_parser("sarn", name).format_help()


def _page(title: str, lead: str, head: str, rows: list[str]) -> str:
    rule = "|" + "---|" * (head.count("|") - 1)
    return f"{HEAD}# {title}\n\n{lead}\n\n{head}\n{rule}\n" + "\n".join(rows) + "\n"
