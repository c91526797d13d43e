"""What an import contract cannot see: foreign keys and template includes point down as well."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
TAG = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")


def floors() -> dict[str, int]:
    """App name → depth, from the one list in pyproject.toml."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "apps")
    return {name.strip(" ()"): depth for depth, layer in enumerate(layers) for name in layer.split("|")}


def points_down(source: str, target: str, floor: dict[str, int]) -> bool:
    return source == target or floor[target] > floor[source]


def test_no_contract_is_weakened():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert len(contracts) == 7
    assert not [c["id"] for c in contracts if c.get("ignore_imports")]


def test_every_app_has_a_floor():
    floor = floors()
    found = {path.parent.name for path in (ROOT / "src/sarn").glob("*/__init__.py")}
    assert found <= set(floor)


def test_foreign_keys_point_down():
    floor = floors()
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("sarn.")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if field.related_model.__module__.startswith("sarn.")
        if not points_down(model._meta.app_label, field.related_model._meta.app_label, floor)
    ]
    assert upward == []


def templates() -> list[Path]:
    return sorted((ROOT / "src/sarn").glob("*/templates/**/*.html"))


def app_of(template: Path) -> str:
    return template.relative_to(ROOT / "src/sarn").parts[0]


def upward_includes(sources: dict[str, str], owner: dict[str, str], floor: dict[str, int]) -> list[str]:
    """`sources` maps 'app:path' to text, `owner` a template's name to its app."""
    return [
        f"{source} → {name}"
        for source, text in sources.items()
        for name in TAG.findall(text)
        if name in owner and not points_down(source.split(":")[0], owner[name], floor)
    ]


def test_template_includes_point_down():
    owner = {str(path).split("/templates/", 1)[1]: app_of(path) for path in templates()}
    sources = {f"{app_of(path)}:{path.name}": path.read_text() for path in templates()}
    assert len(sources) > 5
    assert upward_includes(sources, owner, floors()) == []


def test_an_upward_include_is_found():
    """Control: the check above can fail."""
    sources = {"ui:base.html": '{% include "portal/front.html" %}'}
    assert upward_includes(sources, {"portal/front.html": "portal"}, floors()) != []


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_template_compiles(path):
    from django.template.loader import get_template

    get_template(str(path).split("/templates/", 1)[1])


def test_nothing_names_a_machine_or_a_later():
    """Paths of a machine and marks of work left undone do not belong in the project."""
    marks = re.compile(r"/Users/|/wo[r]k/|\bTODO\b|\bFIXME\b|raise NotImplementedError")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for folder in ("src", "tools", "packs", "forms")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".html", ".toml", ".mjs", ".sh"}
        for match in marks.finditer(path.read_text())
    ]
    assert found == []
