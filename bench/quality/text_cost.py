"""What one message costs each engine, in microseconds: chat lines, long lines, hostile lines."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

from bench.quality import cases, engines, everyday, hostile
from bench.quality.tables import markdown

ROUNDS = 8
HOSTILE_ROUNDS = 3
DOCUMENTS = Path(__file__).parents[2] / "docs"
PROSE = 60


def _chat() -> list[str]:
    lines = everyday.CHAT + everyday.GAMES + everyday.EMOTES
    return lines * ROUNDS


def _long(rng: random.Random) -> list[str]:
    """Benign text of 500 code points."""
    return [" ".join(rng.choices(everyday.CHAT, k=60))[: hostile.LONGEST] for _ in range(60)]


def _prose(rng: random.Random) -> list[str]:
    """Pieces of 500 code points of this project's own documents, in words that chat hardly has."""
    texts = [" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(DOCUMENTS.rglob("*.md"))]
    pieces = [text[at : at + hostile.LONGEST] for text in texts for at in range(0, len(text) - hostile.LONGEST, 500)]
    return rng.sample(pieces, PROSE)


def _percentile(spent: list[int], share: float) -> float:
    return sorted(spent)[min(len(spent) - 1, int(len(spent) * share))] / 1000


def run() -> dict[str, Any]:
    """p50 and p99 per chat line, p50 at 500 code points, and the slowest hostile text.

    Repetitions count by the least of three rounds; soups and prose are new each time, so that little is remembered.
    """
    engines.install()
    rng = random.Random(cases.SEED)
    chat, long = _chat(), _long(rng)
    repeated = hostile.repetitions()
    rounds = repeated * HOSTILE_ROUNDS
    soups, prose = hostile.soups(rng), _prose(rng)
    figures: dict[str, Any] = {}
    for engine in engines.names():
        lines = chat if engine not in engines.SLOW_SAMPLE else chat[: len(chat) // ROUNDS]
        _, spent = engines.run(engine, lines + long + rounds + soups + prose)
        parts = iter(spent)
        of_chat, of_long, of_rounds, of_soups, of_prose = (
            list(itertools.islice(parts, len(texts))) for texts in (lines, long, rounds, soups, prose)
        )
        least = [min(of_rounds[at :: len(repeated)]) for at in range(len(repeated))]
        figures[engine] = {
            "chat_p50_us": _percentile(of_chat, 0.5),
            "chat_p99_us": _percentile(of_chat, 0.99),
            "long_p50_us": _percentile(of_long, 0.5),
            "hostile_max_us": max(least) / 1000,
            "hostile_worst": repeated[least.index(max(least))][:12],
            "soup_p50_us": _percentile(of_soups, 0.5),
            "soup_max_us": max(of_soups) / 1000,
            "prose_p50_us": _percentile(of_prose, 0.5),
            "prose_max_us": max(of_prose) / 1000,
        }
    return figures


def table(figures: dict[str, Any]) -> str:
    """One row per engine."""
    header = ["engine", "chat line p50 µs", "p99 µs", "500 code points p50 µs", "hostile, worst µs", "worst on"]
    header += ["unseen soup p50 µs", "worst µs", "unseen prose p50 µs", "worst µs"]
    rows = [
        [
            engine,
            f"{row['chat_p50_us']:.1f}",
            f"{row['chat_p99_us']:.0f}",
            f"{row['long_p50_us']:.0f}",
            f"{row['hostile_max_us']:.0f}",
            repr(row["hostile_worst"]),
            f"{row['soup_p50_us']:.0f}",
            f"{row['soup_max_us']:.0f}",
            f"{row['prose_p50_us']:.0f}",
            f"{row['prose_max_us']:.0f}",
        ]
        for engine, row in figures.items()
    ]
    return markdown(header, rows)
