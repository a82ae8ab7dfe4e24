"""What the review function really loads, in a fresh process: stateless, with tables over HTTPS, and when it is cold."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUDGET = tomllib.loads((ROOT / "bench/budgets.toml").read_text())["modules_beyond_runtime"]
FORBIDDEN = {
    "boto3", "botocore", "aws_lambda_powertools", "pydantic", "asyncio", "http", "urllib", "dataclasses", "typing",
    "datetime", "uuid", "email", "inspect", "ast", "concurrent",
}  # fmt: skip
TABLES = {
    "STATE_TABLE": "State",
    "WINDOWS_TABLE": "Windows",
    "POLICIES_TABLE": "Policies",
    "AWS_REGION": "us-west-2",
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_ENDPOINT_URL": "https://127.0.0.1:9",
}


@pytest.mark.parametrize(
    ("variables", "connects", "most"),
    [
        ({}, False, BUDGET["stateless"]),
        (TABLES, True, BUDGET["with_state"]),
        ({**TABLES, "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand"}, False, BUDGET["stateless"]),
    ],
    ids=["stateless", "tables", "tables, cold"],
)
def test_modules_beyond_the_runtimes_own(variables: dict[str, str], connects: bool, most: int) -> None:
    packages = str(next(path for path in sys.path if path.endswith("site-packages")))
    probe = subprocess.run(
        [sys.executable, "-S", str(ROOT / "tests/contract/import_probe.py")],
        env={**variables, "PYTHONPATH": f"{ROOT / 'functions'}:{packages}", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    found = json.loads(probe.stdout)
    print(f"{len(found['modules'])} modules beyond awslambdaric's, {found['own']} of our own: {found['modules']}")
    assert found["answer"]["ReviewResult"] == "ALLOW"
    assert not FORBIDDEN & {name.partition(".")[0] for name in found["modules"]}
    assert len(found["modules"]) <= most, found["modules"]
    openssl = {"socket", "ssl", "_hashlib"}
    assert openssl & set(found["modules"]) == (openssl if connects else set())
