"""Scores on sets that were written for this project by people who had not seen its lists.

They live in `blind/` beside this module, one message a line, columns separated by tabs. Chats are a label and a
message, innocents a message and its domain, evasions a message, the word that is meant and the kind of disguise. Each
is the half that nobody looked at while tuning; the other halves are not in the repository. "Stream talk" and "figures"
are whole: they came last, and only the two and six lines that were hit wrongly were looked at.
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
SCORES = ("precision", "recall", "f1", "fpr")
# What a chat is called, its file, and the labels of lines to be caught; "clean" are those to be left alone, and what is
# labelled otherwise (mild, toxic) counts neither way.
CHATS = {
    "game chat": ("game_chat", {"profane"}),
    "short chat": ("short_chat", {"profane"}),
    "lobby chat": ("lobby_chat", {"profane"}),
    "second lobby": ("second_lobby", {"profane"}),
    "stream talk": ("stream_talk", {"profane"}),
    "hostile without a bad word": ("hostile_chat", {"hateful", "threat", "harassment"}),
    "second hostile": ("second_hostile", {"hateful", "threat", "harassment"}),
}
# "Short chat" is as short as players write, the second sets are by another author; "everyday" lines are what anybody
# writes, "figures" are full of them, of signs and abbreviations, "hard innocents" and "traps" hold the bad word itself
# or what resembles it.
INNOCENTS = {
    "innocents": "blind_innocents",
    "everyday": "everyday",
    "figures": "figures",
    "hard innocents": "hard_innocents",
    "traps": "traps",
}
# "Slang evasions" are disguises by ear in nine languages, "typed forms" what people type in haste or to slip by
# a filter.
EVASIONS = {"evasions": "blind_evasions", "slang evasions": "slang_evasions", "typed forms": "typed_forms"}
_Sort = TypeVar("_Sort", bool, str)


def rows(name: str) -> list[list[str]]:
    """The lines of a set, cut at tabs."""
    return [line.split("\t") for line in (SETS / f"{name}.tsv").read_text(encoding="utf-8").split("\n") if line]


def chat(name: str) -> list[tuple[str, bool]]:
    """The messages of a chat that count, and whether each is to be caught."""
    file, caught = CHATS[name]
    return [(text, label in caught) for label, text in rows(file) if label in caught or label == "clean"]


def innocents(name: str) -> list[tuple[str, str]]:
    """Harmless messages and their domains. Languages are one domain: each has a dozen messages."""
    return [
        (text, "other languages" if domain.startswith("language:") else domain.replace("_", " "))
        for text, domain in rows(INNOCENTS[name])
    ]


def evasions(name: str) -> list[tuple[str, str]]:
    """Disguised words and the kinds of disguise. Line breaks are written as two characters."""
    return [
        (text.replace("\\n", "\n") if kind == "line_break" else text, kind.replace("_", " "))
        for text, _, kind in rows(EVASIONS[name])
    ]


def run() -> dict[str, Any]:
    """Scores on chats; shares flagged of innocents and of evasions, whole and by domain or kind."""
    engines.install()
    chats = {name: chat(name) for name in CHATS}
    shares = {name: innocents(name) for name in INNOCENTS} | {name: evasions(name) for name in EVASIONS}
    return {
        "sizes": {name: len(chats.get(name) or shares[name]) for name in (*chats, *shares)},
        "caught": {name: sum(label for _, label in messages) for name, messages in chats.items()},
        "engines": {
            engine: {name: scores(_flags(engine, messages)) for name, messages in chats.items()}
            | {name: _by_sort(_flags(engine, messages)) for name, messages in shares.items()}
            for engine in engines.names()
        },
    }


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
    of, sizes, caught = figures["engines"], figures["sizes"], figures["caught"]
    chats = markdown(
        ["engine", *(f"{name} ({sizes[name]}, {caught[name]} to catch)" for name in CHATS)],
        [
            [engine, *(" / ".join(share(row[name][score]) for score in SCORES) for name in CHATS)]
            for engine, row in of.items()
        ],
    )
    shares = markdown(
        ["engine", *(f"{name} ({sizes[name]})" for name in (*INNOCENTS, *EVASIONS))],
        [[engine, *(share(row[name]["all"]) for name in (*INNOCENTS, *EVASIONS))] for engine, row in of.items()],
    )
    domains = _beside(of, "innocents", "innocent domain", lowest=True)
    kinds = _beside(of, "evasions", "disguise", lowest=False)
    return f"""precision / recall / F1 / false-positive rate

{chats}

share flagged of innocents, share caught of evasions

{shares}

{domains}

{kinds}"""


def _beside(of: dict[str, Any], name: str, header: str, *, lowest: bool) -> str:
    ours = of[engines.OURS][name]
    peers = [engine for engine in of if engine != engines.OURS]
    rows = []
    for sort in sorted(sort for sort in ours if sort != "all"):
        shown = {engine: of[engine][name][sort] for engine in peers if sort in of[engine][name]}
        best = (min if lowest else max)(shown, key=lambda engine: shown[engine])
        rows.append([sort, share(ours[sort]), share(shown[best]), best])
    return markdown([header, engines.OURS, "best peer", "which"], rows)
