"""Synthesise the real template for this machine, once per content of what it is made from."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from local.processes import StartError

PROJECT = Path(__file__).resolve().parent.parent
STACK = "Roomkeeper"
# What the template and its assets are cut from.
SOURCES = ("app.py", "cdk.json", "infra", "functions", "console", "requirements.lock", "package-lock.json")
LOCAL_CONTEXT: Mapping[str, object] = {"emulated_aws": True, "keep_data": False}
KEPT_RESULTS = 3


def synthesise(cache: Path, context: Mapping[str, object] = LOCAL_CONTEXT) -> Path:
    """Return a directory with the stack's template and assets, from the cache if nothing has changed."""
    project = json.loads((PROJECT / "cdk.json").read_text()).get("context", {})
    settings = {**project, **context}
    result = cache / _content_hash(settings)
    if not result.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="unfinished-") as scratch:
            _run_app(Path(scratch) / "out", settings)
            (Path(scratch) / "out").rename(result)
        _forget_old(cache, result)
    return result


def _run_app(out: Path, settings: Mapping[str, object]) -> None:
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ},
        **{name: value for name, value in os.environ.items() if name.startswith(("UV_", "PIP_", "JSII_", "SSL_"))},
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1",
        "CDK_OUTDIR": str(out),
        "CDK_CONTEXT_JSON": json.dumps(settings),
        "CDK_VALIDATION": "false",  # half of the time; `make synth` and the template tests validate
    }
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StartError(f"the template could not be synthesised:\n{done.stdout}{done.stderr}")


def _content_hash(settings: Mapping[str, object]) -> str:
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    digest.update(f"{sys.version_info[:2]} {platform.machine()}".encode())
    for file in _source_files():
        digest.update(str(file.relative_to(PROJECT)).encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _source_files() -> Iterator[Path]:
    for name in SOURCES:
        source = PROJECT / name
        if source.is_file():
            yield source
        else:
            files = (path for path in source.rglob("*") if path.is_file())
            yield from sorted(path for path in files if "__pycache__" not in path.parts)


def _forget_old(cache: Path, newest: Path) -> None:
    others = [path for path in cache.iterdir() if path != newest and not path.name.startswith("unfinished-")]
    others.sort(key=lambda path: path.stat().st_mtime)
    for path in others[: max(0, len(others) - KEPT_RESULTS + 1)]:
        shutil.rmtree(path, ignore_errors=True)
