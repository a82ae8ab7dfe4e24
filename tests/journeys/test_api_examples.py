"""The examples of docs/api.md, executed on the local stack as they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from local.login import access_token
from local.stack import LocalStack

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
EXAMPLE = re.compile(r"^```(sh|python) run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = EXAMPLE.findall(DOCUMENT.read_text())
SHELL = [text for language, text in EXAMPLES if language == "sh"]
PYTHON = "".join(text for language, text in EXAMPLES if language == "python")


@pytest.fixture(scope="module")
def environment(local_stack: LocalStack) -> dict[str, str]:
    endpoints = local_stack.endpoints
    admin = next(user for user in endpoints.users if user.role == "admin")
    client = local_stack.outputs["UserPoolClientId"]
    key = local_stack.service.key
    return {
        "PATH": os.environ["PATH"],
        "API": endpoints.api,
        "TOKEN": access_token(endpoints.aws, client, endpoints.console, admin.username, admin.password),
        "ROOM": endpoints.room_arn.rpartition("/")[2],
        "AWS_REGION": endpoints.region,
        "AWS_ACCESS_KEY_ID": key.access_key_id,
        "AWS_SECRET_ACCESS_KEY": key.secret_access_key,
    }


def run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_is_an_example_for_each_resource() -> None:
    assert len(SHELL) >= 9
    assert PYTHON.count("call(") >= 10


@pytest.mark.parametrize("example", SHELL, ids=lambda text: text.split("/v1/")[1].split('"')[0])
def test_shell_example(example: str, environment: dict[str, str]) -> None:
    run(["bash", "-euo", "pipefail", "-c", example], environment)


def test_python_examples(environment: dict[str, str]) -> None:
    run([sys.executable, "-c", PYTHON], environment)
