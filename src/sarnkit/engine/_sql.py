"""The only module that calls sqlglot; it is imported when the first condition is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp


class SyntaxFault(Exception):
    """Text that is no SQL: the word where reading stopped, and its column from 1."""

    def __init__(self, word: str, column: int) -> None:
        self.word, self.column = word, column


def parse(text: str) -> exp.Expr:
    """One SQL expression, as sqlglot reads it. Raises SyntaxFault."""
    import sqlglot
    from sqlglot import exp

    try:
        return sqlglot.parse_one(text, into=exp.Condition, dialect="duckdb")
    except (sqlglot.errors.ParseError, sqlglot.errors.TokenError, RecursionError) as error:
        first = (getattr(error, "errors", None) or [{}])[0]
        word = str(first.get("highlight") or "").strip() or text.split()[-1]
        # sqlglot counts a column at the end of the word
        column = max(int(first.get("col") or len(text)) - len(word) + 1, 1)
        raise SyntaxFault(word, column) from None


def is_plain_name(name: str) -> bool:
    """Whether a name reads as a field in a condition, and not as a word of SQL such as `order` or `yes`."""
    from sqlglot import exp

    if name in {"yes", "no"}:
        return False
    try:
        parsed = parse(name)
    except SyntaxFault:
        return False
    return isinstance(parsed, exp.Column) and parsed.name == name
