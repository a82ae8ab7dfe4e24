"""Entry point of the console's site."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from .settings import parse
from .site import Site

ROOT = Path(__file__).resolve().parents[1] / "console"


@lru_cache(maxsize=1)
def site() -> Site:
    """The site, read once."""
    return Site(ROOT, parse(os.environ))


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Answer one HTTP API request."""
    return site().answer(event)
