"""Evasion recall: how many disguised words each engine still flags, by split and by kind."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from bench.quality import cases, engines
from bench.quality.tables import markdown, share

SPLITS = ("tuning", "held-out", "pairs")


def run() -> dict[str, Any]:
    """Recall per engine: over all words, over the words that it knows undisguised, and per kind of disguise."""
    engines.install()
    plain = cases.plain()
    hidden = cases.single() + cases.pairs()
    figures: dict[str, Any] = {"seed": cases.SEED, "messages": len(hidden), "engines": {}}
    for engine in engines.names():
        chosen = engines.sampled(engine, [case.text for case in hidden], cases.SEED)
        known_flags, _ = engines.run(engine, [case.text for case in plain])
        known = {case.word for case, flag in zip(plain, known_flags, strict=True) if flag}
        flags, _ = engines.run(engine, [hidden[at].text for at in chosen])
        scored: dict[str, list[bool]] = defaultdict(list)
        for at, flag in zip(chosen, flags, strict=True):
            case = hidden[at]
            scored[case.split].append(flag)
            if case.word in known:
                scored[f"{case.split}, known"].append(flag)
            if case.split != "pairs":
                scored[f"kind: {case.kind}"].append(flag)
        recall = {name: sum(found) / len(found) for name, found in scored.items()}
        figures["engines"][engine] = {"shown": len(chosen), "plain": len(known) / len(plain), **recall}
    return figures


def table(figures: dict[str, Any]) -> str:
    """Recall by split, then our recall by kind beside the best peer's."""
    of = figures["engines"]
    splits = markdown(
        ["engine", "plain words", *SPLITS, *(f"{split}, of known words" for split in SPLITS)],
        [
            [
                engine,
                share(row["plain"]),
                *(share(row[s]) for s in SPLITS),
                *(share(row.get(f"{s}, known")) for s in SPLITS),
            ]
            for engine, row in of.items()
        ],
    )
    ours = of[engines.OURS]
    kinds = []
    for name in (name for name in ours if name.startswith("kind: ")):
        best = max((engine for engine in of if engine != engines.OURS), key=lambda engine: of[engine].get(name, 0.0))
        kinds.append([name.removeprefix("kind: "), share(ours[name]), share(of[best].get(name, 0.0)), best])
    by_kind = markdown(["disguise", engines.OURS, "best peer", "which"], kinds)
    return f"{figures['messages']} messages, seed {figures['seed']}\n\n{splits}\n\n{by_kind}"
