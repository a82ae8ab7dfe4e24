"""Synthesise the real template for this machine, once per content of what it is made from."""

import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from local.processes import Child

PROJECT = Path(__file__).resolve().parent.parent
STACK = "Roomkeeper"
# What the template and its assets are cut from.
SOURCES = ("app.py", "cdk.json", "infra", "functions", "console", "requirements.lock", "package-lock.json")
LOCAL_CONTEXT: Mapping[str, object] = {"emulated_aws": True, "keep_data": False}
KEPT_RESULTS = 3
UNFINISHED = "unfinished-"


class Synthesis:
    """A synthesis under way, or found in the cache. `result` waits for it."""

    def __init__(self, cache: Path, context: Mapping[str, object] = LOCAL_CONTEXT) -> None:
        project = json.loads((PROJECT / "cdk.json").read_text()).get("context", {})
        settings = {**project, **context}
        self._result = cache / _content_hash(settings)
        self._child: Child | None = None
        if not self._result.is_dir():
            cache.mkdir(parents=True, exist_ok=True)
            self._scratch = Path(tempfile.mkdtemp(dir=cache, prefix=UNFINISHED))
            self._child = Child(
                "synth", [sys.executable, "app.py"], _environment(self._out, settings), self._log, PROJECT
            )

    @property
    def _out(self) -> Path:
        return self._scratch / "out"

    @property
    def _log(self) -> Path:
        return self._scratch / "synth.log"

    def result(self) -> Path:
        """Return the directory with the stack's template and assets; raises StartError if the app refused."""
        if self._child and not self._result.is_dir():
            self._child.wait_until_done()
            try:
                self._out.rename(self._result)
            except OSError:
                if not self._result.is_dir():
                    raise
                # Another run finished the same synthesis first; one result is as good as the other.
            shutil.rmtree(self._scratch)
            _forget_old(self._result)
        return self._result

    def stop(self) -> None:
        """End the synthesis if it still runs and throw away what it has not finished."""
        if self._child:
            self._child.stop()
            shutil.rmtree(self._scratch, ignore_errors=True)


def _environment(out: Path, settings: Mapping[str, object]) -> dict[str, str]:
    passed_on = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME")
    return {
        **{name: os.environ[name] for name in passed_on if name in os.environ},
        **{name: value for name, value in os.environ.items() if name.startswith(("UV_", "PIP_", "JSII_", "SSL_"))},
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",
        "CDK_OUTDIR": str(out),
        "CDK_CONTEXT_JSON": json.dumps(settings),
        "CDK_VALIDATION": "false",  # half of the time; `make synth` and the template tests validate
    }


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


def _forget_old(newest: Path) -> None:
    others = [path for path in newest.parent.iterdir() if path != newest and not path.name.startswith(UNFINISHED)]
    others.sort(key=lambda path: path.stat().st_mtime)
    for path in others[: max(0, len(others) - KEPT_RESULTS + 1)]:
        shutil.rmtree(path, ignore_errors=True)
