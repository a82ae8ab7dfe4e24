"""Lines written by hand that say what is to be found in them, or that nothing is.

`text => what`, one a line, under headings that begin with "# "; `\\n` and `\\u200b` stand for these characters. The
sets named `unseen` were written after the rules, and only then looked at.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).with_name("told")


def told(name: str) -> list[tuple[str, str]]:
    """(text, what is to be found) of each line; "" where nothing is."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    parted = (line.rpartition(" => ") for line in lines if line and not line.startswith("# "))
    return [(_characters(text or last), last if text else "") for text, _, last in parted]


def _characters(written: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})|\\n", lambda match: chr(int(match[1], 16)) if match[1] else "\n", written)
