"""Coverage-guided fuzz of the policy compiler."""

from collections.abc import Callable
from pathlib import Path

from tests.fuzz.running import run


def test_no_document_breaks_the_compiler(soak_count: Callable[[int], int], tmp_path: Path) -> None:
    run("policy_documents.py", soak_count(50_000), tmp_path)
