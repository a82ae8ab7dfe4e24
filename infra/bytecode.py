"""Compile staged Python files for the target, so that a cold start does not (measured: 2 to 3 times slower without)."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# What Lambda calls the directory: it lands in tracebacks, and keeps the staging path out of the files.
TASK_ROOT = "/var/task"


@dataclass(frozen=True)
class Compiler:
    """An interpreter of the target's version; `version` is the full one, part of every cache key."""

    path: str
    version: str

    def compile(self, directory: Path, optimize: int = 0) -> None:
        """Write `.pyc` files that are never checked against their sources; the same input gives the same bytes.

        With `optimize` 2 they lack docstrings and asserts, and are called `.opt-2.pyc`.
        """
        subprocess.run(  # noqa: S603 - our own interpreter, fixed arguments
            [
                *(self.path, "-I", "-m", "compileall", "-q", "-j", "1", "-o", str(optimize)),
                *("--invalidation-mode", "unchecked-hash", "-s", str(directory), "-p", TASK_ROOT, str(directory)),
            ],
            check=True,
            env={"PATH": os.defpath, "PYTHONHASHSEED": "0"},
        )


@cache
def find_compiler(python: str) -> Compiler | None:
    """An interpreter of version `python` ("3.13"): this one, one on PATH, or one of pyenv's; None if there is none."""
    for candidate in _candidates(python):
        version = _version(candidate)
        if version is not None and version.rpartition(".")[0] == python:
            return Compiler(candidate, version)
    return None


def _candidates(python: str) -> list[str]:
    on_path = shutil.which(f"python{python}")
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    return [
        sys.executable,
        *([on_path] if on_path else []),
        *sorted(map(str, pyenv.glob(f"{python}.*/bin/python{python}"))),
    ]


def _version(interpreter: str) -> str | None:
    """The full version, or None when it does not start: a version manager's shim may stand for nothing."""
    answer = subprocess.run(  # noqa: S603 - candidates found above
        [interpreter, "-I", "-c", "import platform; print(platform.python_version())"],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip() if answer.returncode == 0 else None
