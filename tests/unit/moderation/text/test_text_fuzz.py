"""Coverage-guided fuzz of the text side, in a process of its own because it instruments what it imports."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[4]
SEED = 20261122


def test_no_text_breaks_reading_matching_or_masking(soak_count: Callable[[int], int], tmp_path: Path) -> None:
    runs = soak_count(60_000)
    script = ROOT / "tests/fuzz/message_texts.py"
    done = subprocess.run(
        [sys.executable, script, f"-runs={runs}", f"-seed={SEED}", f"-artifact_prefix={tmp_path}/"],
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
