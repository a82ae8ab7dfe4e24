"""The review function's folder as Lambda unpacks it: its own packages and wheels, compiled to `.pyc`."""

import compileall
import os
import py_compile
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.latency.runtime_api import site_packages
from infra.assets import ASSETS, remove
from infra.joined import WITHOUT_DOCSTRINGS, join

ROOT = Path(__file__).parents[2]
_ASSET = ASSETS["message_review"]
_IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc")


@contextmanager
def task_root(roots: str = "") -> Iterator[Path]:
    """A copy of the function's code with `.pyc` files as `make synth` puts them into the zip; trusts `roots` (PEM)
    instead of Amazon's if there are any."""
    with tempfile.TemporaryDirectory() as folder:
        task = Path(folder)
        for package in _ASSET.packages:
            shutil.copytree(ROOT / "functions" / package, task / package, ignore=_IGNORED)
        for part in _ASSET.without:
            remove(task / part)
        if roots:
            Path(task, "lean_edges/amazon_roots.py").write_text(f"AMAZON_ROOTS = {roots!r}\n", "utf-8")
        for library in Path(site_packages()).glob("ahocorasick*.so"):
            shutil.copy(library, task)
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        for rival in (ROOT / "bench/latency/rivals").glob("*.py"):
            py_compile.compile(str(shutil.copy(rival, task / f"rival_{rival.name}")), invalidation_mode=mode)
        for package in _ASSET.packages:
            compileall.compile_dir(task / package, quiet=2, invalidation_mode=mode, optimize=WITHOUT_DOCSTRINGS)
        join(task, _ASSET.packages)
        yield task


def zipped_bytes(task: Path) -> int:
    """Size of the function's zip, `.pyc` included, rivals left out."""
    archive = task.parent / f"{task.name}.zip"
    try:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zip_file:
            for folder, _, names in os.walk(task):
                for name in names:
                    path = Path(folder, name)
                    if "rival_" not in path.name:
                        zip_file.write(path, path.relative_to(task))
        return archive.stat().st_size
    finally:
        archive.unlink(missing_ok=True)
