"""The policy as rows, for the generated page of roles and for the tests that hold it true."""

from __future__ import annotations

from dataclasses import dataclass

from sarn.access import policy

_SHORT = {"read": "R", "write": "W", "certify": "C", "release": "P"}


@dataclass(frozen=True)
class Right:
    """One cell of the matrix that is not empty."""

    role: str
    data_class: str
    action: str
    rule: str


def rows() -> list[Right]:
    """Every right of every role, in the order of the table."""
    return [
        Right(role, data_class, action, rule)
        for role, rights in policy.MATRIX.items()
        for data_class in policy.DATA_CLASSES
        for action in policy.ACTIONS
        if (rule := rights.get(data_class, {}).get(action))
    ]


def markdown() -> str:
    """The matrix as a table: a row a role, a column a data class, `R own` for «may read in its area»."""
    classes = list(policy.DATA_CLASSES)
    lines = ["| role | " + " | ".join(classes) + " |", "|---|" + "---|" * len(classes)]
    for role, rights in policy.MATRIX.items():
        cells = [
            ", ".join(f"{_SHORT[action]} {rule}" for action, rule in rights.get(one, {}).items()) or "–"
            for one in classes
        ]
        lines.append(f"| {role} | " + " | ".join(cells) + " |")
    key = "R read, W write, C certify, P release; own: in the granted area and below; duty: with the duty welfare; "
    key += "assigned: assigned households only; all: everywhere; –: refused."
    held = [f"- **{name}**: {words}" for name, words in policy.DATA_CLASSES.items()]
    return "\n".join([key, "", *lines, "", *held, ""])
