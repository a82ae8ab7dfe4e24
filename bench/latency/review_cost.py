"""CPU of one review: ordinary chat lines against a policy of 5,000 terms, and texts that are made to be expensive."""

import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from bench.latency.budgets import verdict
from bench.latency.events import HOSTILE, chat_lines, event
from message_review.handler import handler
from moderation.compile import compile_policy
from moderation.default import default_policy
from moderation.load import load
from moderation.message import Message
from moderation.policy import Policy
from moderation.review import review
from moderation.state import STATELESS

TERMS = 5_000
LINES = 4_000
REPEATED = 5


def run() -> dict[str, Any]:
    """µs of CPU; of each text the least of several runs, percentiles over texts."""
    policies = {"bundled": default_policy(), f"{TERMS} own terms": _large_policy()}
    lines = chat_lines(LINES)
    return {
        "policies": {
            name: {
                "chat": _percentiles([_least(text, policy) for text in lines]),
                "hostile_us": {kind: _least(text[:500], policy, 20) for kind, text in HOSTILE.items()},
                "hostile_half_us": {kind: _least(text[:250], policy, 20) for kind, text in HOSTILE.items()},
            }
            for name, policy in policies.items()
        },
        "load_ms": _load_ms(),
        "handler": _percentiles(_handler_us(lines)),
    }


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    rows = ["| policy | chat line p50 / p99 / max µs | worst hostile text µs | which |", "|---|---|---|---|"]
    for name, of in figures["policies"].items():
        worst = max(of["hostile_us"], key=of["hostile_us"].get)
        chat = of["chat"]
        chat_us = f"{chat['p50']:.1f} / {chat['p99']:.1f} / {chat['max']:.1f}"
        rows.append(f"| {name} | {chat_us} | {of['hostile_us'][worst]:.0f} | {worst} |")
    of = figures["policies"][f"{TERMS} own terms"]
    handler_us = figures["handler"]
    rows += [
        "",
        f"Chat line: p50 {verdict('review', 'chat_line_p50_us', of['chat']['p50'])}, "
        f"p99 {verdict('review', 'chat_line_p99_us', of['chat']['p99'])}; "
        f"any text {verdict('review', 'hostile_message_us_max', max(of['hostile_us'].values()))}.",
        f"The whole handler, event to answer with its decision line: p50 {handler_us['p50']:.1f}, "
        f"p99 {handler_us['p99']:.1f} µs. Loading {TERMS} terms: {figures['load_ms']:.1f} ms.",
        "",
        "| hostile text, 500 code points | µs | of 250 | growth |",
        "|---|---|---|---|",
    ]
    for kind, taken in of["hostile_us"].items():
        half = of["hostile_half_us"][kind]
        rows.append(f"| {kind} | {taken:.0f} | {half:.0f} | x {taken / half:.1f} |")
    return "\n".join(rows)


def large_document(terms: int = TERMS) -> dict[str, Any]:
    """A policy of made-up terms that no chat line holds, which is the ordinary case."""
    dice = random.Random(7)
    words = sorted({"".join(dice.choices("bcdfghjklmnpqrstvwxz", k=8)) for _ in range(terms * 2)})
    rule = {"id": "own", "kind": "terms", "verdict": "deny", "reasonCode": "own", "params": {"terms": words[:terms]}}
    return {"name": "large", "rules": [rule]}


def _large_policy() -> Policy:
    return load(_compiled())


def _compiled() -> bytes:
    compiled = compile_policy(large_document())
    if compiled.problems:
        raise ValueError(compiled.problems)
    return compiled.data


def _load_ms() -> float:
    data = _compiled()
    taken = []
    for _ in range(9):
        started = time.process_time()
        load(data)
        taken.append(time.process_time() - started)
    return min(taken) * 1e3


def _least(text: str, policy: Policy, repeated: int = REPEATED) -> float:
    message = Message(text, "m", "r", "arn", "u")
    least = float("inf")
    for _ in range(repeated):
        started = time.perf_counter_ns()
        review(message, policy, STATELESS, 1_790_000_000.0)
        least = min(least, time.perf_counter_ns() - started)
    return least / 1e3


def _handler_us(lines: list[str]) -> list[float]:
    events = [event(text) for text in lines]
    taken = []
    stdout = sys.stdout
    with Path(os.devnull).open("w") as sys.stdout:
        try:
            for one in events:
                least = float("inf")
                for _ in range(REPEATED):
                    started = time.perf_counter_ns()
                    handler(one, None)
                    least = min(least, time.perf_counter_ns() - started)
                taken.append(least / 1e3)
        finally:
            sys.stdout = stdout
    return taken


def _percentiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    last = len(ordered) - 1
    return {"p50": ordered[last // 2], "p99": ordered[int(last * 0.99)], "max": ordered[-1]}
