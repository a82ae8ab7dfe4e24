"""Mutation testing of the core: `python -m tests.mutation rules/links.py review.py [-- MUTMUT OPTIONS]`.

Files are relative to `functions/moderation`, globs allowed. Works on a copy in a temporary folder, laid out so that
module names and paths agree as mutmut wants them. Slow (a second or so per mutant): for the soak, not for CI.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Tests that start processes of their own run the unmutated sources, or compile for seconds; they would tell nothing.
UNFIT = (
    "test_explain.py",
    "test_policy_fuzz.py",
    "test_review_imports.py",
    "test_policy_page.py",
    "test_default_policy.py",
    "text/test_text_fuzz.py",
    "rules/test_work.py",  # counts calls, and mutmut adds its own
)
CONFIGURATION = """
[tool.mutmut]
source_paths = ["moderation"]
only_mutate = {files}
also_copy = ["moderation", "tests", "local", "docs"]
pytest_add_cli_args_test_selection = ["tests/unit/moderation"]
pytest_add_cli_args = ["-x", "-q", "-k", "not ten_thousand and not too_many"]
"""


def main(arguments: list[str]) -> int:
    """Mutate the files, run the tests against every mutant, print the survivors and the score."""
    files, _, options = " ".join(arguments).partition(" -- ")
    with tempfile.TemporaryDirectory(prefix="roomkeeper-mutants-") as folder:
        copy = Path(folder)
        _lay_out(copy, [f"moderation/{name}" for name in files.split()])
        subprocess.run([sys.executable, "-m", "mutmut", "run", *options.split()], cwd=copy, check=False)
        listed = subprocess.run(
            [sys.executable, "-m", "mutmut", "results", "--all", "true"],
            cwd=copy,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    outcomes = re.findall(r"^\s*(\S+): ([a-z ]+)$", listed, re.MULTILINE)
    for name, outcome in outcomes:
        if outcome != "killed":
            print(f"{outcome}: {name}")
    killed = sum(outcome in ("killed", "timeout") for _, outcome in outcomes)
    print(f"{killed} of {len(outcomes)} mutants killed")
    return 0 if outcomes else 1


def _lay_out(copy: Path, files: list[str]) -> None:
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "functions" / "moderation", copy / "moderation", ignore=ignore)
    shutil.copytree(ROOT / "local", copy / "local", ignore=ignore)
    shutil.copytree(ROOT / "docs", copy / "docs")
    tests = ROOT / "tests" / "unit" / "moderation"
    for folder in (tests, *(tests / part for part in {"rules", "text", *(name.split("/")[1] for name in files)})):
        if folder.is_dir():
            (copy / folder.relative_to(ROOT)).mkdir(parents=True, exist_ok=True)
            for path in folder.glob("*.py"):
                shutil.copy(path, copy / path.relative_to(ROOT))
    shutil.copytree(ROOT / "tests" / "fakes", copy / "tests" / "fakes", ignore=ignore)
    for name in ("tests/conftest.py", "tests/unit/conftest.py"):
        shutil.copy(ROOT / name, copy / name)
    for name in UNFIT:
        (copy / "tests/unit/moderation" / name).unlink(missing_ok=True)
    project = (ROOT / "pyproject.toml").read_text("utf-8").replace('["functions", "."]', '["."]')
    (copy / "pyproject.toml").write_text(project + CONFIGURATION.format(files=files), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
