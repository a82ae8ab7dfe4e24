"""The app as the CDK CLI and the local run start it: the same output twice, no network, clear refusals."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import aws_cdk as cdk
import pytest
from aws_cdk import aws_kms

from infra import python_function, wheels
from infra.python_function import BytecodeMissing, PythonFunction
from infra.settings import Settings
from infra.stack import STACK
from infra.target import this_machine
from infra.wheels import WheelsMissing
from tests.infra.conftest import PROJECT, Synthesised, read


def run_app(outdir: Path, context: dict[str, object]) -> subprocess.CompletedProcess[str]:
    """`python app.py` with no package index in reach."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "CDK_OUTDIR": str(outdir),
        "CDK_CONTEXT_JSON": json.dumps(context),
        "CDK_VALIDATION": "false",
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",
        "UV_OFFLINE": "1",
    }
    return subprocess.run(
        [sys.executable, "app.py"], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )


def test_two_syntheses_give_the_same_template_and_the_same_hashes(full: Synthesised, tmp_path: Path) -> None:
    done = run_app(tmp_path, read(PROJECT / "cdk.json")["context"])
    assert done.returncode == 0, done.stderr
    assert read(tmp_path / f"{STACK}.template.json") == full.template
    assert read(tmp_path / f"{STACK}.assets.json") == read(full.directory / f"{STACK}.assets.json")


def test_of_the_functions_packages_infra_reads_the_table_definitions_alone() -> None:
    packages = {path.name for path in (PROJECT / "functions").iterdir() if path.is_dir()}
    statements = [
        node
        for file in (PROJECT / "infra").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] in packages
    ]
    modules = {
        node.module if node.module != "moderation" else f"moderation.{alias.name}"
        for node in statements
        for alias in node.names
    }
    assert modules == {"moderation.tables"}


def test_wrong_context_stops_the_synthesis_with_every_problem(tmp_path: Path) -> None:
    done = run_app(tmp_path, {"room_rate_per_second": 50, "room_nam": "x"})
    assert done.returncode != 0
    assert "room_rate_per_second: a whole number from 1 to 10 (given: 50)" in done.stderr
    assert "room_nam: no such setting; did you mean room_name?" in done.stderr
    assert "Traceback" not in done.stderr


def test_cfn_lint_finds_nothing(full: Synthesised) -> None:
    template = full.directory / f"{STACK}.template.json"
    lint = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(
        [str(lint), "--regions", "us-west-2", "--ignore-checks", *IGNORED, "--", str(template)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


# W3005 is a DependsOn that another property implies already; CDK writes it.
IGNORED = ("W3005",)


def test_a_deployment_without_bytecode_is_refused_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_function, "find_compiler", lambda python: None)

    def make(bytecode: str) -> None:
        stack = cdk.Stack(cdk.App(), "S")
        PythonFunction(
            stack,
            "F",
            package="console_site",
            description="",
            settings=Settings(bytecode=bytecode),
            environment={},
            log_key=aws_kms.Key(stack, "Key"),
            log_days=7,
            memory_mb=128,
            timeout_seconds=3,
        )

    make("optional")
    with pytest.raises(BytecodeMissing, match=r"python3\.13 was found.*bytecode=optional"):
        make("required")


def test_no_network_and_nothing_cached_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(wheels, "ROOT", tmp_path)
    monkeypatch.setattr(wheels, "CACHE", tmp_path / "wheels")
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    with pytest.raises(WheelsMissing, match=r"'review' for Python .* Run `make setup` once"):
        wheels.installed(["review"], this_machine(), None)
    # Half an installation must not look like a whole one next time.
    assert list((tmp_path / "wheels").glob("*/*")) == []


def test_a_package_without_a_hash_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(wheels, "ROOT", tmp_path)
    monkeypatch.setattr(wheels, "CACHE", tmp_path / "wheels")
    monkeypatch.setattr(wheels, "sections", lambda: {"review": "six==1.17.0\n"})
    with pytest.raises(WheelsMissing, match="--require-hashes"):
        wheels.installed(["review"], this_machine(), None)


def test_each_group_of_wheels_is_pinned_by_hash() -> None:
    groups = wheels.sections()
    assert set(groups) == {"api", "patterns", "review", "workers"}
    for pins in groups.values():
        names = [line for line in pins.splitlines() if line and not line.startswith((" ", "#"))]
        assert names
        assert all("==" in name for name in names)
        assert pins.count("--hash=sha256:") >= len(names)
