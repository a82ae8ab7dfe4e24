"""Every command in README and docs is run by a test, and every file and make target that they name exists.

A block marked `sh run` or `python run` is executed as it stands by a journey on the local stack. Every line of another
`sh` block must be in EXECUTED, which names where it is run: another file that shows the command, or a test of this one.
"""

import json
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")

STACK_PAGES = "tests/journeys/test_page_commands.py"

HERE = "here"

# command (a regular expression over the whole line) -> (file that runs it, text in that file that shows it),
# or (HERE, the test below that runs it)
EXECUTED = {
    r"make run( RUN_ARGS=--no-crowd)?": ("tests/journeys/running.py", '"-m", "local"'),
    r"make setup": ("Makefile", "test: setup"),
    r"make check": (".ci/run", "make check"),
    r"make test": (".ci/run", "make test"),
    r"make synth": (HERE, "test_synth_writes_the_template"),
    r"make bench( BENCH_ARGS=.*)?": (HERE, "test_bench_measures_a_section"),
    r"npx cdk bootstrap": ("tests/infra/test_cdk_cli.py", '"bootstrap"'),
    r"make deploy( CDK_ARGS=.*)?": ("tests/infra/test_cdk_cli.py", '"deploy"'),
    r"(\.venv/bin/)?python -m local token --user moderator": ("tests/journeys/test_running.py", '"token", "--user"'),
    r"export AWS_ACCESS_KEY_ID=.*|aws --endpoint-url .*": (STACK_PAGES, '"export AWS_ACCESS_KEY_ID="'),
    r"aws cognito-idp admin-initiate-auth .*": (STACK_PAGES, '"aws cognito-idp admin-initiate-auth"'),
    r"aws sqs receive-message .*|aws lambda invoke .*": (STACK_PAGES, '"aws sqs receive-message"'),
    r"PYTHONPATH=functions \.venv/bin/python -m chainer --digests": (STACK_PAGES, "-m chainer --digests"),
    r"PYTHONPATH=functions \.venv/bin/python -m moderation .*": (HERE, "test_the_explanation_in_the_readme"),
}


def commands(page: Path) -> list[str]:
    """The commands of a page's `sh` blocks, continuation lines joined, comments gone."""
    text = "".join(SHELL.findall(page.read_text("utf-8"))).replace("\\\n", " ")
    lines = (re.sub(r"\s+#.*", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_is_run_somewhere(page: Path) -> None:
    unknown = [line for line in commands(page) if not any(re.fullmatch(known, line) for known in EXECUTED)]
    assert not unknown


@pytest.mark.parametrize("command", EXECUTED)
def test_the_place_that_runs_a_command_names_it(command: str) -> None:
    path, text = EXECUTED[command]
    if path == HERE:
        assert callable(globals()[text])
        return
    assert text in (PROJECT / path).read_text("utf-8")


def test_readme_has_commands_to_check() -> None:
    assert len(commands(PROJECT / "README.md")) >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert not missing


def test_what_make_run_does_is_what_the_journeys_start() -> None:
    assert "python -m local" in make("--dry-run", "run")


def test_the_explanation_in_the_readme() -> None:
    (line,) = [line for line in commands(PROJECT / "README.md") if "-m moderation" in line]
    done = subprocess.run(["bash", "-c", line], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=True)
    assert "^^^" in done.stdout


def test_synth_writes_the_template() -> None:
    template = PROJECT / "cdk.out" / "Roomkeeper.template.json"
    template.unlink(missing_ok=True)
    subprocess.run(["make", "synth"], cwd=PROJECT, capture_output=True, timeout=240, check=True)
    assert template.exists()


def test_bench_measures_a_section() -> None:
    results = PROJECT / "bench" / "results" / "latest.json"
    before = results.stat().st_mtime_ns if results.exists() else 0
    assert "## review-cost" in make("bench", "BENCH_ARGS=review-cost")
    assert results.stat().st_mtime_ns > before
    assert json.loads(results.read_text("utf-8"))["review-cost"]["figures"]


def make(*arguments: str) -> str:
    return subprocess.run(
        ["make", *arguments], cwd=PROJECT, capture_output=True, text=True, timeout=120, check=True
    ).stdout
