"""The pinned CDK CLI deploys the template into the emulated AWS, as `make deploy` does, and the first admin enters.

Real `cdk bootstrap`, real `cdk deploy`, then the command that the stack prints, through the AWS CLI.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.options import Options
from local.servers import Servers
from local.synth import PROJECT, STACK, Synthesis
from moderation import tables

CDK = PROJECT / "node_modules" / ".bin" / "cdk"
EMAIL = "first.admin@example.com"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Both emulators with nothing deployed."""
    found = Servers(Options(port_aws=0, port_ivschat=0, directory=tmp_path_factory.mktemp("empty")))
    try:
        found.start()
        found.wait_until_healthy()
        yield found
    finally:
        found.stop()


def run(servers: Servers, directory: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing in its environment but what points it at the emulated AWS."""
    target = servers.target
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(directory),
        "AWS_ENDPOINT_URL": target.endpoint,
        "AWS_ACCESS_KEY_ID": target.access_key_id,
        "AWS_SECRET_ACCESS_KEY": target.secret_access_key,
        "AWS_REGION": target.region,
        "CI": "true",
    }
    return subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, timeout=240)


@pytest.fixture(scope="module")
def outputs(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Bootstrap and deploy; the outputs as the CLI wrote them."""
    directory = tmp_path_factory.mktemp("cdk")
    assembly = str(Synthesis(Options().synth_cache).result())
    where = f"aws://{servers.target.account}/{servers.target.region}"
    bootstrapped = run(servers, directory, str(CDK), "bootstrap", where)
    assert bootstrapped.returncode == 0, bootstrapped.stderr
    deploy = ("deploy", "--all", "--require-approval", "never", "--app", assembly, "--outputs-file", "outputs.json")
    deployed = run(servers, directory, str(CDK), *deploy)
    assert deployed.returncode == 0, deployed.stderr
    written: dict[str, str] = json.loads((directory / "outputs.json").read_text())[STACK]
    return written


def test_the_room_of_the_stack_exists_in_ivs_chat(servers: Servers, outputs: dict[str, str]) -> None:
    ivschat = servers.target.session().client("ivschat", endpoint_url=servers.ivschat)
    room = ivschat.get_room(identifier=outputs["RoomArn"])
    assert room["messageReviewHandler"]["uri"] == outputs["ReviewHandlerArn"]
    assert room["loggingConfigurationIdentifiers"] == [outputs["LoggingConfigurationArn"]]


def test_the_printed_command_makes_the_first_admin(servers: Servers, outputs: dict[str, str], tmp_path: Path) -> None:
    printed = outputs["FirstAdminCommand"].replace("YOU@EXAMPLE.COM", EMAIL)
    # Version 2 of the CLI needs this option, version 1 (the one on PyPI) does not know it.
    command = shlex.split(printed.replace(" --cli-binary-format raw-in-base64-out", ""))
    done = run(servers, tmp_path, *command)
    assert done.returncode == 0, done.stderr
    assert "FunctionError" not in done.stdout, done.stdout

    cognito = servers.target.client("cognito-idp")
    people = cognito.list_users(UserPoolId=outputs["UserPoolId"])["Users"]
    attributes = {each["Name"]: each["Value"] for each in people[0]["Attributes"]}
    assert [len(people), attributes["email"]] == [1, EMAIL]
    key = {
        tables.PARTITION_KEY: {"S": tables.moderator_key(attributes["sub"])},
        tables.SORT_KEY: {"S": tables.PROFILE},
    }
    record: Any = servers.target.client("dynamodb").get_item(TableName=outputs["StateTable"], Key=key)["Item"]
    assert record["role"] == {"S": "admin"}
    assert record["rooms"] == {"L": [{"S": tables.ALL_ROOMS}]}
