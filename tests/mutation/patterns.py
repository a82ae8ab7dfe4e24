"""Mutants of patterns, which are one text to mutmut: an alternative less, another quantifier, no look around."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import libcst as cst

# In an f-string the braces of a quantifier are doubled.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|<?[=!]|:))?|\{{1,2}\d+,?\d*\}{1,2}|.", re.DOTALL)
_COUNTED = re.compile(r"(\{+)(\d+)(?:(,)(\d*))?(\}+)")
_LOOKS = ("(?=", "(?!", "(?<")
# A longer bound is there for the sake of the work.
_MEANT_MAX = 15


def of_string(node: cst.SimpleString) -> Iterator[cst.SimpleString]:
    """Every change of a string that is a pattern."""
    if len(node.quote) == 1 and ("r" in node.prefix or re.search(r"\w\|\w", node.raw_value)):
        for changed in _changed(node.raw_value):
            yield node.with_changes(value=f"{node.prefix}{node.quote}{changed}{node.quote}")


def of_f_string(node: cst.FormattedString) -> Iterator[cst.FormattedString]:
    """Every change of the text between the braces of a raw f-string."""
    if "r" not in node.prefix:
        return
    for place, part in enumerate(node.parts):
        if isinstance(part, cst.FormattedStringText):
            for changed in _changed(part.value):
                parts = [*node.parts[:place], part.with_changes(value=changed), *node.parts[place + 1 :]]
                yield node.with_changes(parts=parts)


OPERATORS: tuple[tuple[type[cst.CSTNode], Callable[[Any], Iterator[cst.CSTNode]]], ...] = (
    (cst.SimpleString, of_string),
    (cst.FormattedString, of_f_string),
)


def _changed(pattern: str) -> Iterator[str]:
    tokens = _TOKEN.findall(pattern)
    for start, end, new in _changes(tokens):
        yield "".join((*tokens[:start], *new, *tokens[end:]))


def _changes(tokens: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    """(start, end, what stands there instead)."""
    for at, token in enumerate(tokens):
        if token == "|":
            end = _end(tokens, at + 1)
            yield at, end, []
            start = _start(tokens, at)
            if start is not None:
                yield start, at + 1, []
        elif token.startswith(_LOOKS):
            yield at, _closing(tokens, at) + 1, []
        elif token == "?" and at and tokens[at - 1] not in ("?", "*", "+") and not _COUNTED.fullmatch(tokens[at - 1]):
            yield at, at + 1, []
        elif token in ("*", "+"):
            yield at, at + 1, ["+" if token == "*" else "*"]
        elif counted := _COUNTED.fullmatch(token):
            yield from ((at, at + 1, [new]) for new in _counts(*counted.groups()))


def _counts(opened: str, fewest: str, comma: str | None, most: str | None, closed: str) -> Iterator[str]:
    if comma is None:
        yield f"{opened}{int(fewest) + 1}{closed}"
        return
    if not most or fewest != most:
        yield f"{opened}{int(fewest) + 1},{most}{closed}"
    if most and int(most) <= _MEANT_MAX:
        yield f"{opened}{fewest},{int(most) + 1}{closed}"
        if int(most) > int(fewest):
            yield f"{opened}{fewest},{int(most) - 1}{closed}"


def _end(tokens: list[str], at: int) -> int:
    """Where the alternative ends that begins there."""
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        at = (_closing(tokens, at) if tokens[at][0] == "(" else at) + 1
    return min(at, len(tokens))


def _start(tokens: list[str], at: int) -> int | None:
    """Where the first alternative of a group begins whose second begins there; None: it is not the second."""
    depth = 0
    while at and (depth or tokens[at - 1] != "|"):
        at -= 1
        depth += (tokens[at] == ")") - (tokens[at][0] == "(")
        if depth < 0:
            return at + 1
    return None if at else 0


def _closing(tokens: list[str], at: int) -> int:
    depth = 0
    for place in range(at, len(tokens)):
        depth += (tokens[place][0] == "(") - (tokens[place] == ")")
        if not depth:
            return place
    return len(tokens)
