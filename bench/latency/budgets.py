"""The budgets of `bench/budgets.toml`, and how a figure stands to one."""

import tomllib
from pathlib import Path
from typing import Any

BUDGETS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "budgets.toml").read_text())


def verdict(section: str, name: str, value: float) -> str:
    """E.g. `1.31 of 1.4: kept`."""
    budget = BUDGETS[section][name]
    return f"{value:,.4g} of {budget:,}: {'kept' if value <= budget else 'MISSED'}"
