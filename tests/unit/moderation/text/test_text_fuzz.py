"""Coverage-guided fuzz of the text side."""

from collections.abc import Callable
from pathlib import Path

from tests.fuzz.running import run


def test_no_text_breaks_reading_matching_or_masking(soak_count: Callable[[int], int], tmp_path: Path) -> None:
    run("message_texts.py", soak_count(60_000), tmp_path)
