"""The command that the stack prints lets the first admin in."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from local.stack import LocalStack
from moderation import tables

EMAIL = "first.admin@example.com"


def test_the_printed_command_makes_an_admin(local_stack: LocalStack, tmp_path: Path) -> None:
    target, outputs = local_stack.target, local_stack.outputs
    printed = outputs["FirstAdminCommand"].replace("YOU@EXAMPLE.COM", EMAIL)
    # Version 2 of the CLI needs this option, version 1 (the one on PyPI) does not know it.
    command = shlex.split(printed.replace(" --cli-binary-format raw-in-base64-out", ""))
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "AWS_ENDPOINT_URL": target.endpoint,
        "AWS_ACCESS_KEY_ID": target.access_key_id,
        "AWS_SECRET_ACCESS_KEY": target.secret_access_key,
        "AWS_DEFAULT_REGION": target.region,
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "FunctionError" not in done.stdout, done.stdout

    cognito = target.client("cognito-idp")
    people = cognito.list_users(UserPoolId=outputs["UserPoolId"], Filter=f'email = "{EMAIL}"')["Users"]
    assert len(people) == 1
    sub = next(each["Value"] for each in people[0]["Attributes"] if each["Name"] == "sub")
    key = {tables.PARTITION_KEY: {"S": tables.moderator_key(sub)}, tables.SORT_KEY: {"S": tables.PROFILE}}
    record: Any = target.client("dynamodb").get_item(TableName=outputs["StateTable"], Key=key)["Item"]
    assert record["role"] == {"S": "admin"}
    assert record["rooms"] == {"L": [{"S": tables.ALL_ROOMS}]}
