"""Which tests reach which lines, each asked in a process of its own, and the judging of a mutant by some of them."""

import ast
import gc
import os
import pickle
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from types import FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.mutants import Mutant

TraceFunction = Callable[[FrameType, str, Any], Any]

# A test that takes longer alone tells nothing that the quick ones do not.
_SECONDS_MAX = 0.4
_MEMORY_MAX = 4 << 30


class Reach:
    """Which tests reach which lines of which file, and how long each takes."""

    def __init__(self) -> None:
        # Functions that functions made while tests were imported.
        self.inner: list[FunctionType] = []
        self.seconds: dict[pytest.Item, float] = {}
        self.kills: dict[pytest.Item, int] = defaultdict(int)
        self._lines: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
        # For what runs while a module is imported by a test.
        self._files: dict[str, set[pytest.Item]] = defaultdict(set)
        # What a module of tests makes for all of them has to be made again.
        self._modules: dict[tuple[str, int], set[str]] = defaultdict(set)

    def add(self, item: pytest.Item, seconds: float, lines: dict[str, set[int]]) -> None:
        """Note what a test reaches."""
        self.seconds[item] = seconds
        for file, numbers in lines.items():
            self._files[file].add(item)
            for number in numbers:
                self._lines[file, number].append(item)

    def add_module(self, name: str, lines: dict[str, set[int]]) -> None:
        """Note what a module of tests reaches while it is imported."""
        for file, numbers in lines.items():
            for number in numbers:
                self._modules[file, number].add(name)

    def tests(self, mutant: Mutant) -> tuple[list[pytest.Item], set[str]]:
        """The tests that can judge a mutant, and the modules to import again before: the best and quickest go first."""
        lines = uses(mutant.path, mutant.names) if mutant.names else [(str(mutant.path), mutant.line)]
        modules = {name for line in lines for name in self._modules[line]}
        found = {item for line in lines for item in self._lines[line]}
        found |= {item for item in self.seconds if _module(item).__name__ in modules}
        return self._sorted(found or self._files[str(mutant.path)]), modules

    def _sorted(self, found: set[pytest.Item]) -> list[pytest.Item]:
        return sorted(found, key=lambda item: (self.seconds[item] > 0.1, -self.kills[item], self.seconds[item]))


def uses(file: Path, names: Iterable[str]) -> list[tuple[str, int]]:
    """The lines inside functions of the core that use some constants of a file, or constants that are made of them."""
    core = next(folder for folder in file.parents if folder.name == "moderation")
    trees = {str(path): _tree(path) for path in core.rglob("*.py")}
    wanted = set(names)
    for tree in trees.values():
        for statement in tree.body:
            if isinstance(statement, ast.Assign | ast.AnnAssign) and not wanted.isdisjoint(_names(statement)):
                wanted.update(_names(statement.targets[0] if isinstance(statement, ast.Assign) else statement.target))
    return [
        (path, node.lineno)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) in wanted
    ]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def reach(items: list[pytest.Item], core: Path) -> Reach:
    """Ask each test; those that fail alone or take too long are left out."""
    known = Reach()
    gc.collect()
    functions = (thing for thing in gc.get_objects() if isinstance(thing, FunctionType))
    known.inner += (each for each in functions if each.__code__.co_filename.startswith(f"{core}/"))
    # What the forks share is not copied for the sake of its counters.
    gc.freeze()
    gc.disable()
    for item in items:
        answer = _reached(partial(_passes, item), core)
        if answer is not None and answer[0] < _SECONDS_MAX:
            known.add(item, *answer)
    for module in {_module(item).__name__: _module(item) for item in items}.values():
        answer = _reached(partial(_import_again, module, set()), core)
        if answer is not None:
            known.add_module(module.__name__, answer[1])
    return known


def _reached(act: Callable[[], bool], core: Path) -> tuple[float, dict[str, set[int]]] | None:
    """How long something takes and which lines it reaches, if it succeeds."""
    with _child() as (pid, pipe):
        if not pid:
            lines: dict[str, set[int]] = defaultdict(set)
            start = time.process_time()
            sys.settrace(_noting(lines, f"{core}/"))
            passed = act()
            sys.settrace(None)
            _answer(pipe, (time.process_time() - start, dict(lines)) if passed else None)
        answer: tuple[float, dict[str, set[int]]] | None = _heard(pipe)
    return answer


def _module(item: pytest.Item) -> ModuleType:
    module: ModuleType = getattr(item, "module")  # noqa: B009 - only functions have one, and all tests are functions
    return module


def _import_again(module: ModuleType, done: set[str]) -> bool:
    """Make anew what a module of tests, and those of its own kind that it uses, made while they were imported."""
    done.add(module.__name__)
    for used in _names_of_modules(Path(str(module.__file__))):
        if used.startswith("tests.") and used in sys.modules and used not in done:
            _import_again(sys.modules[used], done)
    assert module.__spec__ is not None and module.__spec__.loader is not None
    module.__spec__.loader.exec_module(module)
    return True


def _names_of_modules(path: Path) -> Iterator[str]:
    for node in _tree(path).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _noting(lines: dict[str, set[int]], core: str) -> TraceFunction:
    """A trace function; coverage.py takes longer to start than most of the tests to run."""

    def note(frame: FrameType, event: str, argument: object) -> Any:
        lines[frame.f_code.co_filename].add(frame.f_lineno)
        return note

    return lambda frame, event, argument: note if frame.f_code.co_filename.startswith(core) else None


def judge(tests: list[pytest.Item], again: set[str], switch: Callable[[], None], known: Reach) -> str:
    """Run tests on a mutant in a fork: "killed", "survived", or "unreached" if there are none."""
    if not tests:
        return "unreached"
    with _child() as (pid, pipe):
        if not pid:
            limit = 10 + 3 * int(sum(known.seconds[item] for item in tests))
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_MAX, _MEMORY_MAX))
            try:
                switch()
            except BaseException:  # noqa: BLE001 - a module that cannot be imported any more is noticed by all
                _answer(pipe, -1)
            _answer(pipe, next((at for at, item in enumerate(tests) if not _passes_anew(item, again)), None))
        answer = _heard(pipe, -1)
    if answer is None:
        return "survived"
    if answer >= 0:
        known.kills[tests[answer]] += 1
    return "killed"


def _passes_anew(item: pytest.Item, again: set[str]) -> bool:
    """Whether a test passes, its module imported again if it is one of those."""
    module = _module(item)
    if module.__name__ in again:
        again.discard(module.__name__)
        try:
            _import_again(module, set())
        except Exception:  # noqa: BLE001 - tests that cannot be collected do not pass
            return False
    return _passes(item)


def _passes(item: pytest.Item) -> bool:
    return all(report.passed for report in runtestprotocol(item, log=False, nextitem=None))


@contextmanager
def _child() -> Iterator[tuple[int, int]]:
    """A fork: (0, where to write) in the child, which ends by `_answer`; (its id, where to read) in the parent."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(read)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        try:
            yield 0, write
        finally:
            os._exit(1)
    os.close(write)
    try:
        yield pid, read
    finally:
        os.close(read)
        os.waitpid(pid, 0)


def _answer(pipe: int, what: object) -> None:
    with os.fdopen(pipe, "wb") as stream:
        pickle.dump(what, stream)
    os._exit(0)


def _heard(pipe: int, otherwise: Any = None) -> Any:
    with os.fdopen(os.dup(pipe), "rb") as stream:
        data = stream.read()
    return pickle.loads(data) if data else otherwise
