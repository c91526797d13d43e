"""Money on paper. Amounts are integer satang everywhere; 100 satang are one baht."""

from __future__ import annotations

import re

from sarnkit.thai.digits import digits

_NAMES = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def baht(satang: int) -> str:
    """Satang as baht with thousands and two decimals: 44070000 → «440,700.00»."""
    whole, part = divmod(abs(satang), 100)
    return f"{'-' if satang < 0 else ''}{whole:,}.{part:02d}"


def baht_text(satang: int) -> str:
    """Satang in words, as cheques and contracts want it: 44070000 → «สี่แสนสี่หมื่นเจ็ดร้อยบาทถ้วน»."""
    whole, part = divmod(abs(satang), 100)
    words = "ลบ" if satang < 0 else ""
    if whole or not part:
        words += _read(whole) + "บาท"
    return words + (_read(part) + "สตางค์" if part else "ถ้วน")


def _read(number: int) -> str:
    """A natural number in words. Above a million the millions are read as a number of their own."""
    if number == 0:
        return "ศูนย์"
    millions, rest = divmod(number, _MILLION)
    head = _read(millions) + "ล้าน" if millions else ""
    return head + _read_below_million(rest, follows=bool(millions))


def _read_below_million(number: int, follows: bool) -> str:
    """`follows`: something was read before it, which turns a last «หนึ่ง» into «เอ็ด»."""
    words = ""
    for place, digit in reversed(list(enumerate(int(d) for d in reversed(str(number))))):
        if digit == 0:
            continue
        if place == 1:
            words += {1: "", 2: "ยี่"}.get(digit, _NAMES[digit]) + "สิบ"
        elif place == 0 and digit == 1 and (words or follows):
            words += "เอ็ด"
        else:
            words += _NAMES[digit] + _PLACES[place]
    return words


_WRITTEN = re.compile(r"(?P<baht>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<satang>[0-9]{1,2}))?(?:บาท|฿)?")


def parse_baht(text: str) -> int:
    """An amount as people write it → satang: «420,000», «๔๒๐,๐๐๐.๕๐ บาท». Raises ValueError for what is none."""
    found = _WRITTEN.fullmatch("".join(digits(text).split()))
    if found is None:
        raise ValueError(f"no amount of money: {text!r}")
    return int(found["baht"].replace(",", "")) * 100 + int((found["satang"] or "0").ljust(2, "0"))
