"""An existing room gets the review, and gets back what it had."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local.stack import LocalStack
from tests.journeys.conftest import Person
from tests.journeys.test_newcomer import REFUSED
from tests.journeys.viewer import Viewer

People = Callable[[str], Person]


@pytest.fixture
def ivschat(local_stack: LocalStack) -> Any:
    """The account's own view of IVS Chat."""
    return local_stack.target.session().client("ivschat", endpoint_url=local_stack.endpoints.ivschat)


@pytest.fixture
def bare_room(ivschat: Any) -> Iterator[str]:
    """The id of a room that somebody made without us."""
    room = ivschat.create_room(name="made-elsewhere", maximumMessageLength=200)
    yield room["id"]
    ivschat.delete_room(identifier=room["arn"])


async def test_attach_reviews_and_detach_restores(
    local_stack: LocalStack, ivschat: Any, bare_room: str, person: People, user_id: str
) -> None:
    admin = person("admin")
    arn = f"{local_stack.endpoints.room_arn.rpartition('/')[0]}/{bare_room}"

    async def what_becomes_of(text: str) -> str:
        token = ivschat.create_chat_token(roomIdentifier=arn, userId=user_id, capabilities=["SEND_MESSAGE"])["token"]
        async with Viewer(local_stack.endpoints.messaging, token) as viewer:
            await viewer.say(text)
            frame = await viewer.frame()
            return str(frame["Type"])

    assert await what_becomes_of(REFUSED) == "MESSAGE", "nobody reviews this room yet"
    attached = admin.post(f"/rooms/{bare_room}/attach")
    assert attached.status_code == 200, attached.text
    room = ivschat.get_room(identifier=arn)
    assert room["messageReviewHandler"] == {"uri": local_stack.outputs["ReviewHandlerArn"], "fallbackResult": "ALLOW"}
    assert room["loggingConfigurationIdentifiers"] == [local_stack.outputs["LoggingConfigurationArn"]]
    assert room["maximumMessageLength"] == 200
    assert await what_becomes_of(REFUSED) == "ERROR"

    assert admin.post(f"/rooms/{bare_room}/detach").status_code == 200
    room = ivschat.get_room(identifier=arn)
    assert not room.get("messageReviewHandler", {}).get("uri")
    assert not room.get("loggingConfigurationIdentifiers")
    assert await what_becomes_of(REFUSED) == "MESSAGE"


def test_a_moderator_may_not_attach(bare_room: str, person: People) -> None:
    assert person("moderator").post(f"/rooms/{bare_room}/attach").status_code == 403
