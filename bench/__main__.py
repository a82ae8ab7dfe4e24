"""`python -m bench [SECTION ...]` measures, prints tables and merges the figures into `bench/results/latest.json`.

A section is a module with `run() -> dict` (figures, JSON-ready) and `table(figures) -> str`. Without arguments all run.
"""

from __future__ import annotations

import importlib
import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "latest.json"
SECTIONS = {
    "evasions": "bench.quality.evasions",
    "innocents": "bench.quality.false_alarms",
    "labelled": "bench.quality.labelled",
    "blind": "bench.quality.blind",
    "text-cost": "bench.quality.text_cost",
    "cold-start": "bench.latency.cold_start",
    "review-cost": "bench.latency.review_cost",
    "state-round": "bench.latency.state_round",
    "faults": "bench.latency.fault_table",
    "load": "bench.latency.load",
    "local-stack": "bench.latency.local_stack",
    "cost": "bench.latency.cost",
    "api": "bench.api.section",
}


def _machine() -> dict[str, str]:
    revision = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "revision": revision.stdout.strip(),
    }


def main(chosen: list[str]) -> int:
    """Run the chosen sections in the order of the table; returns the exit status."""
    unknown = sorted(set(chosen) - set(SECTIONS))
    if unknown:
        sys.stderr.write(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}\n")
        return 2
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name, path in SECTIONS.items():
        if chosen and name not in chosen:
            continue
        section = importlib.import_module(path)
        figures = section.run()
        results[name] = {**_machine(), "figures": figures}
        print(f"\n## {name}\n\n{section.table(figures)}", flush=True)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
