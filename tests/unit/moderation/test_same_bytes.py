"""The same policy has the same bytes in every process: the hash of its content names it."""

import subprocess
import sys
from pathlib import Path

FUNCTIONS = Path(__file__).parents[3] / "functions"
COMPILED = """
from moderation.compile import compile_policy
rules = [{"id": "terms", "kind": "terms", "verdict": "deny", "params": {"lexicons": ["en"], "terms": ["zot", "pot"]}}]
compiled = compile_policy({"rules": rules})
print(compiled.hash, compiled.problems)
"""


def test_compiled_data_do_not_depend_on_the_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", COMPILED],
            env={"PYTHONPATH": str(FUNCTIONS), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1 and told.pop().endswith(" ()\n")
