"""The catalogue of Thai texts, without GNU gettext: check it, compile it, merge new lines into it.

    .venv/bin/python tools/messages.py --check       exit 1 when the catalogue is not complete
    .venv/bin/python tools/messages.py --compile     writes the .mo beside each .po
    .venv/bin/python tools/messages.py --merge F…    takes lines `English<TAB>Thai` into the Thai .po

English texts are in the code: Python calls of gettext's family, `{% translate %}` and
`{% blocktranslate %}` in templates, and the labels of the setting SARN_MENU. Entries with a comment
`#. library` are texts of allauth or Django whose own Thai is absent or not plain; our code has none of them.
"""

from __future__ import annotations

import argparse
import ast
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "th"
HEADER = (
    "Project-Id-Version: sarn\n"
    f"Language: {LANGUAGE}\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)
BORROWED = "library"

# Name of a call → places of context, singular and plural among its arguments.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_CALL_IN_TEXT = re.compile(r"(?<![\w.])(?:n?p?gettext|_)\(")
_PARAMETER = re.compile(r"%\((\w+)\)[a-z]|%[sd]")


@dataclass(frozen=True, order=True)
class Text:
    """A text to translate: its English, what it is told apart by, and its English plural."""

    msgid: str
    context: str = ""
    plural: str = ""


@dataclass
class Entry:
    """A text of the catalogue with its Thai; Thai has one form for any number."""

    text: Text
    thai: str = ""
    comments: list[str] = field(default_factory=list)

    @property
    def fuzzy(self) -> bool:
        return any(line.startswith("#,") and "fuzzy" in line for line in self.comments)

    @property
    def borrowed(self) -> bool:
        return f"#. {BORROWED}" in self.comments


# ---------- what the code says


def in_python(source: str) -> Iterator[Text]:
    """Texts in calls of gettext's family with constant arguments, and the labels of SARN_MENU."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id.startswith("SARN_MENU") for target in node.targets
        ):
            yield from (Text(label) for label, _name in ast.literal_eval(node.value))


def in_template(source: str, name: str = "") -> Iterator[Text]:
    """Texts in the translation tags of a Django template."""
    from django.utils.translation.template import templatize

    code = templatize(source, origin=name)
    for match in _CALL_IN_TEXT.finditer(code):
        for end in (place + 1 for place, char in enumerate(code) if char == ")" and place > match.start()):
            try:
                call = ast.parse(code[match.start() : end], mode="eval").body
            except SyntaxError:
                continue
            if isinstance(call, ast.Call):
                yield from _of_call(call)
            break


def in_tree(root: Path) -> dict[Text, str]:
    """Every text of the program with the first file that uses it."""
    found: dict[Text, str] = {}
    for path in sorted((root / "src" / "sarn").rglob("*")):
        inside = path.relative_to(root)
        if {"tests", "migrations", "__pycache__"} & set(inside.parts):
            continue
        texts: Iterable[Text] = ()
        if path.suffix == ".py":
            texts = in_python(path.read_text("utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates" in inside.parts:
            texts = in_template(path.read_text("utf-8"), str(inside))
        for text in texts:
            found.setdefault(text, str(inside))
    return found


def _of_call(node: ast.Call) -> Iterator[Text]:
    name = (
        node.func.id
        if isinstance(node.func, ast.Name)
        else node.func.attr
        if isinstance(node.func, ast.Attribute)
        else ""
    )
    if name not in _CALLS:
        return
    parts = ["" if place is None else _constant(node.args[place : place + 1]) for place in _CALLS[name]]
    context, msgid, plural = parts
    if msgid and None not in parts:
        yield Text(msgid, context or "", plural or "")


def _constant(nodes: list[ast.expr]) -> str | None:
    if nodes and isinstance(nodes[0], ast.Constant) and isinstance(nodes[0].value, str):
        return nodes[0].value
    return None


# ---------- the catalogue


def read_po(source: str) -> list[Entry]:
    """The entries of a .po file without its header. Raises ValueError, naming the line, if unreadable."""
    entries: list[Entry] = []
    parts: dict[str, str] = {}
    comments: list[str] = []
    key = ""

    def close() -> None:
        if parts.get("msgid"):
            text = Text(parts["msgid"], parts.get("msgctxt", ""), parts.get("msgid_plural", ""))
            entries.append(Entry(text, parts.get("msgstr[0]", parts.get("msgstr", "")), list(comments)))
        parts.clear()
        comments.clear()

    for number, line in enumerate(source.splitlines(), start=1):
        if not line.strip():
            close()
        elif line.startswith("#"):
            comments.append(line)
        else:
            match = re.fullmatch(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[0\])?)\s+)?(".*")\s*', line)
            if match is None or not (match[1] or key):
                raise ValueError(f"line {number} of the catalogue is not readable: {line}")
            key = match[1] or key
            parts[key] = parts.get(key, "") + ast.literal_eval(match[2])
    close()
    return entries


def write_po(entries: Iterable[Entry]) -> str:
    """A .po file, sorted by the English, so that two people's additions seldom meet in one place."""
    blocks = ['msgid ""\nmsgstr ""\n' + "".join(_quoted(line) + "\n" for line in HEADER.splitlines(True))]
    for entry in sorted(entries, key=lambda entry: entry.text):
        lines = list(entry.comments)
        if entry.text.context:
            lines.append(f"msgctxt {_quoted(entry.text.context)}")
        lines.append(f"msgid {_quoted(entry.text.msgid)}")
        if entry.text.plural:
            lines.append(f"msgid_plural {_quoted(entry.text.plural)}")
        lines.append(f"msgstr{'[0]' if entry.text.plural else ''} {_quoted(entry.thai)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def compile_mo(entries: Iterable[Entry]) -> bytes:
    """The binary catalogue of GNU gettext: two tables of (length, offset), then the texts."""
    pairs = {b"": HEADER.encode()}
    for entry in entries:
        if entry.thai and not entry.fuzzy:
            text = entry.text
            key = f"{text.context}\x04{text.msgid}" if text.context else text.msgid
            pairs[(f"{key}\x00{text.plural}" if text.plural else key).encode()] = entry.thai.encode()
    keys = sorted(pairs)
    start = 28 + 16 * len(keys)
    tables: list[list[int]] = [[], []]
    body = b""
    for table, words in zip(tables, (keys, [pairs[key] for key in keys]), strict=True):
        for word in words:
            table += [len(word), start + len(body)]
            body += word + b"\x00"
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + struct.pack(f"<{4 * len(keys)}I", *tables[0], *tables[1]) + body


def faults(found: dict[Text, str], entries: list[Entry]) -> list[str]:
    """What is wrong with a catalogue, a sentence each; empty when it is complete."""
    known = {entry.text for entry in entries}
    sentences = [f"missing: {text.msgid!r} ({where})" for text, where in found.items() if text not in known]
    for entry in entries:
        msgid = entry.text.msgid
        if entry.text not in found and not entry.borrowed:
            sentences.append(f"obsolete: {msgid!r} is nowhere in the code")
        if not entry.thai.strip():
            sentences.append(f"empty: {msgid!r} has no Thai")
        elif _parameters(entry.thai) not in (_parameters(msgid), _parameters(entry.text.plural)):
            sentences.append(f"parameters: {msgid!r} and its Thai do not take the same ones")
        if entry.fuzzy:
            sentences.append(f"fuzzy: {msgid!r}")
    if len(known) != len(entries):
        sentences.append("a text stands twice in the catalogue")
    return sentences


def merge(
    found: dict[Text, str], entries: list[Entry], lines: Iterable[str]
) -> tuple[list[Entry], list[str]]:
    """The catalogue with new lines `English<TAB>Thai` and without obsolete entries, and what was left out.

    `context|English` picks one of several texts with the same English; without it all of them are meant.
    A third column `library` marks a text of a library.
    """
    kept = {entry.text: entry for entry in entries if entry.text in found or entry.borrowed}
    left_out = []
    for line in lines:
        english, tab, rest = line.rstrip("\n").partition("\t")
        if not tab or english.startswith("#"):
            continue
        thai, _, owner = (part.strip() for part in rest.partition("\t"))
        msgid, thai = english.replace("\\n", "\n").strip(), thai.replace("\\n", "\n")
        if owner == BORROWED:
            texts = [Text(msgid)]
        else:
            texts = [text for text in found if msgid in (text.msgid, f"{text.context}|{text.msgid}")]
        if not texts:
            left_out.append(f"left out, nowhere in the code: {msgid!r}")
        for text in texts:
            comments = [f"#. {BORROWED}"] if owner == BORROWED else []
            kept[text] = Entry(text, thai, comments)
    return list(kept.values()), left_out


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _parameters(text: str) -> set[str]:
    return {match[0] for match in _PARAMETER.finditer(text.replace("%%", ""))}


# ---------- the command


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Do what was asked; 0 when there is nothing to complain about."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true")
    what.add_argument("--compile", action="store_true")
    what.add_argument("--merge", nargs="+", type=Path, metavar="FILE")
    chosen = parser.parse_args(arguments)
    path = root / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    entries = read_po(path.read_text("utf-8")) if path.exists() else []
    complaints: list[str] = []
    if chosen.compile:
        path.with_suffix(".mo").write_bytes(compile_mo(entries))
    elif chosen.merge:
        lines = [line for file in chosen.merge for line in file.read_text("utf-8").splitlines()]
        entries, complaints = merge(in_tree(root), entries, lines)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_po(entries), "utf-8")
    else:
        complaints = faults(in_tree(root), entries)
    for complaint in complaints:
        sys.stderr.write(f"{complaint}\n")
    sys.stdout.write(f"messages: {len(entries)} in the catalogue, {len(complaints)} complaints\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
