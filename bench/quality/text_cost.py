"""What one message costs each engine, in microseconds: chat lines, long lines, hostile lines."""

from __future__ import annotations

import random
from typing import Any

from bench.quality import cases, engines, everyday
from bench.quality.tables import markdown

ROUNDS = 8
LONGEST = 500
HOSTILE_ROUNDS = 3


def _chat() -> list[str]:
    lines = everyday.CHAT + everyday.GAMES + everyday.EMOTES
    return lines * ROUNDS


def _long(rng: random.Random) -> list[str]:
    """Benign text of 500 code points."""
    return [" ".join(rng.choices(everyday.CHAT, k=60))[:LONGEST] for _ in range(60)]


def _hostile() -> list[str]:
    """500 code points each of what makes filters work hardest."""
    stems = (
        "f u c k ",
        "s.h.i.t.",
        "asshi",
        "fuc",
        "a$$h0l ",
        "f*",
        "n1gg3",
        "sh1",
        "@",
        "\u200bf",
        "f\u0336u\u0336",
        "ｆｕｃ",
        "🅵🆄",
        "fcuk",
        "b i t c",
        "&#102;",
        "%66",
        "a ",
        "1!|",
        "aaaa",
        "ﷺ",
        "ꭰé́́́",
        "fuck ",
        "nigger nigger ",
    )
    return [(stem * LONGEST)[:LONGEST] for stem in stems] * HOSTILE_ROUNDS


def _percentile(spent: list[int], share: float) -> float:
    return sorted(spent)[min(len(spent) - 1, int(len(spent) * share))] / 1000


def run() -> dict[str, Any]:
    """p50 and p99 per chat line, p50 at 500 code points, and the slowest hostile text (least of three rounds)."""
    engines.install()
    rng = random.Random(cases.SEED)
    chat, long, hostile = _chat(), _long(rng), _hostile()
    figures: dict[str, Any] = {}
    for engine in engines.names():
        lines = chat if engine not in engines.SLOW_SAMPLE else chat[: len(chat) // ROUNDS]
        _, spent = engines.run(engine, lines + long + hostile)
        of_chat, of_long, of_hostile = (
            spent[: len(lines)],
            spent[len(lines) : len(lines) + len(long)],
            spent[len(lines) + len(long) :],
        )
        distinct = len(hostile) // HOSTILE_ROUNDS
        least = [min(of_hostile[at::distinct]) for at in range(distinct)]
        figures[engine] = {
            "chat_p50_us": _percentile(of_chat, 0.5),
            "chat_p99_us": _percentile(of_chat, 0.99),
            "long_p50_us": _percentile(of_long, 0.5),
            "hostile_max_us": max(least) / 1000,
            "hostile_worst": hostile[least.index(max(least))][:12],
        }
    return figures


def table(figures: dict[str, Any]) -> str:
    """One row per engine."""
    header = ["engine", "chat line p50 µs", "p99 µs", "500 code points p50 µs", "hostile, worst µs", "worst on"]
    rows = [
        [
            engine,
            f"{row['chat_p50_us']:.1f}",
            f"{row['chat_p99_us']:.0f}",
            f"{row['long_p50_us']:.0f}",
            f"{row['hostile_max_us']:.0f}",
            repr(row["hostile_worst"]),
        ]
        for engine, row in figures.items()
    ]
    return markdown(header, rows)
