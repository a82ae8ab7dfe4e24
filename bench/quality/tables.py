"""Markdown tables, as the docs carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def markdown(header: list[str], rows: Iterable[list[str]]) -> str:
    """A table whose first column is text and whose others are figures."""
    lines = ["| " + " | ".join(header) + " |", "|---" + "|---:" * (len(header) - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def share(value: float | None) -> str:
    """A share with the digits that its sample supports."""
    return "–" if value is None else f"{value:.3f}" if value >= 0.01 or value == 0 else f"{value:.4f}"
