"""The template's IAM grants are enforced: without one, what needs it fails, and only that."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local.deploy import deploy
from local.stack import LocalStack
from local.synth import STACK
from tests.journeys.conftest import Person
from tests.journeys.viewer import Viewer

People = Callable[[str], Person]


def without_action(template: dict[str, Any], action: str) -> int:
    """Take one action out of every IAM policy of a template; returns how often it was there."""
    found = 0
    for resource in template["Resources"].values():
        if resource["Type"] != "AWS::IAM::Policy":
            continue
        for statement in resource["Properties"]["PolicyDocument"]["Statement"]:
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            if action in actions:
                found += 1
                statement["Action"] = [each for each in actions if each != action] or ["sts:GetCallerIdentity"]
    return found


@pytest.fixture
def removing(local_stack: LocalStack, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Deploy the template without one action; the real template is deployed again afterwards."""

    def remove(action: str) -> None:
        assembly = tmp_path / "assembly"
        assembly.mkdir()
        for part in local_stack.template.iterdir():
            (assembly / part.name).symlink_to(part)
        file = assembly / f"{STACK}.template.json"
        template = json.loads(file.read_text())
        file.unlink()
        assert without_action(template, action), f"no policy of the template grants {action}"
        file.write_text(json.dumps(template))
        deploy(local_stack.target, assembly, STACK)

    yield remove
    deploy(local_stack.target, local_stack.template, STACK)
    local_stack.point_console_here()


async def test_without_the_delete_grant_nothing_is_deleted(
    removing: Callable[[str], None],
    joining: Callable[[str], Viewer],
    person: People,
    room_id: str,
    user_id: str,
) -> None:
    removing("ivschat:DeleteMessage")
    async with joining(user_id) as ada:
        await ada.say("still here")
        message = await ada.frame()
        refused = person("moderator").delete(f"/rooms/{room_id}/messages/{message['Id']}")
    assert refused.status_code == 502, refused.text
    assert refused.json()["upstreamCode"] == "AccessDeniedException"


async def test_without_the_invoke_permission_a_room_cannot_name_the_handler(local_stack: LocalStack) -> None:
    functions = local_stack.target.client("lambda")
    alias = local_stack.outputs["ReviewHandlerArn"]
    policy = json.loads(functions.get_policy(FunctionName=alias)["Policy"])
    statement = next(each for each in policy["Statement"] if each["Principal"]["Service"] == "ivschat.amazonaws.com")
    assert statement["Condition"]["StringEquals"]["AWS:SourceAccount"] == local_stack.endpoints.account
    assert statement["Condition"]["ArnLike"]["AWS:SourceArn"].endswith(":room/*")

    copy = functions.create_alias(FunctionName=alias.rpartition(":")[0], Name="unpermitted", FunctionVersion="$LATEST")
    ivschat = local_stack.target.session().client("ivschat", endpoint_url=local_stack.endpoints.ivschat)
    with pytest.raises(ivschat.exceptions.ClientError):
        ivschat.create_room(messageReviewHandler={"uri": copy["AliasArn"], "fallbackResult": "DENY"})
    functions.delete_alias(FunctionName=alias.rpartition(":")[0], Name="unpermitted")
