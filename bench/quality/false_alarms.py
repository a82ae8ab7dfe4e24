"""False alarms: the share of innocent messages that each engine flags, by set."""

from __future__ import annotations

from typing import Any

from bench.quality import engines, innocents
from bench.quality.tables import markdown, share

SEED = 20261122
SIZE = 2000


def _grouped(name: str) -> str:
    """Sets of one sort are one column of the summary."""
    return name.partition(":")[0]


def run() -> dict[str, Any]:
    """Flagged messages per engine and set."""
    engines.install()
    sets = innocents.sets(SEED, SIZE)
    shown = [(name, text) for name, texts in sets.items() for text in texts]
    figures: dict[str, Any] = {"seed": SEED, "sizes": {name: len(texts) for name, texts in sets.items()}, "engines": {}}
    for engine in engines.names():
        chosen = engines.sampled(engine, [text for _, text in shown], SEED)
        flags, _ = engines.run(engine, [shown[at][1] for at in chosen])
        counts: dict[str, list[int]] = {}
        for at, flag in zip(chosen, flags, strict=True):
            count = counts.setdefault(shown[at][0], [0, 0])
            count[0] += flag
            count[1] += 1
        figures["engines"][engine] = counts
    return figures


def table(figures: dict[str, Any]) -> str:
    """One row per sort of innocent message, one column per engine."""
    of = figures["engines"]
    sorts = list(dict.fromkeys(map(_grouped, figures["sizes"])))
    rows = []
    for sort in sorts:
        size = sum(count for name, count in figures["sizes"].items() if _grouped(name) == sort)
        row = [f"{sort} ({size})"]
        for counts in of.values():
            flagged = sum(count[0] for name, count in counts.items() if _grouped(name) == sort)
            seen = sum(count[1] for name, count in counts.items() if _grouped(name) == sort)
            row.append(share(flagged / seen if seen else None))
        rows.append(row)
    return f"seed {figures['seed']}\n\n" + markdown(["innocent set", *of], rows)
