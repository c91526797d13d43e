"""The one table of rights: role × data class × action → rule.

Doors check it, scoped models filter by it, the reference page prints it and the tests walk it. What is
not in the table is refused. It starts from the threat model's matrix; DESIGN §7.1 stands over it: a
village's results belong to the village until its forum releases them, whatever office asks.

Rules:
    own       in the granted area and below it
    duty      the same, but only for a grant that carries the duty "welfare"
    assigned  in the granted area, and there only the households assigned to the person
    all       everywhere
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from sarn.access.scope import Grant, Scope

Rule = Literal["own", "duty", "assigned", "all"]
Rights = dict[str, dict[str, Rule]]

ACTIONS = ("read", "write", "certify", "release")
DUTIES = ("welfare",)

# Each class with what it holds; the reference page prints the words.
DATA_CLASSES = {
    "area": "the tree of areas and their codes",
    "account": "people who sign in and their roles",
    "token": "tokens of phones",
    "form": "forms, their versions and attachments",
    "round": "rounds, target households and how far they have come",
    "submission": "what phones sent, byte by byte: answers, files, quarantine",
    "record": "typed answers under pseudonymous keys",
    "household": "houses, households, persons and where they live, by name",
    "sensitive": "health, disability, belief and other matters of PDPA section 26",
    "economic": "income and debt of a household",
    "result": "exact or unreleased results of a village",
    "meeting": "forums and committee meetings while they are worked on",
    "plan": "issues, proposals, projects, plans and their money while they are worked on",
    "effect": "promises of effect and what was measured, while they are worked on",
    "news": "news reports and events before they are published",
    "published": "what has been opened: released results after the disclosure rules, plans, meetings, news",
    "audit": "who did what",
    "node": "health and figures of this machine",
    "reference": "generated pages: settings, commands, roles, error codes",
}

# Everyone, signed in or not.
_PUBLIC: Rights = {
    "area": {"read": "all"},
    "published": {"read": "all"},
    "reference": {"read": "all"},
}
# Everyone who has any role: a blank form is no secret of anybody's.
_MEMBER: Rights = {**_PUBLIC, "form": {"read": "all"}}

MATRIX: dict[str, Rights] = {
    "public": _PUBLIC,
    "device": {
        "area": {"read": "all"},
        "form": {"read": "all"},
        "submission": {"write": "own"},
    },
    "volunteer": {
        **_MEMBER,
        "round": {"read": "own"},
        "submission": {"write": "own"},
        "household": {"read": "assigned", "write": "assigned"},
        "result": {"read": "own"},
        "meeting": {"read": "own"},
        "plan": {"read": "own"},
        "effect": {"read": "own"},
        "news": {"read": "own", "write": "own"},
    },
    "village_head": {
        **_MEMBER,
        "round": {"read": "own"},
        "household": {"read": "own"},
        "result": {"read": "own", "certify": "own", "release": "own"},
        "meeting": {"read": "own", "write": "own"},
        "plan": {"read": "own", "write": "own"},
        "effect": {"read": "own", "write": "own"},
        "news": {"read": "own", "write": "own"},
    },
    "tambon_officer": {
        **_MEMBER,
        "account": {"read": "own", "write": "own"},
        "token": {"read": "own", "write": "own"},
        "round": {"read": "own", "write": "own"},
        "submission": {"read": "duty", "write": "duty"},
        "record": {"read": "duty", "write": "duty"},
        "household": {"read": "duty", "write": "duty"},
        "sensitive": {"read": "duty", "write": "duty"},
        "economic": {"read": "duty", "write": "duty"},
        "audit": {"read": "own"},
        "meeting": {"read": "own", "write": "own"},
        "plan": {"read": "own", "write": "own"},
        "effect": {"read": "own", "write": "own"},
        "news": {"read": "own", "write": "own"},
    },
    "cd_officer": {
        **_MEMBER,
        "form": {"read": "all", "write": "own"},
        "account": {"read": "own", "write": "own"},
        "token": {"read": "own", "write": "own"},
        "round": {"read": "own", "write": "own"},
        "record": {"read": "own"},
        "household": {"read": "own"},
        "audit": {"read": "own"},
        "meeting": {"read": "own"},
        "plan": {"read": "own"},
        "effect": {"read": "own"},
        "news": {"read": "own", "write": "own"},
    },
    "pao_officer": {**_MEMBER, "round": {"read": "own"}},
    "province_officer": {
        **_MEMBER,
        "account": {"read": "own", "write": "own"},
        "round": {"read": "own"},
        "audit": {"read": "own"},
    },
    "evaluator": {**_MEMBER, "round": {"read": "own"}, "effect": {"read": "own", "write": "own"}},
    "secretary": {
        **_MEMBER,
        "round": {"read": "own"},
        "meeting": {"read": "own", "write": "own"},
        "news": {"read": "own", "write": "own"},
    },
    "editor": {**_MEMBER, "news": {"read": "own", "write": "own"}},
    "dpo": {**_MEMBER, "account": {"read": "all"}, "token": {"read": "all"}, "audit": {"read": "all"}},
    "admin": {
        **_MEMBER,
        "area": {"read": "all", "write": "all"},
        "form": {"read": "all", "write": "all"},
        "account": {"read": "all", "write": "all"},
        "token": {"read": "all", "write": "all"},
        "node": {"read": "all", "write": "all"},
    },
}

ROLES = tuple(MATRIX)
GRANTABLE = tuple(role for role in ROLES if role not in {"public", "device"})

# At which level a role may be held: a head's right to exact results must not reach a whole tambon.
LEVELS: dict[str, tuple[str, ...]] = {
    "volunteer": ("village", "khum"),
    "village_head": ("village",),
    "tambon_officer": ("tambon",),
    "cd_officer": ("amphoe",),
    "pao_officer": ("province",),
    "province_officer": ("province",),
    "evaluator": ("tambon", "amphoe", "province", "cluster", "country"),
    "secretary": ("tambon", "amphoe", "province"),
    "editor": ("tambon", "amphoe", "province", "country"),
    "dpo": ("tambon", "amphoe", "province", "country"),
    "admin": ("country",),
}

# Who may give which role to another; nobody may grant to himself. The dpo is appointed by the
# operator's command, so that the administrator cannot choose his own overseer.
MAY_GRANT: dict[str, frozenset[str]] = {
    "tambon_officer": frozenset({"volunteer", "village_head"}),
    "cd_officer": frozenset({"tambon_officer", "volunteer", "village_head", "secretary"}),
    "province_officer": frozenset({"cd_officer", "pao_officer", "evaluator", "secretary"}),
    "admin": frozenset(role for role in GRANTABLE if role not in {"admin", "dpo"}),
}


def rule(role: str, data_class: str, action: str) -> Rule | None:
    """The rule of one cell, None where the role may not.

    Raises KeyError for a role, class or action that the table does not know.
    """
    if data_class not in DATA_CLASSES or action not in ACTIONS:
        raise KeyError(f"the policy knows no {data_class}.{action}")
    return MATRIX[role].get(data_class, {}).get(action)


def allows(role: str, data_class: str, action: str, duty: str = "") -> bool:
    """Whether a role (with this duty) may do it anywhere at all."""
    found = rule(role, data_class, action)
    return found is not None and (found != "duty" or duty == "welfare")


@lru_cache(maxsize=4096)
def _paths(grants: tuple[Grant, ...], data_class: str, action: str, by_household: bool) -> tuple[str, ...]:
    found: set[str] = set()
    for grant in grants:
        if not allows(grant.role, data_class, action, grant.duty):
            continue
        cell = rule(grant.role, data_class, action)
        if (cell == "assigned") == by_household:
            found.add("" if cell == "all" else grant.area_path)
    # A path inside another adds nothing but a longer query.
    return tuple(sorted(p for p in found if not any(p != q and p.startswith(q) for q in found)))


def paths(scope: Scope, data_class: str, action: str) -> tuple[str, ...]:
    """The area paths in which the scope may do it; ("",) means everywhere, () nowhere.

    Everyone also has what the public has. The rule *assigned* is left out: see `assigned_paths`.
    """
    if scope.kind == "system":
        return ("",)
    return _paths((*scope.grants, Grant("public", "")), data_class, action, False)


def assigned_paths(scope: Scope, data_class: str, action: str) -> tuple[str, ...]:
    """The area paths in which the scope may do it to households assigned to the person."""
    if scope.kind == "system":
        return ()
    return _paths(scope.grants, data_class, action, True)


def reach(scope: Scope, data_class: str, action: str = "") -> tuple[str, ...]:
    """Every area path where the scope meets the class: whole or by assignment; any action if none is named."""
    actions = (action,) if action else ("read", "write")
    return tuple(
        path for one in actions for find in (paths, assigned_paths) for path in find(scope, data_class, one)
    )


def may_enter(scope: Scope, data_class: str, action: str, path: str) -> bool:
    """Whether a page about the area of this path opens; its rows are filtered besides."""
    return path.startswith(reach(scope, data_class, action))


def can_ever(scope: Scope, data_class: str, action: str) -> bool:
    """Whether any grant of the scope allows it in some area."""
    return bool(reach(scope, data_class, action))
