"""Commands of the pages under docs/ that talk to a running stack, on this stack's ports and names."""

import base64
import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from local.stack import LocalStack

PROJECT = Path(__file__).parents[2]
AWS_PORT, IVSCHAT_PORT = "http://127.0.0.1:4566", "http://127.0.0.1:4580"
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def block(page: str, beginning: str) -> str:
    """The one `sh` block of a page that begins so."""
    found: str
    (found,) = [text for text in SHELL.findall((PROJECT / "docs" / page).read_text()) if text.startswith(beginning)]
    return found


def run(script: str, **environment: str) -> str:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env={"PATH": path, "HOME": os.environ["HOME"], **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_any_aws_client_can_be_pointed_at_the_stack(local_stack: LocalStack) -> None:
    where = local_stack.endpoints
    script = block("local.md", "export AWS_ACCESS_KEY_ID=")
    assert AWS_PORT in script
    assert IVSCHAT_PORT in script
    printed = run(script.replace(AWS_PORT, where.aws).replace(IVSCHAT_PORT, where.ivschat))
    assert '"Roomkeeper"' in printed
    assert where.room_arn in printed


def test_a_token_for_scripts(local_stack: LocalStack) -> None:
    where = local_stack.endpoints
    admin = next(user for user in where.users if user.role == "admin")
    script = block("operating.md", "aws cognito-idp admin-initiate-auth")
    for placeholder, value in {
        "POOL": local_stack.outputs["UserPoolId"],
        "--client-id CLIENT": f"--client-id {local_stack.outputs['UserPoolClientId']}",
        "you@example.com": admin.username,
        "PASSWORD=...": f"PASSWORD={admin.password}",
    }.items():
        assert placeholder in script
        script = script.replace(placeholder, value)
    token = run(
        script,
        AWS_ENDPOINT_URL=where.aws,
        AWS_DEFAULT_REGION=where.region,
        AWS_ACCESS_KEY_ID=where.access_key_id,
        AWS_SECRET_ACCESS_KEY=where.secret_access_key,
    )
    assert token.strip().count(".") == 2


@pytest.mark.parametrize("page", ["local.md", "operating.md"])
def test_the_pages_have_commands(page: str) -> None:
    assert SHELL.findall((PROJECT / "docs" / page).read_text())


def test_the_proof_of_the_audit_from_a_desk(local_stack: LocalStack) -> None:
    where = local_stack.endpoints
    key = {"AWS_ACCESS_KEY_ID": where.access_key_id, "AWS_SECRET_ACCESS_KEY": where.secret_access_key}
    script = block("audit.md", "PYTHONPATH=functions .venv/bin/python -m chainer --digests")
    # Another journey of this stack may have tampered: then the first break is named, and the status is 1.
    said = run(f"{script.strip()} || test $? = 1", AWS_ENDPOINT_URL=where.aws, AWS_DEFAULT_REGION=where.region, **key)
    assert said.splitlines()[-1].startswith(("intact: ", "broken: overwrite_seen"))


def test_a_line_that_nobody_could_read_is_tried_again(local_stack: LocalStack, tmp_path: Path) -> None:
    where, functions = local_stack.endpoints, local_stack.target.client("lambda")
    (writer,) = [each for each in functions.list_functions()["Functions"] if "LedgerWriter" in each["FunctionName"]]
    line = json.dumps({"type": "decision", "verdict": "NONSENSE"})
    batch = {
        "messageType": "DATA_MESSAGE",
        "logGroup": "review",
        "logStream": "desk",
        "subscriptionFilters": ["desk"],
        "logEvents": [{"id": "1", "timestamp": 0, "message": line}],
    }
    told = {"awslogs": {"data": base64.b64encode(gzip.compress(json.dumps(batch).encode())).decode()}}
    functions.invoke(FunctionName=writer["FunctionName"], Payload=json.dumps(told))
    script = block("ledger.md", "aws sqs receive-message")
    for placeholder, value in {
        "POISON": writer["Environment"]["Variables"]["POISON_QUEUE_URL"],
        "LEDGER_WRITER": writer["FunctionName"],
        # Version 1 of the CLI overrides the endpoint of this service unless it stands on the command line.
        "aws sqs": f"aws --endpoint-url {where.aws} sqs",
    }.items():
        assert placeholder in script
        script = script.replace(placeholder, value)
    said = run(
        f"cd {tmp_path}\n{script}",
        AWS_ENDPOINT_URL=where.aws,
        AWS_DEFAULT_REGION=where.region,
        AWS_ACCESS_KEY_ID=where.access_key_id,
        AWS_SECRET_ACCESS_KEY=where.secret_access_key,
    )
    assert '"StatusCode": 200' in said
    assert "FunctionError" not in said
    sent = json.loads((tmp_path / "line.json").read_text())
    assert line in gzip.decompress(base64.b64decode(sent["awslogs"]["data"])).decode().replace('\\"', '"')
