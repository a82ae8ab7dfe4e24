"""What the moderator API takes: its cold start, and calls through the local gateway."""

from typing import Any

from bench.api import cold, gateway


def run() -> dict[str, Any]:
    """Figures of both parts."""
    return {"cold": cold.run(), "calls": gateway.run()}


def table(figures: dict[str, Any]) -> str:
    """Markdown."""
    bare, api = figures["cold"]["bare"], figures["cold"]["api"]
    lines = [
        f"Minima of {cold.ROUNDS} rounds under awslambdaric. Requests are a person's; the first fetches keys.",
        "",
        "| handler | INIT wall / CPU ms | first request | second request | all of it, x bare |",
        "|---|---|---|---|---|",
    ]
    whole = {name: of["init_ms"] + of["first_ms"] for name, of in (("bare", bare), ("API", api))}
    for name, of in (("bare", bare), ("API", api)):
        cells = [f"{of[f'{step}_ms']:.1f} / {of[f'{step}_cpu_ms']:.1f}" for step in ("init", "first", "second")]
        lines.append(f"| {name} | {' | '.join(cells)} | {whole[name] / whole['bare']:.1f} |")
    lines += [
        "",
        f"{gateway.CALLS} calls of each kind, one after the other, through the local gateway:",
        "",
        "| call | p50 ms | p99 ms |",
        "|---|---|---|",
        *(f"| {name} | {of['p50_ms']:.1f} | {of['p99_ms']:.1f} |" for name, of in figures["calls"].items()),
    ]
    return "\n".join(lines)
