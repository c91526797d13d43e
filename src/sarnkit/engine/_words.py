"""A checked condition in words, Thai or English, with the labels of the dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sarnkit.engine._definitions import Dictionary, Indicator, Texts
from sarnkit.engine._nodes import (
    And,
    Arithmetic,
    Compare,
    FieldRef,
    IsMissing,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    Or,
    Selected,
    Text,
    ThresholdRef,
    YesNo,
)

_SIGNS = {"=": "=", "<>": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "+": "+", "-": "−", "*": "×"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "th": {
        "and": "และ",
        "or": "หรือ",
        "not": "ไม่ใช่ว่า",
        "yes": "ใช่",
        "no": "ไม่ใช่",
        "in": "เป็นข้อใดข้อหนึ่งใน",
        "selected": "มีคำตอบ",
        "missing": "ไม่มีคำตอบ",
        "line": "เกณฑ์",
    },
    "en": {
        "and": "and",
        "or": "or",
        "not": "not",
        "yes": "yes",
        "no": "no",
        "in": "is one of",
        "selected": "includes",
        "missing": "has no answer",
        "line": "the line",
    },
}


def text_in(texts: Texts, language: str) -> str:
    """The text in a language, or in the other one where only that is written."""
    return texts.get(language) or next(iter(texts.values()), "")


class Words:
    """Reads conditions aloud."""

    def __init__(self, dictionary: Dictionary, indicator: Indicator, language: str) -> None:
        self.dictionary, self.indicator, self.language = dictionary, indicator, language
        self.words = _WORDS["th" if language == "th" else "en"]

    def of(self, node: Node) -> str:
        """One condition as a phrase."""
        say = self.words
        match node:
            case FieldRef(name, "yes_no"):
                return f"{self.label(name)} = {say['yes']}"
            case Compare(op, FieldRef(name), right):
                return f"{self.label(name)} {_SIGNS[op]} {self.side(right, name)}"
            case Compare(op, left, right):
                return f"{self.side(left)} {_SIGNS[op]} {self.side(right)}"
            case OneOf(of, values):
                name = of.name if isinstance(of, FieldRef) else ""
                return f"{self.side(of)} {say['in']} {', '.join(self.side(value, name) for value in values)}"
            case Selected(field, answer):
                return f"{self.label(field.name)} {say['selected']} {self.answer(field.name, answer)}"
            case IsMissing(field):
                return f"{self.label(field.name)} {say['missing']}"
            case Not(of):
                return f"{say['not']} ({self.of(of)})"
            case And(left, right):
                return f"{self.bracketed(left, Or)} {say['and']} {self.bracketed(right, Or)}"
            case Or(left, right):
                return f"{self.bracketed(left, And)} {say['or']} {self.bracketed(right, And)}"
            case _:
                return self.side(node)

    def bracketed(self, node: Node, other: type) -> str:
        """A phrase in brackets where reading on would mislead."""
        return f"({self.of(node)})" if isinstance(node, other) else self.of(node)

    def side(self, node: Node, field: str = "") -> str:
        """One side of a comparison; `field` is the one it is compared with."""
        match node:
            case FieldRef(name):
                return self.label(name)
            case ThresholdRef(name):
                return f"{self.words['line']} {name}"
            case Number(units, places):
                return f"{Decimal(units).scaleb(-places):,f}"
            case YesNo(yes):
                return self.words["yes" if yes else "no"]
            case Text(text):
                return self.answer(field, text)
            case Negative(of):
                return f"−{self.side(of)}"
            case Arithmetic("*", left, right):
                sides = (
                    f"({self.side(each)})" if _is_sum(each) else self.side(each) for each in (left, right)
                )
                return " × ".join(sides)
            case Arithmetic(op, left, right):
                second = f"({self.side(right)})" if op == "-" and _is_sum(right) else self.side(right)
                return f"{self.side(left)} {_SIGNS[op]} {second}"
            case _:
                return self.of(node)

    def label(self, name: str) -> str:
        """The field's label between guillemets, or its name."""
        return f"«{text_in(self.dictionary.fields[name].label, self.language) or name}»"

    def answer(self, field: str, code: str) -> str:
        """An answer's label, or the code."""
        found = self.dictionary.fields.get(field)
        return text_in(found.answers.get(code, {}), self.language) or code if found else code


def _is_sum(node: Node) -> bool:
    return isinstance(node, Arithmetic) and node.op != "*"
