"""pyxform's messages as refusals of our own, with sheet, row and remedy."""

from __future__ import annotations

import difflib
import re
from typing import Any, Final

from sarnkit.problems import Problem

# The question types of XLSForm as its reference names them; pyxform knows more aliases.
TYPES: Final = [
    "integer",
    "decimal",
    "range",
    "text",
    "note",
    "date",
    "time",
    "dateTime",
    "select_one",
    "select_multiple",
    "rank",
    "select_one_from_file",
    "select_multiple_from_file",
    "select_one_external",
    "geopoint",
    "geotrace",
    "geoshape",
    "start-geopoint",
    "image",
    "audio",
    "background-audio",
    "video",
    "file",
    "barcode",
    "calculate",
    "acknowledge",
    "hidden",
    "xml-external",
    "csv-external",
    "start",
    "end",
    "today",
    "deviceid",
    "phonenumber",
    "username",
    "email",
    "audit",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
]
_LISTED: Final = ("select_one", "select_multiple", "rank")
_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")
_UNMATCHED = re.compile(r"Unmatched '([^']*)'.*for the name '([^']*)'")
_LEARN_MORE = re.compile(r"\s*Learn more: \S+|\s*\(?https?://\S+", re.IGNORECASE)


def refusal(outcome: dict[str, Any], filename: str) -> Problem:
    """The Problem for what the child process reported (see `sarnkit.openrosa._convert`)."""
    message = str(outcome["error"])
    if outcome.get("damaged"):
        return Problem("form.damaged-file", filename=filename, reason=_short(message))
    found = _ROW.search(message)
    row = int(found[1]) if found else outcome.get("row")
    if row is None:
        return Problem("form.workbook-refused", filename=filename, reason=_short(message))
    sheet = match[1] if (match := _SHEET.search(message)) else "survey"
    known = _known(message, outcome, sheet, row)
    return known or Problem("form.row-refused", sheet=sheet, row=row, reason=_short(message))


def _known(message: str, outcome: dict[str, Any], sheet: str, row: int) -> Problem | None:
    cells: dict[str, str] = outcome.get("cells", {})
    column = match[1] if (match := _COLUMN.search(message)) else "name"
    at: dict[str, object] = {"sheet": sheet, "row": row}
    if given := outcome.get("type"):
        return Problem("form.unknown-type", **at, given=given, nearest=nearest_type(given))
    if given := outcome.get("list"):
        return Problem("form.missing-choices", **at, given=given)
    if given := outcome.get("unlabelled"):
        return Problem("form.no-label", **at, given=given)
    if match := re.search(r"List name not in (?:external )?choices sheet: (.*)", message):
        return Problem("form.missing-choices", **at, given=match[1].strip())
    if match := _UNMATCHED.search(message):
        return Problem("form.unmatched-group", **at, given=match[1 if match[2] == "unknown" else 2])
    if match := re.search(r"Could not find the name '([^']*)'", message):
        return Problem("form.unknown-reference", **at, column=column, given=match[1])
    if "must be unique" in message or "must unique" in message:
        return Problem("form.duplicate-name", **at, given=cells.get("name", column))
    if "Names must begin with" in message:
        return Problem("form.bad-name", **at, column=column)
    if "with no name" in message or "must have a name" in message:
        return Problem("form.no-name", **at)
    if "with no type" in message:
        return Problem("form.no-type", **at)
    return None


def nearest_type(given: str) -> str:
    """The question type that was probably meant."""
    words = given.split()
    word = words[0] if words and words[0] in _LISTED else "_".join(words[:2]) if len(words) == 2 else given
    if word in _LISTED:
        return f"{word} list_name"
    candidates = difflib.get_close_matches(word, TYPES, 1, 0.5) or difflib.get_close_matches(
        words[0] if words else "", TYPES, 1, 0.5
    )
    return candidates[0] if candidates else "text"


def _short(message: str) -> str:
    plain = _LEARN_MORE.sub("", _ROW.sub("", message))
    return " ".join(plain.split())[:300]
