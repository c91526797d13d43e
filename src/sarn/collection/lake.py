"""The lake: counted records as Parquet, for the indicator engine and for anyone who carries it away.

    SARN_LAKE/<programme>-<form>/<round>/manifest.json
    SARN_LAKE/<programme>-<form>/<round>/<table>/<province>-<hash>.parquet          many villages, sorted
    SARN_LAKE/<programme>-<form>/<round>/<table>/<province>-<village>-<hash>.parquet    one village, newer

No row lies in two files: a village that changes leaves the base and gets a file of its own, and
when those become many they go back into the base. Files are named by the hash of their content and
are complete and durable before the manifest, swapped last, names them. Everything here can be thrown
away and made again from the database.

All columns are text as it was written, except `round` and `received_at`; missing is null, empty
is "". Answers tagged personal are not here, and households and persons go by pseudonyms.

Importing pyarrow costs some 100 MB, so that it happens inside functions that run in short-lived
processes (`sarn lake`), never in the web or task worker.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from sarn.access import scope
from sarn.collection import tables
from sarn.collection.models import FormDef, Record

# So many villages with files of their own go back into the base of their province.
COMPACT_AT = 64
# A reader that took the former manifest may still be at its files.
_GRACE_SECONDS = 3600
NO_ROUND = "none"

Manifest = dict[str, Any]


def refresh() -> int:
    """Bring the lake up to date with the database; return how many villages were written."""
    written = 0
    with scope.system("lake"):
        wanted = _fingerprints()
        for form_id, round_code in {key[:2] for key in wanted} | _known(wanted):
            written += _refresh_round(
                form_id,
                round_code,
                {key[2]: value for key, value in wanted.items() if key[:2] == (form_id, round_code)},
            )
    return written


def files(round_code: str, table: str, village_codes: Collection[str] | None = None) -> list[Path]:
    """Parquet files that hold the table's rows of the round; their rows together are all there are.

    With `village_codes` only files that may hold those villages; they may hold others besides.
    """
    found: list[Path] = []
    for folder in sorted(_root().glob(f"*/{round_code or NO_ROUND}")):
        for entry in _manifest(folder)["files"]:
            if entry["table"] != table:
                continue
            if village_codes is None or set(village_codes) & set(entry["villages"]):
                found.append(folder / entry["file"])
    return found


def fingerprint(round_code: str, village_code: str) -> str:
    """A hash of a village's counted answers in a round, from the database; "" where there are none.

    It changes when, and only when, what the lake holds of the village has to change.
    """
    with scope.system("lake"):
        found = _fingerprints(round_code=round_code, village_code=village_code)
    return hashlib.sha256("".join(sorted(found.values())).encode()).hexdigest() if found else ""


def fingerprints(round_code: str) -> dict[str, str]:
    """The same for every village of the round that has counted answers."""
    with scope.system("lake"):
        found = _fingerprints(round_code=round_code)
    by_village: dict[str, list[str]] = defaultdict(list)
    for key, value in found.items():
        by_village[key[2]].append(value)
    return {
        code: hashlib.sha256("".join(sorted(values)).encode()).hexdigest()
        for code, values in by_village.items()
    }


def _fingerprints(**only: str) -> dict[tuple[int, str, str], str]:
    """(form, round, village) → hash of the digests of its counted submissions."""
    said: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    rows = Record.objects.filter(parent=None, counted=True, **only).values_list(
        "form_id", "round_code", "village_code", "version__extraction__digest", "version__uid"
    )
    for form_id, round_code, village_code, digest, uid in rows.iterator():
        said[form_id, round_code, village_code].append(f"{uid}{digest}{tables.LAYOUT}")
    return {
        key: hashlib.sha256("\n".join(sorted(values)).encode()).hexdigest() for key, values in said.items()
    }


def _known(wanted: Collection[tuple[int, str, str]]) -> set[tuple[int, str]]:
    """Rounds that have a manifest but no counted answers any more: their files must go."""
    known = {(key[0], key[1]) for key in wanted}
    return {
        (manifest["form"], manifest["round"])
        for folder in _root().glob("*/*")
        if (manifest := _manifest(folder))["form"] and (manifest["form"], manifest["round"]) not in known
    }


def _refresh_round(form_id: int, round_code: str, wanted: dict[str, str]) -> int:
    folder = _folder(form_id, round_code)
    manifest = _manifest(folder)
    present: dict[str, str] = manifest["villages"]
    changed = {code for code, value in wanted.items() if present.get(code) != value}
    gone = set(present) - set(wanted)
    if not changed and not gone:
        return 0
    kept = [entry for entry in manifest["files"] if not set(entry["villages"]) & (changed | gone)]
    touched = [entry for entry in manifest["files"] if set(entry["villages"]) & (changed | gone)]
    stay = {code for entry in touched for code in entry["villages"]} - changed - gone
    alone = {entry["villages"][0] for entry in kept if len(entry["villages"]) == 1}
    # Many small files make every later query slow: gather them, and with them the base.
    if not present or len(alone | changed) > COMPACT_AT:
        kept, stay, changed = [], set(), set(wanted)
    entries = kept + _write_base(folder, form_id, round_code, stay)
    if changed == set(wanted) and len(changed) > 1:
        entries += _write_base(folder, form_id, round_code, changed)
    else:
        for code in sorted(changed):
            entries += _write(
                folder, form_id, round_code, [code], name=f"{code[:2] or '00'}-{code or 'none'}"
            )
    _swap(
        folder,
        {"form": form_id, "round": round_code, "villages": wanted, "files": entries, "layout": tables.LAYOUT},
    )
    _sweep(folder, entries)
    return len(changed) + len(gone)


def _write_base(folder: Path, form_id: int, round_code: str, villages: set[str]) -> list[dict[str, Any]]:
    """One file a table and province, sorted by village."""
    provinces: dict[str, list[str]] = defaultdict(list)
    for code in sorted(villages):
        provinces[code[:2]].append(code)
    return [
        entry
        for province, codes in provinces.items()
        for entry in _write(folder, form_id, round_code, codes, name=province or "00")
    ]


def _write(
    folder: Path, form_id: int, round_code: str, villages: list[str], *, name: str
) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    entries = []
    for table, content in tables.of_villages(form_id, round_code, villages).items():
        target = folder / table
        target.mkdir(parents=True, exist_ok=True)
        draft = target / f".{name}-{os.getpid()}"
        pq.write_table(content, draft, compression="zstd")
        digest = hashlib.sha256(draft.read_bytes()).hexdigest()
        path = target / f"{name}-{digest[:16]}.parquet"
        _durable(draft)
        draft.rename(path)
        _durable(target)
        entries.append(
            {
                "table": table,
                "file": f"{table}/{path.name}",
                "sha256": digest,
                "rows": content.num_rows,
                "villages": villages,
            }
        )
    return entries


def _swap(folder: Path, manifest: Manifest) -> None:
    draft = folder / f".manifest-{os.getpid()}"
    draft.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
    _durable(draft)
    draft.rename(folder / "manifest.json")
    _durable(folder)


def _sweep(folder: Path, entries: list[dict[str, Any]]) -> None:
    named = {folder / entry["file"] for entry in entries}
    for path in folder.glob("*/*.parquet"):
        if path not in named and time.time() - path.stat().st_mtime > _GRACE_SECONDS:
            path.unlink(missing_ok=True)


def _durable(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _manifest(folder: Path) -> Manifest:
    try:
        manifest: Manifest = json.loads((folder / "manifest.json").read_text())
    except FileNotFoundError:
        return {"form": 0, "round": "", "villages": {}, "files": [], "layout": tables.LAYOUT}
    return manifest


def _folder(form_id: int, round_code: str) -> Path:
    form = FormDef.objects.get(pk=form_id)
    # The id of a form may hold anything; its hash keeps two that look alike apart.
    name = slugify(form.xml_form_id) or "form"
    mark = hashlib.sha256(form.xml_form_id.encode()).hexdigest()[:8]
    return _root() / f"{form.programme_id}-{name[:60]}-{mark}" / (round_code or NO_ROUND)


def _root() -> Path:
    return Path(settings.SARN_LAKE)
