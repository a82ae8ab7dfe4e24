"""Scores on labelled sets of others. The sets are not part of this repository: BENCH_DATA names their folder.

Read when there: `davidson/labeled_data.csv` (class 0 and 1 against 2), `hatecheck/test_suite_cases.csv` (label_gold),
and any `*.labelled.csv` with the columns `text` and `label` (1 = should be flagged).
"""

from __future__ import annotations

import csv
import html
import os
import random
import re
from pathlib import Path
from typing import Any

from bench.quality import engines
from bench.quality.tables import markdown, share

SEED = 20261122
LARGEST = 4000
_HANDLE = re.compile(r"@\w+")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _sets(folder: Path) -> dict[str, list[tuple[str, bool]]]:
    found = {}
    davidson = folder / "davidson" / "labeled_data.csv"
    if davidson.exists():
        found["Davidson"] = [
            (_HANDLE.sub("@user", html.unescape(row["tweet"]))[:500], row["class"] != "2") for row in _rows(davidson)
        ]
    hatecheck = folder / "hatecheck" / "test_suite_cases.csv"
    if hatecheck.exists():
        found["HateCheck"] = [(row["test_case"], row["label_gold"] == "hateful") for row in _rows(hatecheck)]
    for path in sorted(folder.glob("*.labelled.csv")):
        found[path.name.removesuffix(".labelled.csv")] = [(row["text"], row["label"] == "1") for row in _rows(path)]
    return found


def scores(pairs: list[tuple[bool, bool]]) -> dict[str, float]:
    """Precision, recall, F1 and false-positive rate of (flagged, should be flagged)."""
    hits = sum(flag and label for flag, label in pairs)
    flagged, wanted = sum(flag for flag, _ in pairs), sum(label for _, label in pairs)
    precision, recall = hits / flagged if flagged else 0.0, hits / wanted if wanted else 0.0
    both = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
        "fpr": (flagged - hits) / max(1, len(pairs) - wanted),
    }


def run() -> dict[str, Any]:
    """Precision, recall, F1 and false-positive rate per engine and set; nothing without BENCH_DATA."""
    named = os.environ.get("BENCH_DATA")
    figures: dict[str, Any] = {"seed": SEED, "sizes": {}, "engines": {}}
    if not named:
        return figures
    engines.install()
    rng = random.Random(SEED)
    sets = {name: rng.sample(rows, min(LARGEST, len(rows))) for name, rows in _sets(Path(named)).items()}
    figures["sizes"] = {name: len(rows) for name, rows in sets.items()}
    for engine in engines.names():
        found = figures["engines"][engine] = {}
        for name, rows in sets.items():
            chosen = engines.sampled(engine, [text for text, _ in rows], SEED)
            flags, _ = engines.run(engine, [rows[at][0] for at in chosen])
            found[name] = scores([(flag, rows[at][1]) for at, flag in zip(chosen, flags, strict=True)])
    return figures


def table(figures: dict[str, Any]) -> str:
    """Precision / recall / F1 / false-positive rate, one column per set."""
    if not figures["engines"]:
        return "no labelled sets: BENCH_DATA is not set"
    names = list(figures["sizes"])
    rows = []
    for engine, found in figures["engines"].items():
        rows.append(
            [
                engine,
                *(
                    " / ".join(share(found[name][key]) for key in ("precision", "recall", "f1", "fpr"))
                    for name in names
                ),
            ]
        )
    return "precision / recall / F1 / false-positive rate\n\n" + markdown(
        ["engine", *(f"{name} ({figures['sizes'][name]})" for name in names)], rows
    )
