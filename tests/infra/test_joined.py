"""The review function as it is deployed: its own modules come out of one file, and nothing else is different."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.assets import staged
from infra.bytecode import find_compiler
from infra.settings import Settings
from infra.target import this_machine
from tests.infra.conftest import PROJECT

PROBE = """
import json, os, sys, traceback
sys.path.insert(0, sys.argv[1])
from message_review.handler import handler
stdout, sys.stdout = sys.stdout, open(os.devnull, "w")
answers = [handler({"Content": text, "MessageId": "m"}, None) for text in ("good evening", "go kill yourself")]
sys.stdout = stdout
own = [m for n, m in sys.modules.items() if n.partition(".")[0] in ("message_review", "lean_edges", "moderation")]
try:
    sys.modules["message_review.wire"].reason_of(None, None, None, None)
except Exception:
    line = traceback.format_exc()
print(json.dumps({
    "answers": [answer["ReviewResult"] for answer in answers],
    "one by one": sorted(m.__name__ for m in own if type(m.__loader__).__name__ != "JoinedModules"),
    "described": sorted(m.__name__ for m in own if m.__doc__),
    "joined": len(own), "files": all(os.path.exists(m.__file__) for m in own), "line": line,
}))
"""


@pytest.fixture(scope="module")
def zip_contents() -> Iterator[Path]:
    """What this machine's Python would run."""
    target = this_machine()
    with staged("message_review", Settings(), target, find_compiler(target.python)) as directory:
        yield directory


def probed(directory: Path) -> dict[str, object]:
    """What a fresh process of this Python finds in a directory."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", PROBE, str(directory)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_what_is_deployed_imports_from_one_file(zip_contents: Path) -> None:
    found = probed(zip_contents)
    assert found["answers"] == ["ALLOW", "DENY"]
    # Whoever looks for the file cannot come out of it.
    assert found["one by one"] == ["message_review", "message_review.handler", "message_review.joined"]
    assert int(str(found["joined"])) > 60
    assert found["described"] == []
    assert found["files"]
    assert list(zip_contents.rglob("*.opt-*")) == []
    assert '"/var/task/message_review/wire.py", line' in str(found["line"])


def test_without_the_file_or_for_another_python_everything_is_imported_as_usual(zip_contents: Path) -> None:
    (file,) = zip_contents.glob("joined.*.bin")
    aside = file.rename(zip_contents / "joined.cpython-299.bin")
    try:
        found = probed(zip_contents)
    finally:
        aside.rename(file)
    assert found["answers"] == ["ALLOW", "DENY"]
    assert len(found["one by one"]) == found["joined"]  # type: ignore[arg-type]  # a list of names


def test_the_repository_has_no_such_file() -> None:
    assert list((PROJECT / "functions").glob("joined.*")) == []
