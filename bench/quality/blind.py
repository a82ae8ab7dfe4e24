"""Scores on sets that were written for this project by people who had not seen its lists.

They live in `blind/` beside this module, one message a line, columns separated by tabs: `game_chat.tsv` (profane or
clean, message), `short_chat.tsv` (profane, mild or clean, message: as short as players write), `hostile_chat.tsv`
(hateful, threat, harassment or clean, message: without swear words and slurs), `blind_innocents.tsv` (message, domain),
`blind_evasions.tsv` (message, word, kind of disguise), and `hard_innocents.tsv` and `slang_evasions.tsv`, which are
the same by somebody else: innocents that hold the bad word itself, and disguises by ear in nine languages. Each is
the half that nobody looked at while tuning; the other halves are not in the repository.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, TypeVar

from bench.quality import engines
from bench.quality.labelled import scores
from bench.quality.tables import markdown, share

SETS = Path(__file__).parent / "blind"
SEED = 20261122
_Sort = TypeVar("_Sort", bool, str)
SCORES = ("precision", "recall", "f1", "fpr")
CHATS = ("game chat", "short chat", "hostile chat")
SORTED = ("innocents", "hard innocents", "evasions", "slang evasions")


def rows(name: str) -> list[list[str]]:
    """The lines of a set, cut at tabs."""
    return [line.split("\t") for line in (SETS / name).read_text(encoding="utf-8").split("\n") if line]


def _domain(name: str) -> str:
    """Languages are one domain: each has a dozen messages."""
    return "other languages" if name.startswith("language:") else name


def _with_breaks(text: str, kind: str) -> str:
    """Line breaks are written as two characters."""
    return text.replace("\\n", "\n") if kind == "line_break" else text


def run() -> dict[str, Any]:
    """Scores on game chat; shares flagged of innocents and of evasions, whole and by domain or kind."""
    engines.install()
    game = [(text, label == "profane") for label, text in rows("game_chat.tsv")]
    short = [(text, label == "profane") for label, text in rows("short_chat.tsv") if label != "mild"]
    hostile = [(text, label != "clean") for label, text in rows("hostile_chat.tsv")]
    innocents = [(text, _domain(domain)) for text, domain in rows("blind_innocents.tsv")]
    hard = [(text, domain) for text, domain in rows("hard_innocents.tsv")]
    evasions = [(text, kind.replace("_", " ")) for text, _, kind in rows("blind_evasions.tsv")]
    slang = [(_with_breaks(text, kind), kind) for text, _, kind in rows("slang_evasions.tsv")]
    sizes = {
        "game chat": len(game),
        "profane": sum(label for _, label in game),
        "short chat": len(short),
        "short profane": sum(label for _, label in short),
        "hostile chat": len(hostile),
        "hostile": sum(label for _, label in hostile),
        "innocents": len(innocents),
        "hard innocents": len(hard),
        "evasions": len(evasions),
        "slang evasions": len(slang),
    }
    figures: dict[str, Any] = {"sizes": sizes, "engines": {}}
    for engine in engines.names():
        figures["engines"][engine] = {
            "game chat": scores(_flags(engine, game)),
            "short chat": scores(_flags(engine, short)),
            "hostile chat": scores(_flags(engine, hostile)),
            "innocents": _by_sort(_flags(engine, innocents)),
            "hard innocents": _by_sort(_flags(engine, hard)),
            "evasions": _by_sort(_flags(engine, evasions)),
            "slang evasions": _by_sort(_flags(engine, slang)),
        }
    return figures


def _flags(engine: str, rows: list[tuple[str, _Sort]]) -> list[tuple[bool, _Sort]]:
    """Whether an engine flags each message, beside the message's label or sort; a sample for slow engines."""
    chosen = engines.sampled(engine, [text for text, _ in rows], SEED)
    flags, _ = engines.run(engine, [rows[at][0] for at in chosen])
    return [(flag, rows[at][1]) for at, flag in zip(chosen, flags, strict=True)]


def _by_sort(flagged: list[tuple[bool, str]]) -> dict[str, float]:
    found: dict[str, list[bool]] = defaultdict(list)
    for flag, sort in flagged:
        found["all"].append(flag)
        found[sort].append(flag)
    return {sort: sum(flags) / len(flags) for sort, flags in found.items()}


def table(figures: dict[str, Any]) -> str:
    """All engines on all sets, then innocents by domain and evasions by kind: ours beside the best peer."""
    of, sizes = figures["engines"], figures["sizes"]
    summary = markdown(
        [
            "engine",
            f"game chat ({sizes['game chat']}, {sizes['profane']} profane): P / R / F1 / FPR",
            f"short chat ({sizes['short chat']}, {sizes['short profane']} profane)",
            f"hostile without a bad word ({sizes['hostile chat']}, {sizes['hostile']} hostile)",
            f"innocents ({sizes['innocents']}) flagged",
            f"hard innocents ({sizes['hard innocents']})",
            f"evasions ({sizes['evasions']}) caught",
            f"slang evasions ({sizes['slang evasions']})",
        ],
        [
            [
                engine,
                *(" / ".join(share(row[name][score]) for score in SCORES) for name in CHATS),
                *(share(row[name]["all"]) for name in SORTED),
            ]
            for engine, row in of.items()
        ],
    )
    domains = _beside(of, "innocents", "innocent domain", lowest=True)
    return f"{summary}\n\n{domains}\n\n{_beside(of, 'evasions', 'disguise', lowest=False)}"


def _beside(of: dict[str, Any], name: str, header: str, *, lowest: bool) -> str:
    ours = of[engines.OURS][name]
    peers = [engine for engine in of if engine != engines.OURS]
    rows = []
    for sort in sorted(sort for sort in ours if sort != "all"):
        shown = {engine: of[engine][name][sort] for engine in peers if sort in of[engine][name]}
        best = (min if lowest else max)(shown, key=lambda engine: shown[engine])
        rows.append([sort, share(ours[sort]), share(shown[best]), best])
    return markdown([header, engines.OURS, "best peer", "which"], rows)
