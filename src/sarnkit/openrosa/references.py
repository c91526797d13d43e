"""Which nodes of a form an XPath expression names.

An approximation from above: what cannot be told (an axis, a step after a function) counts as a
reference to every node of that name, so that nothing is missed that a computed value could show.
The scan keeps its own stack: expressions come from people, and nest as deep as they like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

ANY, ANY_DEPTH = "*", "**"
_LONGEST: Final = 100  # steps; no form that the guard lets in is as deep
# By what cannot stand in a name: \w leaves out the vowel signs of Thai.
_PART: Final = r"(?!\d)[^\s/\[\]()@,*=<>!|+\-.'\"$:][^\s/\[\]()@,*=<>!|+'\"$:]*"
_NAME: Final = rf"{_PART}(?::(?!:){_PART})?"
_TOKEN = re.compile(rf"\"[^\"]*\"|'[^']*'|\d+(?:\.\d*)?|{_NAME}|//|::|\.\.|\S")
_WORD = re.compile(_NAME)
_OPERATORS: Final = frozenset(("and", "or", "div", "mod", "*"))
_NODE_TESTS: Final = frozenset(("node", "text", "comment", "processing-instruction"))


@dataclass(frozen=True)
class Reference:
    """A path from the root element's children on, and the function whose argument it is ("" for none).

    A step may be `*` (one of any name) or `**` (any number of them).
    """

    steps: tuple[str, ...]
    function: str = ""


@dataclass
class _Frame:
    """One pair of brackets: what relative paths in it start from, and the path that is being read."""

    base: list[str] | None  # None: a node of another instance
    function: str = ""
    path: list[str] | None = None
    outside: bool = False  # the path leads through another instance
    wants: bool = False  # a step must follow
    operand: bool = False  # an operand has just ended, so that `*` or `div` is an operator


def references(expression: str, path: str, root: str, *, predicates: bool = True) -> list[Reference]:
    """What `expression`, standing at the node `path` of a form whose root is `root`, refers to.

    `path` is one of the schema (`/member/age`). Without `predicates`, conditions in square brackets
    do not count: they choose a node but do not show in its value.
    """
    return _Scan(_TOKEN.findall(expression), [root, *path.strip("/").split("/")], predicates).run()


@dataclass
class _Scan:
    tokens: list[str]
    context: list[str]
    predicates: bool
    at: int = 0
    found: list[Reference] = field(default_factory=list)

    def run(self) -> list[Reference]:
        self.stack = [_Frame(self.context)]
        self.silent = 0  # how many predicates that do not count are open
        while self.at < len(self.tokens):
            frame, word = self.stack[-1], self.tokens[self.at]
            if frame.path is None:
                self.begin(frame, word)
            elif not self.go_on(frame, word):
                self.finish(frame)
        for frame in self.stack:
            self.finish(frame)
        return self.found

    def begin(self, frame: _Frame, word: str) -> None:
        """What comes where no path is open."""
        following = self.tokens[self.at + 1 : self.at + 2] == ["("]
        if word in ("/", "//"):
            frame.path, frame.outside, frame.wants = [ANY_DEPTH] if frame.operand else [], False, True
            if word == "//":
                frame.path.append(ANY_DEPTH)
            self.at += 1
        elif frame.operand and word in _OPERATORS:
            frame.operand = False
            self.at += 1
        elif following and word not in _NODE_TESTS and _WORD.fullmatch(word):
            self.push(_Frame(frame.base, function=word), 2)
        elif word in ("..", ".", "@", "*") or _WORD.fullmatch(word):
            frame.path, frame.outside, frame.wants = list(frame.base or ()), frame.base is None, True
        elif word == "(":
            self.push(_Frame(frame.base, function=frame.function), 1)
        elif word == "[":  # a condition on what a function gave
            self.push(_Frame([ANY_DEPTH], function="["), 1)
        elif word in (")", "]"):
            self.pop()
        else:
            frame.operand = word[0] in "\"'" or word[0].isdigit()
            self.at += 1

    def go_on(self, frame: _Frame, word: str) -> bool:
        """What comes while a path is open; False where the path ends before it."""
        path = frame.path
        assert path is not None  # noqa: S101
        if not frame.wants:
            if word == "[":
                here = list(path) if len(path) <= _LONGEST else [ANY_DEPTH]
                self.push(_Frame(None if frame.outside else here, function="["), 1)
                return True
            if word in ("/", "//"):
                frame.wants = True
                path += [ANY_DEPTH] * (word == "//")
                self.at += 1
                return True
            return False
        following = self.tokens[self.at + 1 : self.at + 2]
        frame.wants = False
        if word == "..":
            path[-1:] = [] if path[-1:] != [ANY_DEPTH] else [ANY_DEPTH]
        elif word == "@":
            frame.wants = True
        elif following == ["::"]:
            if word not in ("child", "self", "attribute"):
                path[:] = [ANY_DEPTH]
            frame.wants = True
            self.at += 1
        elif following == ["("]:  # text(), node()
            while self.at + 1 < len(self.tokens) and self.tokens[self.at] != ")":
                self.at += 1
        elif word == ANY or _WORD.fullmatch(word):
            path.append(word.rpartition(":")[2])
        elif word != ".":
            return False
        self.at += 1
        return True

    def push(self, frame: _Frame, width: int) -> None:
        self.silent += frame.function == "[" and not self.predicates
        self.stack.append(frame)
        self.at += width

    def pop(self) -> None:
        self.at += 1
        if len(self.stack) == 1:
            return
        closed = self.stack.pop()
        frame = self.stack[-1]
        self.silent -= closed.function == "[" and not self.predicates
        if frame.path is not None:  # a condition has ended, the path goes on
            return
        if closed.function in ("current", "instance"):
            frame.path = list(self.context) if closed.function == "current" else []
            frame.outside, frame.wants = closed.function == "instance", False
        else:
            frame.operand = True

    def finish(self, frame: _Frame) -> None:
        path, frame.path, frame.operand = frame.path, None, True
        if path is None or frame.outside or self.silent:
            return
        if path[:1] in ([self.context[0]], [ANY]):
            self.found.append(Reference(tuple(path[1:]), frame.function))
        elif path[:1] == [ANY_DEPTH]:
            self.found.append(Reference(tuple(path), frame.function))


def resolve(found: Reference) -> re.Pattern[str] | None:
    """A pattern for the paths that a reference with `*` or `**` means; None where it has neither."""
    if ANY not in found.steps and ANY_DEPTH not in found.steps:
        return None
    steps = list(found.steps)
    if steps.count(ANY_DEPTH) > 1:  # one is enough to be on the safe side, and quick
        last = len(steps) - steps[::-1].index(ANY_DEPTH)
        steps[steps.index(ANY_DEPTH) : last] = [ANY_DEPTH]
    parts = (
        "(?:/[^/]+)*" if one == ANY_DEPTH else "/[^/]+" if one == ANY else f"/{re.escape(one)}"
        for one in steps
    )
    return re.compile("".join(parts))
