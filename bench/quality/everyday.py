"""Harmless messages written by hand: what a stream's chat says all day, and what looks odd to a filter.

They live in everyday.txt: a `[section]` line, then one message a line.
"""

from __future__ import annotations

from pathlib import Path


def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:-1].replace(" ", "").isalpha():
            found[line] = current = []
        elif line:
            current.append(line)
    return {name.strip("[]"): messages for name, messages in found.items()}


_SECTIONS = _sections()
CHAT = _SECTIONS["chat"]
GAMES = _SECTIONS["games"]
CODE = _SECTIONS["code"]
URLS = _SECTIONS["urls"]
PRICES = _SECTIONS["prices"]
EMOTES = _SECTIONS["emotes"]
SENTENCES = {
    name.removeprefix("sentences "): messages for name, messages in _SECTIONS.items() if name.startswith("sentences ")
}
