"""Runs a fuzzer of this folder in a process of its own, because it instruments what it imports."""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEED = 20261122


def run(fuzzer: str, runs: int, artifacts: Path) -> None:
    """Fail unless a fuzzer finds nothing in `runs` inputs, guided by what they cover."""
    done = subprocess.run(
        [sys.executable, HERE / fuzzer, f"-runs={runs}", f"-seed={SEED}", f"-artifact_prefix={artifacts}/"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "functions")},
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"N={runs} seed={SEED}")
    assert done.returncode == 0, done.stderr[-3000:]
    (finished,) = re.findall(r"Done (\d+) runs", done.stderr)
    assert int(finished) >= runs
    covered = [int(count) for count in re.findall(r"cov: (\d+)", done.stderr)]
    assert covered[-1] > covered[0] > 0, "the fuzzer is not guided by coverage"
