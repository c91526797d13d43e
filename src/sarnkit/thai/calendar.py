"""The Buddhist year and Thai dates. Inside the house years are CE; BE lives only at the edges.

BE = CE + 543 throughout. Before BE 2484 the Thai year began on 1 April, so a paper of those days may
call January to March by the year before; like ICU's Buddhist calendar this module does not follow it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from sarnkit.thai.digits import digits

Reason = Literal["not-a-date", "no-such-day", "year-unclear"]

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
WEEKDAYS_SHORT = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

_OFFSET = 543
_CE_YEARS = range(1850, 2200)
_BE_YEARS = range(_CE_YEARS.start + _OFFSET, _CE_YEARS.stop + _OFFSET)

_MONTH_OF = {
    name.replace(".", ""): number
    for names in (MONTHS, MONTHS_SHORT)
    for number, name in enumerate(names, start=1)
}
_YEAR = r"(?P<era>พ\.?ศ\.?|ค\.?ศ\.?)?\s*(?P<year>[0-9]{4})"
_WRITTEN = re.compile(rf"(?P<day>[0-9]{{1,2}})\s*(?P<month>[ก-๙.]+?)\s*{_YEAR}")
_SLASHED = re.compile(rf"(?P<day>[0-9]{{1,2}})\s*[/.-]\s*(?P<month>[0-9]{{1,2}})\s*[/.-]\s*{_YEAR}")
_ISO = re.compile(r"(?P<era>)(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_WEEKDAY = re.compile(r"^(?:วัน)?\s*(?:" + "|".join(WEEKDAYS) + r")\s*(?:ที่)?\s*")


class DateError(ValueError):
    """A text that is no date. `reason` is stable: the caller makes the sentence for the reader."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason: Reason = reason
        self.text = text


def be(year: int) -> int:
    """The Buddhist year of a CE year."""
    return year + _OFFSET


def ce(year: int) -> int:
    """The CE year of a Buddhist year."""
    return year - _OFFSET


def fiscal_year(day: date) -> int:
    """The fiscal year of a day as the CE year it ends in (1 October to 30 September)."""
    return day.year + (day.month >= 10)


def thai_date(day: date, style: Literal["long", "short"] = "long", weekday: bool = False) -> str:
    """A date as people write it: «8 ธันวาคม 2569», «8 ธ.ค. 2569», «อังคาร 8 ธันวาคม 2569»."""
    long = style == "long"
    text = f"{day.day} {(MONTHS if long else MONTHS_SHORT)[day.month - 1]} {be(day.year)}"
    if not weekday:
        return text
    return f"{(WEEKDAYS if long else WEEKDAYS_SHORT)[day.weekday()]} {text}"


def parse_thai_date(text: str) -> date:
    """The date that a person wrote, in any of the ways of writing met on forms.

    Day, month, year in that order with the month as a number or a Thai name, or ISO order. The year
    has four digits; it is BE or CE by its «พ.ศ.»/«ค.ศ.» or else by its size, which leaves no doubt
    between 1850 and 2199 CE. Whether 29 February exists is decided in the CE year.

    Raises DateError: `not-a-date` (not readable as a date), `no-such-day` (31 February),
    `year-unclear` (two digits, or neither era makes it a year that people write).
    """
    plain = _WEEKDAY.sub("", " ".join(digits(text).split()))
    match = _ISO.fullmatch(plain) or _SLASHED.fullmatch(plain) or _WRITTEN.fullmatch(plain)
    if match is None:
        short_year = re.fullmatch(r"[0-9]{1,2}.*?[^0-9][0-9]{1,3}", plain) is not None
        raise DateError("year-unclear" if short_year and _month_in(plain) else "not-a-date", text)
    year = _ce_year(int(match["year"]), (match["era"] or "").replace(".", ""))
    if year is None:
        raise DateError("year-unclear", text)
    month = _month_number(match["month"])
    if month is None:
        raise DateError("not-a-date", text)
    try:
        return date(year, month, int(match["day"]))
    except ValueError:
        raise DateError("no-such-day", text) from None


def _ce_year(year: int, era: str) -> int | None:
    if era != "คศ" and year in _BE_YEARS:
        return ce(year)
    if era != "พศ" and year in _CE_YEARS:
        return year
    return None


def _month_number(text: str) -> int | None:
    return int(text) if text.isdecimal() else _MONTH_OF.get(text.replace(".", ""))


def _month_in(text: str) -> bool:
    """Whether the middle of the text names a month, so that only the year is in doubt."""
    middle = re.fullmatch(r"[0-9]{1,2}\s*[/.-]?\s*(.+?)\s*[/.-]?\s*[0-9]{1,3}", text)
    return middle is not None and _month_number(middle[1].strip(" /-")) is not None
