"""What is Thai and needs no platform: codes, the Buddhist calendar, money, citizen IDs, order, line breaks.

Everything takes and gives plain values. Errors are ValueErrors (a date's carries a `reason`); whoever
speaks to a person turns them into a sentence of `sarnkit.problems`.
"""

from sarnkit.thai.calendar import (
    MONTHS,
    MONTHS_SHORT,
    WEEKDAYS,
    DateError,
    be,
    ce,
    fiscal_year,
    parse_thai_date,
    thai_date,
)
from sarnkit.thai.citizen_id import (
    ACCEPTED,
    Verdict,
    check_citizen_id,
    check_digit,
    format_citizen_id,
    plain_citizen_id,
)
from sarnkit.thai.codes import Level, is_code, level_of, parent_code
from sarnkit.thai.collation import collation_key
from sarnkit.thai.digits import digits, thai_digits
from sarnkit.thai.line_breaking import NO_BREAK_SPACE, TERMS, Piece, no_break, percent_sign
from sarnkit.thai.money import baht, baht_text, parse_baht

__all__ = [
    "ACCEPTED",
    "MONTHS",
    "MONTHS_SHORT",
    "NO_BREAK_SPACE",
    "TERMS",
    "WEEKDAYS",
    "DateError",
    "Level",
    "Piece",
    "Verdict",
    "baht",
    "baht_text",
    "be",
    "ce",
    "check_citizen_id",
    "check_digit",
    "collation_key",
    "digits",
    "fiscal_year",
    "format_citizen_id",
    "is_code",
    "level_of",
    "no_break",
    "parent_code",
    "parse_baht",
    "parse_thai_date",
    "percent_sign",
    "plain_citizen_id",
    "thai_date",
    "thai_digits",
]
