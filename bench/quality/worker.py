"""One engine in one process: reads a JSON list of texts, writes what it flags and how long each text took.

Runs in the engine's own environment (.venv for ours, .venv/peers for the others): standard library only.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Flags = Callable[[str], bool]


def _roomkeeper() -> Flags:
    from moderation.default import default_policy
    from moderation.message import Message
    from moderation.review import review
    from moderation.state import STATELESS
    from moderation.verdict import ALLOW

    policy = default_policy()
    return lambda text: review(Message(text), policy, STATELESS, 0).verdict != ALLOW


def _better_profanity() -> Flags:
    from better_profanity import profanity

    profanity.load_censor_words()
    return lambda text: bool(profanity.contains_profanity(text))


def _better_profanity_rs() -> Flags:
    from better_profanity_rs import profanity

    profanity.load_censor_words()
    return lambda text: bool(profanity.contains_profanity(text))


def _pyobscenity() -> Flags:
    import pyobscenity

    return lambda text: bool(pyobscenity.check(text))


def _terlik() -> Flags:
    from terlik import Terlik
    from terlik.types import TerlikOptions

    engine = Terlik(TerlikOptions(language="en"))
    return lambda text: bool(engine.contains_profanity(text))


def _profanex() -> Flags:
    from profanex import Filter

    return Filter.from_defaults().contains  # type: ignore[no-any-return]  # untyped package


def _alt_profanity_check() -> Flags:
    from profanity_check import predict

    return lambda text: bool(predict([text])[0])


ENGINES: dict[str, Callable[[], Flags]] = {
    "roomkeeper": _roomkeeper,
    "better-profanity": _better_profanity,
    "better-profanity-rs": _better_profanity_rs,
    "pyobscenity": _pyobscenity,
    "terlik": _terlik,
    "profanex": _profanex,
    "alt-profanity-check": _alt_profanity_check,
}


def main(engine: str) -> dict[str, Any]:
    """Flag every text of standard input; the first text is run once before, so that lazy set-up is not timed."""
    texts = json.load(sys.stdin)
    started = perf_counter_ns()
    flags = ENGINES[engine]()
    flags(texts[0])
    ready_ns = perf_counter_ns() - started
    flagged, spent = [], []
    for text in texts:
        before = perf_counter_ns()
        flag = flags(text)
        spent.append(perf_counter_ns() - before)
        flagged.append(flag)
    return {"flags": flagged, "ns": spent, "ready_ms": ready_ns / 1e6}


if __name__ == "__main__":
    answer = main(sys.argv[1])
    sys.stdout.write(json.dumps(answer))
