"""Limits that hold before any parser sees a condition.

An allow-list of characters, lengths and depths. Whatever is not in the language of pack format §3 is
refused here already, so the recursive parser never meets comments, quoted names, casts or long chains.
"""

from __future__ import annotations

import re

from sarnkit.engine._place import Place
from sarnkit.problems import Problem

MAX_CHARACTERS = 2000
MAX_WORDS = 400
MAX_DEPTH = 30

_PLAIN = re.compile(r"[A-Za-z0-9_\s.,()=<>+*\-]")
_BRACED = re.compile(r"\$\{([a-z][a-z0-9_]*)\}")
_WORD = re.compile(r"'[^']*'|[A-Za-z0-9_.]+|[^\sA-Za-z0-9_.]")


def prepare(text: str, place: Place) -> str:
    """The condition with `${field}` written as `field` at the same position, or a Problem.

    Keeps every character where it was, so that an error found later points at the right column.
    """
    if not text.strip():
        raise Problem("engine.condition-empty", file=place.file, key=place.key)
    if len(text) > MAX_CHARACTERS:
        raise Problem("engine.condition-long", file=place.file, key=place.key, limit=MAX_CHARACTERS)
    bare = _BRACED.sub(lambda found: f"  {found[1]} ", text)
    _check_characters(bare, place)
    words = _WORD.findall(bare)
    minus_and_not = sum(word == "-" or word.lower() == "not" for word in words)
    depth = deepest = 0
    for word in words:
        depth += (word == "(") - (word == ")")
        deepest = max(deepest, depth)
    if max(deepest, minus_and_not) > MAX_DEPTH or len(words) > MAX_WORDS:
        raise Problem(
            "engine.condition-deep", file=place.file, key=place.key, depth=MAX_DEPTH, words=MAX_WORDS
        )
    return bare


def _check_characters(text: str, place: Place) -> None:
    quoted = False
    for column, character in enumerate(text, start=1):
        if character == "'":
            quoted = not quoted
        allowed = character.isprintable() if quoted else _PLAIN.match(character) or character == "'"
        if not allowed or (not quoted and text.startswith("--", column - 1)):
            raise Problem(
                "engine.condition-character",
                file=place.file,
                key=place.key,
                column=column,
                word="--" if character == "-" else ascii(character).strip("'") if quoted else character,
            )
    if quoted:
        raise Problem("engine.condition-quote", file=place.file, key=place.key, column=text.rindex("'") + 1)
