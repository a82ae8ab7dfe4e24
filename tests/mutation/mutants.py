"""Mutants of a module: its source with one change by mutmut's operators, switched on in a process that runs already."""

import ast
import importlib
import sys
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

from tests.mutation import patterns

# What no test can tell: sizes asked of nothing, checks of lengths that are equal by construction, names of encodings.
_UNTOLD_CALLS = {"len", "isinstance", "cast"}
_UNTOLD_KEYWORDS = {"strict"}
_UNTOLD_STRINGS = {"ascii", "little", "punycode", "utf-8"}
_UNTOLD_NAMES = {"__slots__", "__all__", "TYPE_CHECKING"}
# Folded text has no capital: neither a set of its signs nor a sign compared with it tells a mutant that adds some.
_SETS = {"frozenset", "set"}


class Mutant(NamedTuple):
    """One change of one file: `names` are the constants that it changes, none if it is inside a function."""

    path: Path
    line: int
    before: str
    after: str
    source: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        changed = f"{self.before} => {self.after}".replace("\n", " ")
        return f"{self.path.parent.name}/{self.path.name}:{self.line}: {changed}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file that can be parsed, in order."""
    source = path.read_bytes()
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = _Visitor()
    wrapper.visit(visitor)
    seen = set()
    for node, changed, line, names in visitor.found:
        span = wrapper.resolve(ByteSpanPositionProvider)[node]
        before, after = source[span.start : span.start + span.length].decode(), wrapper.module.code_for_node(changed)
        whole = source[: span.start].decode() + after + source[span.start + span.length :].decode()
        if whole in seen or not _parses(whole):
            continue
        seen.add(whole)
        yield Mutant(path, line, *_shortened(before, after), whole, names)


def _shortened(before: str, after: str) -> tuple[str, str]:
    """What of them can be printed: of long ones, the place where they part."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    start = alike - 30 if alike > 80 else 0
    return before[start:].strip()[:90], after[start:].strip()[:90]


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


class _Visitor(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider, ByteSpanPositionProvider)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[cst.CSTNode, cst.CSTNode, int, tuple[str, ...]]] = []
        self._functions = 0
        self._constant: tuple[str, ...] = ()
        self._sets = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _untold(node):
            return False
        self._functions += isinstance(node, cst.FunctionDef)
        self._sets += _is_set(node)
        if not self._functions and isinstance(node, cst.Assign | cst.AnnAssign):
            self._constant = tuple(_targets(node))
        for kind, operator in (*mutation_operators, *patterns.OPERATORS):
            if isinstance(node, kind) and not (self._sets and isinstance(node, cst.BaseString)):
                for changed in operator(node):
                    if isinstance(changed, cst.Call) and _keywords(changed) != _keywords(node):
                        continue
                    line = self.get_metadata(PositionProvider, node).start.line
                    self.found.append((node, changed, line, () if self._functions else self._constant))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self._functions -= isinstance(original_node, cst.FunctionDef)
        self._sets -= _is_set(original_node)


def _untold(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom | cst.Raise):
        return True
    if isinstance(node, cst.Assign | cst.AnnAssign):
        # A subscript is the name of a type.
        return not _UNTOLD_NAMES.isdisjoint(_targets(node)) or isinstance(node.value, cst.Subscript)
    if isinstance(node, cst.Arg):
        return node.keyword is not None and node.keyword.value in _UNTOLD_KEYWORDS
    if isinstance(node, cst.SimpleString):
        return node.evaluated_value in _UNTOLD_STRINGS
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _UNTOLD_CALLS


def _keywords(node: cst.CSTNode) -> set[str]:
    """What a call says about things that no test can tell."""
    found = (arg for arg in getattr(node, "args", ()) if arg.keyword is not None)
    return {arg.keyword.value for arg in found if arg.keyword.value in _UNTOLD_KEYWORDS and not _is_none(arg.value)}


def _is_none(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name) and node.value == "None"


def _is_set(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _SETS


def _targets(node: cst.Assign | cst.AnnAssign) -> Iterator[str]:
    for target in [node.target] if isinstance(node, cst.AnnAssign) else [each.target for each in node.targets]:
        if isinstance(target, cst.Name):
            yield target.value


def switch(mutant: Mutant, inner: Iterable[FunctionType]) -> None:
    """Run this process on a mutant from now on: functions get its code, and who imported a constant gets its value.

    `inner` are functions that functions made before: they belong to no module.
    """
    parts = mutant.path.parts
    module = importlib.import_module(".".join((*parts[parts.index("moderation") : -1], mutant.path.stem)))
    changed: dict[str, Any] = {**{name: vars(module)[name] for name in ("__name__", "__file__", "__package__")}}
    exec(_compiled(mutant, mutant.source), changed)
    codes = dict(_codes(_compiled(mutant, mutant.path.read_text()), _compiled(mutant, mutant.source)))
    for function in inner:
        new = codes.get(function.__code__)
        if new is not None and new.co_freevars == function.__code__.co_freevars:
            function.__code__ = new
    for name, value in changed.items():
        old = vars(module).get(name)
        if name.startswith("__") or old is value:
            continue
        if isinstance(value, FunctionType) and isinstance(old, FunctionType):
            _rewrite(old, value)
        elif isinstance(value, type) and isinstance(old, type):
            _rewrite_class(old, value)
        else:
            _replace(module, name, old, value)


def _compiled(mutant: Mutant, source: str) -> CodeType:
    return compile(source, str(mutant.path), "exec")


def _codes(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """What each piece of code inside has become, as far as the change left their order."""
    yield old, new
    before, after = ([part for part in code.co_consts if isinstance(part, CodeType)] for code in (old, new))
    if [part.co_name for part in before] == [part.co_name for part in after]:
        for pair in zip(before, after, strict=True):
            yield from _codes(*pair)


def _rewrite(old: Any, new: Any) -> None:
    if old.__code__.co_freevars == new.__code__.co_freevars:
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def _rewrite_class(old: type, new: type) -> None:
    for name, value in vars(new).items():
        before = vars(old).get(name)
        if isinstance(value, FunctionType):
            _rewrite(before, value)
        elif isinstance(value, property):
            _rewrite(getattr(before, "fget"), value.fget)  # noqa: B009 - what a class holds is not known to types


def _replace(module: ModuleType, name: str, old: object, value: object) -> None:
    for other in [module, *sys.modules.values()]:
        if vars(other).get(name, module) is old:
            setattr(other, name, value)
