"""One answer: what was written, and what it means.

The text is always kept as it came. A value that cannot be read is an error with a code, never a
guess and never lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from sarnkit.openrosa.schema import FieldSchema

MISSING: Final = "missing"  # the question was not asked: its element is not there
EMPTY: Final = "empty"  # asked, and left without an answer
OK: Final = "ok"
ERROR: Final = "error"


@dataclass(frozen=True, slots=True)
class Value:
    """An answer. `status` is missing, empty, ok or error; `typed` fits into JSON.

    Typed values: int for int, plain decimal text for decimal ("12000.5"), bool, ISO text for date,
    time and datetime, a list of codes for select_multiple and rank, `{"lat", "lon", "alt", "acc"}` for
    geopoint, a list of those for geotrace and geoshape, else the text. `code` names the error:
    not-an-int, not-a-decimal, out-of-range, not-a-boolean, not-a-date, not-a-time, not-a-datetime,
    year-out-of-range, not-a-choice, not-a-point; for unknown elements it is unknown-field.
    """

    status: str
    text: str | None = None
    typed: Any = None
    code: str = ""

    def to_json(self) -> dict[str, Any]:
        """A JSON object; keys without content are left out."""
        stored: dict[str, Any] = {"status": self.status}
        if self.text is not None:
            stored["text"] = self.text
        if self.typed is not None:
            stored["typed"] = self.typed
        if self.code:
            stored["code"] = self.code
        return stored


NOT_ASKED: Final = Value(MISSING)


class _Unreadable(ValueError):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_value(field: FieldSchema, text: str | None) -> Value:
    """The value of a field whose element holds `text`."""
    if text is None or not text.strip():
        return Value(EMPTY, text or "")
    try:
        return Value(OK, text, _READERS.get(field.type, _read_text)(text, field))
    except _Unreadable as problem:
        return Value(ERROR, text, None, problem.code)


_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}(\.0+)?")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
_LARGEST_INT: Final = 2**53  # beyond it JSON readers lose digits
_LARGEST_DECIMAL: Final = Decimal(10) ** 18
_YEARS: Final = range(1800, 2200)  # a Buddhist year written as ISO falls outside


def _read_text(text: str, field: FieldSchema) -> str:
    return text


def _read_int(text: str, field: FieldSchema) -> int:
    word = text.strip().translate(_THAI_DIGITS)
    if not _WHOLE.fullmatch(word):
        raise _Unreadable("not-an-int")
    number = int(word.partition(".")[0])
    if abs(number) > _LARGEST_INT:
        raise _Unreadable("out-of-range")
    return number


def _read_decimal(text: str, field: FieldSchema) -> str:
    word = text.strip().translate(_THAI_DIGITS)
    if not _DECIMAL.fullmatch(word) or len(word) > 60:
        raise _Unreadable("not-a-decimal")
    number = Decimal(word)
    if abs(number) > _LARGEST_DECIMAL:
        raise _Unreadable("out-of-range")
    return format(number, "f")


def _read_boolean(text: str, field: FieldSchema) -> bool:
    word = text.strip().lower()
    if word in ("true", "1", "yes"):
        return True
    if word in ("false", "0", "no"):
        return False
    raise _Unreadable("not-a-boolean")


# Clients differ: …:19.69+00:00, …+07, …+0700, …Z, -00:00, with a blank in place of T.
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?\s*(Z|z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


def _date_of(text: str, code: str) -> date:
    match = _DATE.fullmatch(text.translate(_THAI_DIGITS))
    if not match:
        raise _Unreadable(code)
    year, month, day = (int(number) for number in match.groups())
    if year not in _YEARS:
        raise _Unreadable("year-out-of-range")
    try:
        return date(year, month, day)
    except ValueError:
        raise _Unreadable(code) from None


def _time_of(text: str, code: str) -> time:
    match = _TIME.fullmatch(text.strip().translate(_THAI_DIGITS))
    if not match:
        raise _Unreadable(code)
    hour, minute, second, fraction, offset = match.groups()
    micro = (fraction or "0")[:6].ljust(6, "0")
    zone = "+00:00" if offset in ("Z", "z") else offset or ""
    if zone:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    try:
        return time.fromisoformat(f"{int(hour):02}:{minute}:{second or '00'}.{micro}{zone}")
    except ValueError:
        raise _Unreadable(code) from None


def _split_datetime(text: str) -> tuple[str, str]:
    parts = re.split(r"[Tt ]", text.strip(), maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _read_date(text: str, field: FieldSchema) -> str:
    day, clock = _split_datetime(text)
    found = _date_of(day, "not-a-date")
    if clock:  # some clients send a whole instant for a date
        _time_of(clock, "not-a-date")
    return found.isoformat()


def _read_time(text: str, field: FieldSchema) -> str:
    return _iso_time(_time_of(text, "not-a-time"))


def _iso_time(clock: time) -> str:
    return clock.isoformat(timespec="milliseconds" if clock.microsecond else "seconds")


def _read_datetime(text: str, field: FieldSchema) -> str:
    day, clock = _split_datetime(text)
    instant = datetime.combine(_date_of(day, "not-a-datetime"), _time_of(clock or "00:00", "not-a-datetime"))
    return instant.isoformat(timespec="milliseconds" if instant.microsecond else "seconds")


def _read_choice(text: str, field: FieldSchema) -> str:
    code = text.strip()
    if field.choices and code not in field.choices:
        raise _Unreadable("not-a-choice")
    return code


def _read_choices(text: str, field: FieldSchema) -> list[str]:
    codes = text.split()
    if field.choices:
        # Old forms allow blanks inside a code; then the words do not tell where one ends.
        if text.strip() in field.choices:
            return [text.strip()]
        if any(code not in field.choices for code in codes):
            raise _Unreadable("not-a-choice")
    return codes


def _point(text: str) -> dict[str, float | None]:
    words = text.translate(_THAI_DIGITS).split()
    if not 2 <= len(words) <= 4 or not all(_DECIMAL.fullmatch(word) for word in words):
        raise _Unreadable("not-a-point")
    lat, lon, alt, acc = [*(float(word) for word in words), None, None][:4]
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        raise _Unreadable("not-a-point")
    return {"lat": lat, "lon": lon, "alt": alt, "acc": acc}


def _read_point(text: str, field: FieldSchema) -> dict[str, float | None]:
    return _point(text)


def _read_points(text: str, field: FieldSchema) -> list[dict[str, float | None]]:
    return [_point(piece) for piece in text.split(";") if piece.strip()]


_READERS: Final[dict[str, Callable[[str, FieldSchema], Any]]] = {
    "int": _read_int,
    "decimal": _read_decimal,
    "boolean": _read_boolean,
    "date": _read_date,
    "time": _read_time,
    "datetime": _read_datetime,
    "select_one": _read_choice,
    "select_multiple": _read_choices,
    "rank": _read_choices,
    "geopoint": _read_point,
    "geotrace": _read_points,
    "geoshape": _read_points,
}
