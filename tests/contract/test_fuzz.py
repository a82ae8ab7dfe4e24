"""Two million seeded hostile events under --soak, a tenth otherwise: no exception, valid answers, whole lines."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

EVENTS = 2_000_000
SEED = 20_261_122
WORKERS = 2
ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(7200)
def test_hostile_events(soak_count: Callable[[int], int], capsys: pytest.CaptureFixture[str]) -> None:
    share = soak_count(EVENTS) // WORKERS
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'functions'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "tests.contract.fuzz_worker"]
    workers = [
        subprocess.Popen([*command, str(SEED + n), str(share)], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
        for n in range(WORKERS)
    ]
    reports = [json.loads(worker.communicate()[0]) for worker in workers]
    examples = [example for report in reports for example in report.pop("examples")]
    total = sum((Counter(report) for report in reports), Counter())
    with capsys.disabled():
        print(f"\nfuzz: N={total['events']} seeds={SEED}..{SEED + WORKERS - 1} {dict(total)}")
    assert total["exceptions"] == 0, examples
    assert total["invalid"] == 0, examples
    assert total["broken_lines"] == 0
    assert total["events"] == total["lines"] == soak_count(EVENTS)
    assert min(total["ALLOW"], total["DENY"]) > total["events"] // 20, "the events are too much alike"
