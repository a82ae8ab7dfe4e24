"""The real CDK CLI deploys into the emulated AWS and deletes there: what an engineer does on a real account."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.stack import STACK
from local.options import Options
from local.servers import Servers
from tests.infra.conftest import PROJECT

CDK = PROJECT / "node_modules" / ".bin" / "cdk"
CONTEXT = "-c emulated_aws=true -c keep_data=false -c provisioned_concurrency=1"
ADMIN = "first@example.com"
TIMEOUT_S = 200


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """An emulated AWS and an emulated IVS Chat with nothing deployed."""
    started = Servers(Options(port_aws=0, port_ivschat=0, port_service=0, directory=tmp_path))
    try:
        started.start()
        started.wait_until_healthy()
        yield started
    finally:
        started.stop()


def run(servers: Servers, cwd: Path, *command: str) -> str:
    """Run a command against the emulated account; its output, which a failure shows."""
    target = servers.target
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "AWS_ENDPOINT_URL": target.endpoint,
        "AWS_ACCESS_KEY_ID": target.access_key_id,
        "AWS_SECRET_ACCESS_KEY": target.secret_access_key,
        "AWS_REGION": target.region,
        "CDK_VALIDATION": "false",
        "CDK_DISABLE_VERSION_CHECK": "1",
    }
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def test_bootstrap_deploy_and_destroy(servers: Servers, tmp_path: Path) -> None:
    target, out = servers.target, tmp_path / "cdk.out"
    run(servers, tmp_path, str(CDK), "bootstrap", f"aws://{target.account}/{target.region}")
    arguments = f"{CONTEXT} -c first_admin_email={ADMIN} --output {out}"
    run(servers, PROJECT, "make", "deploy", f"CDK_ARGS={arguments}")

    cloudformation = target.client("cloudformation")
    (stack,) = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}

    ivschat = target.session().client("ivschat", endpoint_url=servers.ivschat)
    room = ivschat.get_room(identifier=outputs["RoomArn"])
    assert room["messageReviewHandler"] == {"uri": outputs["ReviewHandlerArn"], "fallbackResult": "ALLOW"}
    assert room["loggingConfigurationIdentifiers"] == [outputs["LoggingConfigurationArn"]]

    users = target.client("cognito-idp").list_users(UserPoolId=outputs["UserPoolId"])["Users"]
    subs = {each["Value"] for user in users for each in user["Attributes"] if each["Name"] == "sub"}
    record = target.client("dynamodb").scan(TableName=outputs["StateTable"])["Items"]
    assert [(item["username"]["S"], item["role"]["S"]) for item in record] == [(ADMIN, "admin")]
    assert {item["pk"]["S"].partition("#")[2] for item in record} == subs

    run(servers, tmp_path, str(CDK), "destroy", "--force", "--app", str(out))
    with pytest.raises(cloudformation.exceptions.ClientError, match="does not exist"):
        cloudformation.describe_stacks(StackName=STACK)
    assert ivschat.list_rooms()["rooms"] == []
