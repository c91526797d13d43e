"""A folder of TOML files → Pack, checked. Errors name file, key and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from sarnkit.engine._definitions import Dictionary, Indicator, Pack
from sarnkit.engine._dictionary_file import read_dictionary
from sarnkit.engine._identity import content_hash, definition_hash, read_files
from sarnkit.engine._indicator_file import SOURCED, read_indicator
from sarnkit.engine._place import Place, nearest
from sarnkit.engine._section import CODE, Section
from sarnkit.problems import Problem

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
KEYS = ("format", "id", "version", "title", "years", "licence", "uses", *SOURCED)


def load_pack(path: str | Path) -> Pack:
    """The pack in a folder, checked in form and meaning; its examples are run by `run_examples`.

    Raises Problem (`engine.…`) that names file, key, what is wrong and the nearest known name. A kind
    of the format that is not computed yet is refused by name, never skipped.
    """
    folder = Path(path)
    for needed in ("pack.toml", "dictionary.toml", "indicators"):
        if not (folder / needed).exists():
            raise Problem("engine.no-pack", file=needed, path=str(folder))
    if any((folder / "maps").glob("*")):
        raise Problem("engine.not-computed", file="maps/", key="maps")
    return _checked(folder, tuple(read_files(folder).items()))


@lru_cache(maxsize=16)
def _checked(folder: Path, contents: tuple[tuple[str, bytes], ...]) -> Pack:
    """The pack of these very files; kept, because checking costs more than reading them."""
    files = dict(contents)
    section = Section(_toml("pack.toml", files), Place("pack.toml", ""), KEYS)
    section.whole("format", 1, 1)
    pack_id, years, provenance = section.code("id"), section.years("years"), section.provenance()
    version = section.matching("version", _VERSION, '"1.0.0"')
    dictionary = read_dictionary(_toml("dictionary.toml", files))
    uses = _uses(section)
    indicators: dict[str, Indicator] = {}
    for file in sorted(name for name in files if name.startswith("indicators/")):
        indicator = read_indicator(_toml(file, files), file, dictionary, years, provenance)
        if indicator.code in indicators:
            raise Problem("engine.used-twice", file=file, key="code", name=indicator.code)
        indicators[indicator.code] = replace(
            indicator, definition_hash=definition_hash(indicator, dictionary)
        )
    if not indicators:
        raise Problem("engine.no-pack", file="indicators/*.toml", path=str(folder))
    _check_references(pack_id, indicators)
    return Pack(
        id=pack_id,
        version=version,
        title=section.texts("title"),
        years=years,
        provenance=provenance,
        licence=section.text("licence"),
        uses=uses,
        dictionary=dictionary,
        indicators=indicators,
        content_hash=content_hash(files),
    )


def find_indicator(pack: Pack, code: str) -> Indicator:
    """The indicator of a code. Raises `engine.unknown-indicator` with the nearest one."""
    if code not in pack.indicators:
        near = nearest(code, pack.indicators)
        raise Problem("engine.unknown-indicator", code=code, pack=pack.id, near=near)
    return pack.indicators[code]


def needed_tables(indicator: Indicator, dictionary: Dictionary) -> set[str]:
    """Tables that must be given to compute an indicator."""
    tables = {*dictionary.lineage(indicator.unit)}
    if indicator.members:
        tables.add(indicator.members.table)
    for name in (*indicator.fields, *indicator.by):
        derivation = dictionary.fields[name].derivation
        tables |= {derivation.table} if derivation else set()
    return tables


def _toml(name: str, files: Mapping[str, bytes]) -> Mapping[str, object]:
    try:
        return tomllib.loads(files[name].decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise Problem("engine.not-toml", file=name, detail=f"UTF-8, byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise Problem("engine.not-toml", file=name, detail=str(error)) from None
    except RecursionError:
        raise Problem("engine.not-toml", file=name, detail="nested too deeply") from None


def _uses(section: Section) -> dict[str, str]:
    uses = section.values.get("uses", {})
    fits = isinstance(uses, Mapping) and all(
        CODE.fullmatch(pack) and isinstance(major, str) and major.isdecimal() for pack, major in uses.items()
    )
    if not isinstance(uses, Mapping) or not fits:
        raise section.bad("uses", '{ "bmn-2560" = "1" }')
    return dict(uses)


def _check_references(pack_id: str, indicators: Mapping[str, Indicator]) -> None:
    """What an indicator compares itself with must exist, where it lies in this pack."""
    for indicator in indicators.values():
        for comparison in indicator.comparable_with:
            pack, colon, code = comparison.indicator.partition("#")[0].rpartition(":")
            if (not colon or pack == pack_id) and code not in indicators:
                raise Problem(
                    "engine.unknown-name",
                    file=f"indicators/{indicator.code}",
                    key="comparable_with.indicator",
                    name=comparison.indicator,
                    near=nearest(code, indicators),
                )
